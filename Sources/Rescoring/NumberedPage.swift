import Storage

/// A page whose words are numbers.
struct NumberedPage {
  struct Document {
    var heading: [UInt32]
    var sentenceStarts: [UInt32]
    var text: [UInt32]

    /// Calls `body` with each word of the text, and whether a sentence starts with it.
    @inline(__always)
    func forEachTextWord(_ body: (_ number: UInt32, _ startsSentence: Bool) -> Void) {
      var sentence = 0
      for (position, number) in text.enumerated() {
        let starts =
          sentence < sentenceStarts.count && sentenceStarts[sentence] == UInt32(position)
        if starts { sentence += 1 }
        body(number, starts)
      }
    }

    /// Calls `body` with the stems of each two words that follow each other in a sentence.
    @inline(__always)
    func forEachPair(_ keys: [WordKey], _ body: (_ first: UInt32, _ second: UInt32) -> Void) {
      var before: UInt32?
      forEachTextWord { number, startsSentence in
        let stem = keys[Int(number)].stem
        if !startsSentence, let before { body(before, stem) }
        before = stem
      }
    }
  }

  var title: [UInt32]
  var documents: [Document] = []

  /// Gives the words of a page their numbers.
  init(_ page: PageWords, _ table: inout WordTable) {
    title = Self.numbers(page.title, &table)
    for document in page.documents {
      documents.append(
        Document(
          heading: Self.numbers(document.heading, &table),
          sentenceStarts: document.sentenceStarts, text: Self.numbers(document.text, &table)))
    }
  }

  private static func numbers(_ words: [WordKey], _ table: inout WordTable) -> [UInt32] {
    var numbers: [UInt32] = []
    numbers.reserveCapacity(words.count)
    for word in words { numbers.append(table.number(of: word)) }
    return numbers
  }

  /// Reads what ``encoded`` gave.
  init?(_ bytes: [UInt8]) {
    var cursor = ByteCursor(bytes.rawBytes)
    guard let title = Self.numbers(&cursor), let count = cursor.varint() else { return nil }
    self.title = title
    for _ in 0..<count {
      guard let heading = Self.numbers(&cursor), let starts = Self.numbers(&cursor),
        let text = Self.numbers(&cursor)
      else { return nil }
      documents.append(Document(heading: heading, sentenceStarts: starts, text: text))
    }
  }

  private static func numbers(_ cursor: inout ByteCursor) -> [UInt32]? {
    guard let count = cursor.count(limit: .max) else { return nil }
    var numbers: [UInt32] = []
    numbers.reserveCapacity(min(count, 1 << 16))
    for _ in 0..<count {
      guard let number = cursor.varint() else { return nil }
      numbers.append(UInt32(truncatingIfNeeded: number))
    }
    return numbers
  }

  /// The page in few bytes, for a temporary file.
  var encoded: [UInt8] {
    var bytes: [UInt8] = []
    func append(_ numbers: [UInt32]) {
      bytes.append(varint: UInt64(numbers.count))
      for number in numbers { bytes.append(varint: UInt64(number)) }
    }
    append(title)
    bytes.append(varint: UInt64(documents.count))
    for document in documents {
      append(document.heading)
      append(document.sentenceStarts)
      append(document.text)
    }
    return bytes
  }
}
