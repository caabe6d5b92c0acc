package import Storage

/// Writes the words of a segment's documents, so that rescoring needs no text.
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
  private var documentCount = 0
  private var textWordCount: UInt64 = 0

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
    documentCount += page.documents.count
    for document in page.documents { textWordCount += UInt64(document.text.count) }
    let encoded = NumberedPage(page, &table).encoded
    byteCount += encoded.count
    pending += encoded
    if pending.count > 1 << 20 { try flush() }
    return pageStarts.count - 1
  }

  /// Of each word while the store is written: its count, its rank, and its places in two orders.
  private static let wordByteCount = 48
  /// Of each pair that is counted by itself then, at most.
  private static let pairByteCount = 24

  /// Bytes that it holds, and that writing the store takes besides, about.
  ///
  /// - Parameter others: documents that the index's other stores have.
  package func memoryByteCount(besides others: Int) -> Int {
    let layout = PairLayout(
      documentCount: documentCount + others, textWordCount: textWordCount)
    let pairs =
      layout.kind == .dense ? 1 << layout.bits : Self.pairByteCount * Int(clamping: textWordCount)
    return table.memoryByteCount + Self.wordByteCount * table.keys.count + pairs
      + 2 * MemoryLayout<Int>.stride * pageStarts.capacity + pending.capacity
  }

  private func flush() throws(StorageError) {
    try temporary?.append(pending)
    pending.removeAll(keepingCapacity: true)
  }

  /// Writes the store, durably, to a new file; nothing can be added afterwards.
  ///
  /// - Parameters:
  ///   - order: the pages to keep by their numbers, in their final order; nil for all as they
  ///     came. Documents are numbered in this order. Traps when a number is none or repeated.
  ///   - statisticsDocumentCount: documents of the whole index where it has other stores: what
  ///     this one counts is then as fine as theirs.
  package func finish(
    path: String, order: [Int]? = nil, statisticsDocumentCount: Int = 0
  ) throws(StorageError) {
    try flush()
    let order = order ?? Array(pageStarts.indices)
    precondition(Set(order).count == order.count, "a page is kept once")
    var statistics = WordStatistics()
    for page in order {
      statistics.count(try words(ofPage: page), wordCount: table.keys.count)
    }
    let layout = PairLayout(
      documentCount: max(statistics.documentCount, statisticsDocumentCount),
      textWordCount: statistics.textWordCount)
    let encoder = try WordStoreEncoder(
      path: path, keys: table.keys, statistics: statistics, layout: layout)
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
