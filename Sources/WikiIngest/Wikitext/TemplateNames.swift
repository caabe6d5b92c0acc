/// The templates that a page's wikitext names.
package struct TemplateNames: Sendable {
  /// Longer than any title, which has 255 bytes at most, with a namespace and comments.
  private static let byteLimit = 1_024

  private init() {}

  /// The first of some templates that a text names; nil where it names none of them.
  ///
  /// Looks into other templates' arguments and into references; not into comments, `<nowiki>` and
  /// the like.
  ///
  /// - Parameter namespaces: As of ``TemplateName``.
  /// - Complexity: O(bytes).
  package static func first(
    of names: Set<String>, in wikitext: [UInt8], namespaces: [String] = []
  ) -> String? {
    guard !names.isEmpty else { return nil }
    return first(of: names, in: wikitext[...], namespaces, looksIntoReferences: true)
  }

  private static func first(
    of names: Set<String>, in wikitext: ArraySlice<UInt8>, _ namespaces: [String],
    looksIntoReferences: Bool
  ) -> String? {
    var scanner = MarkScanner()
    scanner.scan(wikitext.span)
    for mark in scanner.marks where mark.isClosed {
      let range = wikitext.startIndex + mark.start..<wikitext.startIndex + mark.end
      if mark.kind == .template {
        if let name = name(wikitext[range], namespaces), names.contains(name.text) {
          return name.text
        }
      } else if mark.kind == .reference, looksIntoReferences {
        // The scanner passes over what stands between the tags, and a reference holds no other.
        let content = wikitext[range].drop { $0 != UInt8(ascii: ">") }
        if let found = first(of: names, in: content, namespaces, looksIntoReferences: false) {
          return found
        }
      }
    }
    return nil
  }

  /// What stands before the first argument of `{{ … }}`, without comments.
  private static func name(
    _ template: ArraySlice<UInt8>, _ namespaces: [String]
  ) -> TemplateName? {
    var bytes: [UInt8] = []
    var rest = template.dropFirst(2).dropLast(2).prefix(byteLimit)
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "|") { break }
      if byte == UInt8(ascii: "<"), rest.starts(with: "!--".utf8) {
        while !rest.isEmpty, !rest.starts(with: "-->".utf8) { rest.removeFirst() }
        rest = rest.dropFirst(3)
        continue
      }
      // The name of what is in braces is made when the page is shown.
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { return nil }
      bytes.append(byte)
    }
    return String(validating: bytes, as: UTF8.self).flatMap {
      TemplateName($0, namespaces: namespaces)
    }
  }
}
