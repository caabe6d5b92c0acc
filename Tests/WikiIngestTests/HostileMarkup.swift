import Testing

/// Markup that is repeated, and what closes it, repeated as often.
struct HostileMarkup: CustomTestStringConvertible, CustomStringConvertible, Sendable {
  var opening: String
  var closing: String
  /// Whether it stands in a formula.
  var isFormula = false

  var description: String { "\(opening.debugDescription) \(closing.debugDescription)" }
  var testDescription: String { description }

  /// A text of about so many bytes.
  func source(byteCount: Int) -> [UInt8] {
    self.source(count: byteCount / unitByteCount)
  }

  /// What is repeated, with what closes it.
  var unitByteCount: Int { opening.utf8.count + closing.utf8.count }

  /// A text of so many repetitions.
  func source(count: Int) -> [UInt8] {
    var source: [UInt8] = []
    if isFormula { source += "<math>".utf8 }
    for _ in 0..<count { source += opening.utf8 }
    for _ in 0..<count { source += closing.utf8 }
    if isFormula { source += "</math>".utf8 }
    return source
  }

  static let families = [
    ("{{", ""), ("{{a ", ""), ("{{{", "}}}"), ("{{x|", "}}"), ("{{lang|x|", ""),
    ("{{lang|x|", "}}"),
    ("{{quote|\n", "}}"), ("{{convert|", "}}"), ("{{frac|1|", "}}"), ("{{lang|x|a'''", "}}"),
    ("[[", ""), ("[[a ", ""), ("[[a|", "]]"), ("[[File:", "]]"), ("[[File:a|", ""),
    ("\n== [[File:a|{{quote|\n", "}}"), ("== [[File:a|{{{{quote|\n", "}}"),
    ("[http://a ", ""),
    ("[http://a ", "]"), ("{|", ""), ("\n{|", ""), ("\n{|\n|", "\n|}"), ("\n|", ""),
    ("<table>", ""),
    ("<ref>", ""), ("<ref ", ""), ("<ref>x<ref name=a", ""), ("</ref", ""), ("<!--", ""),
    ("<nowiki>", ""), ("<pre>", ""), ("<math>", ""), ("<gallery><score><graph>", ""), ("<b", ""),
    ("<b ", ""), ("<", ""), ("<blockquote>", ""), ("<sup>2", "</sup>"), ("''", ""), ("'''x ", ""),
    ("''''a ", ""), ("-{", ""), ("-{a", "}-"), ("-{zh:a;", "}-"), ("&", ""), ("&amp", ""),
    ("== ", ""),
    ("\n== ", ""), ("=", ""), ("\n=[[a", "]]"), ("\n;a[[b", "]]"), ("\n;a", ""), ("*", ""),
    ("\n*", ""),
    ("\n#:", ""), ("__a", ""), ("_", ""), ("({{x}}", ")"), (",{{x}}", ""), ("\n ", ""), (" ", ""),
    ("\n----", ""), ("\n<!-- -->", ""), ("(", ")"), ("]", ""), ("}}", ""),
  ].map { HostileMarkup(opening: $0.0, closing: $0.1) }

  static let formulaFamilies = [
    ("\\frac{", "}"), ("^{", "}"), ("{a\\over ", "}"), ("a\\over ", ""), ("\\sqrt", ""), ("^", ""),
    ("\\sqrt[", ""), ("\\begin{", ""), ("\\left", ""), ("%", ""), ("{", ""), ("}", ""),
    ("a {^", ""), ("a {^", "}"), ("a \\frac^", ""), ("a\\quad\\quad\\quad{\\\\", "}"),
  ].map { HostileMarkup(opening: $0.0, closing: $0.1, isFormula: true) }
}
