package import Storage

/// Writes the words of a segment's documents: candidates are rescored without their text.
///
/// Pages are put aside in a temporary file; the words seen so far stay in memory. The file depends
/// on the pages that are kept and their order alone.
package final class WordStoreWriter {
  private let temporaryPath: String
  /// Nil when the store is written.
  private var temporary: OutputFile?
  private var table = WordTable()
  private var pending: [UInt8] = []
  /// Where each page starts in the temporary file; the end of the last is what was written.
  private var pageStarts: [Int] = []
  private var byteCount = 0

  /// Starts a store.
  ///
  /// - Parameter temporaryPath: a file that is made meanwhile, and removed when the writer goes.
  package init(temporaryPath: String) throws(StorageError) {
    self.temporaryPath = temporaryPath
    temporary = try OutputFile(creating: temporaryPath)
  }

  deinit {
    // A file that cannot be removed lies in a folder that is not published.
    if temporary != nil { try? Folder.removeFile(temporaryPath) }
  }

  /// Adds a page with its documents, at least one, and gives its number.
  @discardableResult
  package func append(_ page: PageWords) throws(StorageError) -> Int {
    precondition(!page.documents.isEmpty, "a page has documents")
    pageStarts.append(byteCount)
    var codes: [UInt8] = []
    append(page.title, to: &codes)
    codes.append(varint: UInt64(page.documents.count))
    for document in page.documents {
      append(document.heading, to: &codes)
      codes.append(varint: UInt64(document.sentenceStarts.count))
      for start in document.sentenceStarts { codes.append(varint: UInt64(start)) }
      append(document.text, to: &codes)
    }
    byteCount += codes.count
    pending += codes
    if pending.count > 1 << 20 { try flush() }
    return pageStarts.count - 1
  }

  private func append(_ words: [WordKey], to codes: inout [UInt8]) {
    codes.append(varint: UInt64(words.count))
    for word in words { codes.append(varint: UInt64(table.number(of: word))) }
  }

  private func flush() throws(StorageError) {
    try temporary?.append(pending)
    pending.removeAll(keepingCapacity: true)
  }

  /// Writes the store, durably, to a new file; nothing can be added afterwards.
  ///
  /// - Parameter order: the pages to keep by their numbers, in their final order; nil for all as
  ///   they came. Documents are numbered in this order. Traps when a number is none or repeated.
  package func finish(path: String, order: [Int]? = nil) throws(StorageError) {
    try flush()
    let order = order ?? Array(pageStarts.indices)
    precondition(Set(order).count == order.count, "a page is kept once")
    var statistics = WordStatistics(wordCount: table.keys.count)
    for page in order { statistics.count(try words(ofPage: page)) }
    let encoder = try WordStoreEncoder(path: path, keys: table.keys, statistics: statistics)
    for page in order { try encoder.append(try words(ofPage: page)) }
    try encoder.finish()
    temporary = nil
    try Folder.removeFile(temporaryPath)
  }

  /// A page with the provisional numbers of its words.
  private func words(ofPage page: Int) throws(StorageError) -> NumberedPage {
    let end = page + 1 < pageStarts.count ? pageStarts[page + 1] : byteCount
    var bytes = [UInt8](repeating: 0, count: end - pageStarts[page])
    try temporary?.read(into: &bytes, at: pageStarts[page])
    guard let words = NumberedPage(bytes) else {
      throw .corrupt(
        path: temporaryPath, offset: UInt64(pageStarts[page]), expected: "a page as it was written",
        found: "other bytes")
    }
    return words
  }
}

/// A page whose words are numbers.
struct NumberedPage {
  struct Document {
    var heading: [UInt32]
    var sentenceStarts: [UInt32]
    var text: [UInt32]
  }

  var title: [UInt32]
  var documents: [Document] = []

  /// Reads what the writer put aside.
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
}

/// How often the words of the kept pages occur.
struct WordStatistics {
  private(set) var documentCount = 0
  private(set) var textWordCount: UInt64 = 0
  /// Occurrences by provisional number, titles and headings included.
  private(set) var counts: [UInt64]

  init(wordCount: Int) { counts = [UInt64](repeating: 0, count: wordCount) }

  mutating func count(_ page: NumberedPage) {
    for number in page.title { counts[Int(number)] += 1 }
    documentCount += page.documents.count
    for document in page.documents {
      for number in document.heading { counts[Int(number)] += 1 }
      for number in document.text { counts[Int(number)] += 1 }
      textWordCount += UInt64(document.text.count)
    }
  }
}
