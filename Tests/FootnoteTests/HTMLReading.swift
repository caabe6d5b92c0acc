/// Reads a piece of HTML of the plainest kind, and nothing else.
///
/// Tags have attributes in double quotes alone, text has five references, nothing is left out.
struct HTMLReading {
  private(set) var tags: [String] = []
  private(set) var attributes: [(name: String, value: String)] = []
  private(set) var paragraphs: [String] = []
  private(set) var headings: [String] = []

  private static let references: [(name: String, scalar: Unicode.Scalar)] = [
    ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"),
  ]

  /// Nil for anything that is not of this kind.
  init?(_ html: String) {
    var rest = html.unicodeScalars[...]
    var text = ""
    while let scalar = rest.first {
      switch scalar {
      case "<":
        guard let end = rest.firstIndex(of: ">"), read(tag: rest[rest.startIndex..<end].dropFirst())
        else { return nil }
        if tags.last == "p" || tags.last == "h3" { text = "" }
        if tags.last == "/p" { paragraphs.append(text) }
        if tags.last == "/h3" { headings.append(text) }
        rest = rest[end...].dropFirst()
      case "&":
        guard let decoded = Self.reference(&rest) else { return nil }
        text.unicodeScalars.append(decoded)
      case ">", "\"", "'": return nil
      default:
        text.unicodeScalars.append(scalar)
        rest = rest.dropFirst()
      }
    }
  }

  private static func reference(_ rest: inout Substring.UnicodeScalarView) -> Unicode.Scalar? {
    for reference in references where rest.starts(with: reference.name.unicodeScalars) {
      rest = rest.dropFirst(reference.name.unicodeScalars.count)
      return reference.scalar
    }
    return nil
  }

  private mutating func read(tag: Substring.UnicodeScalarView) -> Bool {
    let name = tag.prefix { $0 != " " }
    guard !name.isEmpty, name.allSatisfy({ $0 == "/" || $0.properties.isAlphabetic || $0 == "3" })
    else { return false }
    tags.append(String(name))
    var rest = tag[name.endIndex...]
    while !rest.isEmpty {
      guard rest.popFirst() == " ", let equals = rest.firstIndex(of: "=") else { return false }
      let name = rest[rest.startIndex..<equals]
      rest = rest[equals...].dropFirst()
      guard rest.popFirst() == "\"", let end = rest.firstIndex(of: "\"") else { return false }
      guard let value = Self.text(of: rest[rest.startIndex..<end]) else { return false }
      attributes.append((String(name), value))
      rest = rest[end...].dropFirst()
    }
    return true
  }

  private static func text(of value: Substring.UnicodeScalarView) -> String? {
    var rest = value
    var text = ""
    while let scalar = rest.first {
      if scalar == "&" {
        guard let decoded = reference(&rest) else { return nil }
        text.unicodeScalars.append(decoded)
      } else {
        guard scalar != "<" else { return nil }
        text.unicodeScalars.append(scalar)
        rest = rest.dropFirst()
      }
    }
    return text
  }
}
