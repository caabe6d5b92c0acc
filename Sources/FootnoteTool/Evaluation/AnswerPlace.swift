import Footnote

/// A stretch of a page's text that answers a question, and the answers that stand in it.
struct AnswerPlace {
  let page: PageID
  private let characters: Range<Int>
  private let verbatim: [BytePattern]
  private let folded: [BytePattern]

  /// `characters` counts Unicode scalars of the article's text; blank answers do not count.
  init(page: PageID, characters: Range<Int>, answers: [String]) {
    self.page = page
    self.characters = characters
    let folds = answers.map(foldedForm)
    verbatim = zip(answers, folds).filter { !$1.isEmpty }.map { BytePattern(Array($0.0.utf8)) }
    folded = folds.filter { !$0.isEmpty }.map { BytePattern($0) }
  }

  /// True when no answer has a letter.
  var isWithoutAnswer: Bool { verbatim.isEmpty }

  /// True for a passage of the page that overlaps the stretch and contains an answer.
  ///
  /// An answer is looked for byte for byte, and else without regard to case and with each run of
  /// white space as one space. O(text) for each answer.
  func isAnswered(page: PageID, characters: Range<Int>, text: String) -> Bool {
    guard page == self.page, characters.overlaps(self.characters) else { return false }
    let bytes = Array(text.utf8)
    if verbatim.contains(where: { $0.occurs(in: bytes) }) { return true }
    let form = foldedForm(text)
    return folded.contains { $0.occurs(in: form) }
  }
}

/// The UTF-8 of a text in upper and then lower case, white space trimmed and else one space a run.
///
/// Lower case alone would keep apart what Unicode's case folding makes equal, such as ß and SS.
private func foldedForm(_ text: String) -> [UInt8] {
  var form: [UInt8] = []
  var isAfterSpace = false
  for scalar in text.unicodeScalars {
    if scalar.properties.isWhitespace {
      isAfterSpace = true
      continue
    }
    if isAfterSpace, !form.isEmpty { form.append(UInt8(ascii: " ")) }
    isAfterSpace = false
    if scalar.isASCII {
      let byte = UInt8(truncatingIfNeeded: scalar.value)
      form.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
    } else {
      for upper in scalar.properties.uppercaseMapping.unicodeScalars {
        form += upper.properties.lowercaseMapping.utf8
      }
    }
  }
  return form
}

/// Bytes to look for in linear time, however they repeat.
///
/// Source: Knuth, Morris and Pratt, SIAM Journal on Computing 6(2), 1977.
struct BytePattern {
  private let bytes: [UInt8]
  /// For each length of a matched prefix, the longest shorter prefix that it ends with.
  private var borders: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    borders = [Int](repeating: 0, count: bytes.count + 1)
    var length = 0
    for index in bytes.indices.dropFirst() {
      length = extended(length, by: bytes[index])
      borders[index + 1] = length
    }
  }

  /// O(text).
  func occurs(in text: [UInt8]) -> Bool {
    guard !bytes.isEmpty, bytes.count <= text.count else { return bytes.isEmpty }
    var length = 0
    for byte in text {
      length = extended(length, by: byte)
      if length == bytes.count { return true }
    }
    return false
  }

  /// The length of the prefix that is matched once `byte` follows a matched one.
  private func extended(_ length: Int, by byte: UInt8) -> Int {
    var length = length
    while length > 0, bytes[length] != byte { length = borders[length] }
    return bytes[length] == byte ? length + 1 : 0
  }
}
