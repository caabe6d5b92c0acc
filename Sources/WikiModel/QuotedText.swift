/// A text as an error shows it: its start, without what a terminal would obey.
///
/// What an error says of a text is short, however long that is: a thousand errors may be kept.
package func quoted(_ text: String) -> String {
  let start = text.unicodeScalars.prefix(100)
  let isCut = start.endIndex < text.unicodeScalars.endIndex
  return "\"\(start.map { $0.escaped(asASCII: false) }.joined())\"" + (isCut ? " and more" : "")
}
