/// Bytes between two lines that say what they are.
///
/// Source: RFC 7468.
enum PEM {
  static func text(of bytes: [UInt8], label: String) -> String {
    let body = Array(Base64.encode(bytes))
    let lines = stride(from: 0, to: body.count, by: 64).map {
      String(body[$0..<min($0 + 64, body.count)]) + "\n"
    }
    return "-----BEGIN \(label)-----\n\(lines.joined())-----END \(label)-----\n"
  }

  /// The bytes under a label; nil where the text is something else.
  static func body(of text: String, label: String) -> [UInt8]? {
    let lines = text.split(whereSeparator: \.isNewline)
      .map { $0.filter { !" \t".contains($0) } }.filter { !$0.isEmpty }
    let name = label.filter { $0 != " " }
    guard lines.count >= 3, lines.first == "-----BEGIN\(name)-----",
      lines.last == "-----END\(name)-----"
    else { return nil }
    return Base64.decode(lines.dropFirst().dropLast().joined())
  }

  /// What a text is instead of what was looked for, without a byte of it: it may be a secret.
  static func kind(of text: String) -> String {
    let labels = ["ENCRYPTED PRIVATE KEY", "PRIVATE KEY", "PUBLIC KEY", "CERTIFICATE"]
    if text.isEmpty { return "nothing" }
    guard let label = labels.first(where: { text.contains("-----BEGIN \($0)-----") }) else {
      return "a text that is no key"
    }
    return "\"-----BEGIN \(label)-----\""
  }
}
