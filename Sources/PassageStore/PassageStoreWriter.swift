package import Storage
import WikiModel

/// Writes passages with their attribution into one file, in key order.
///
/// Passages are numbered from 0 as they come; the postings use the same numbers.
package final class PassageStoreWriter {
  private typealias Format = PassageStoreFormat

  private let file: SectionFileWriter
  private var compressor = BlockCompressor(level: PassageStoreFormat.compressionLevel)
  private var block: [UInt8] = []
  private var blockFirstPassage: UInt32 = 0
  private var directory: [UInt8] = []
  private var blocksByteCount = 0
  private var pages: [UInt8] = []
  private var wikis = WikiTable()
  private var properties = PropertyTable()
  private var sections = SectionTable()
  /// Passages written so far.
  package private(set) var passageCount: UInt32 = 0
  package private(set) var statistics = PassageStatistics()

  package init(path: String) throws(StorageError) {
    file = try SectionFileWriter(path: path, kind: Format.kind, version: Format.version)
    try file.beginSection(Format.blocks)
  }

  /// Adds a revision's passages; one without passages leaves no trace.
  ///
  /// Traps where a record passes a bound of the format, since it could never be read.
  package func append(
    _ revision: RevisionRecord, _ records: [PassageRecord]
  ) throws(StorageError) {
    guard !records.isEmpty else { return }
    Self.checkBounds(revision, records)
    appendPage(revision, passageCount: records.count)
    statistics.add(revision, records)
    for record in records { sections.append(record.passage.sectionPath) }
    var next = 0
    while next < records.count {
      let group = groupEnd(in: records, from: next)
      block.append(revision)
      block.append(varint: UInt64(group.end - next))
      for bytes in group.encoded { block.append(counted: bytes) }
      passageCount += UInt32(group.end - next)
      next = group.end
      if block.count >= Format.blockTarget { try closeBlock() }
    }
  }

  private static func checkBounds(_ revision: RevisionRecord, _ records: [PassageRecord]) {
    let identifier = max(revision.page.rawValue, revision.revision.rawValue)
    precondition(identifier <= Article.identifierLimit, "a number of a page past 2^53")
    precondition(revision.licenses.count <= Format.licenseLimit, "too many licences")
    precondition(revision.sourceByteCount <= UInt64(Format.sourceLimit), "too long a source")
    precondition(
      revision.sourceDigest.count == DigestAlgorithm.sha1.byteCount, "a digest that is no SHA-1")
    for record in records {
      let depth = record.passage.sectionPath.count
      precondition(depth <= Format.sectionDepthLimit, "too deep a section")
    }
  }

  /// The records that still go into the open block (one at least), encoded.
  private func groupEnd(
    in records: [PassageRecord], from start: Int
  ) -> (end: Int, encoded: [[UInt8]]) {
    var encoded: [[UInt8]] = []
    var byteCount = block.count
    var end = start
    while end < records.count, encoded.isEmpty || byteCount < Format.blockTarget {
      var bytes: [UInt8] = []
      bytes.append(records[end])
      byteCount += bytes.count
      encoded.append(bytes)
      end += 1
    }
    return (end, encoded)
  }

  private func appendPage(_ revision: RevisionRecord, passageCount count: Int) {
    let wiki = wikis.number(of: revision.wiki)
    pages.append(integer: revision.page.rawValue)
    pages.append(integer: revision.revision.rawValue)
    pages.append(integer: revision.timestamp.secondsSince1970)
    pages.append(integer: UInt32(wiki))
    pages.append(integer: passageCount)
    pages.append(integer: UInt32(count))
    pages.append(integer: properties.number(of: revision))
  }

  private func closeBlock() throws(StorageError) {
    guard !block.isEmpty else { return }
    var bytes: [UInt8] = []
    bytes.append(varint: UInt64(blockFirstPassage))
    bytes.append(contentsOf: block)
    let compressed = compressor.compress(bytes)
    directory.append(integer: UInt64(blocksByteCount))
    directory.append(integer: UInt32(compressed.count))
    directory.append(integer: UInt32(bytes.count))
    directory.append(integer: blockFirstPassage)
    directory.append(integer: passageCount - blockFirstPassage)
    directory.append(integer: checksum(compressed.rawBytes))
    try file.append(compressed)
    blocksByteCount += compressed.count
    blockFirstPassage = passageCount
    block.removeAll(keepingCapacity: true)
  }

  /// Writes what is left and makes the file durable.
  package func finish() throws(StorageError) {
    try closeBlock()
    try file.beginSection(Format.blockDirectory)
    try file.append(directory)
    try file.beginSection(Format.pages)
    try file.append(pages)
    try file.beginSection(Format.wikis)
    var names: [UInt8] = []
    for wiki in wikis.names { names.append(counted: wiki.utf8) }
    try file.append(names)
    try file.beginSection(Format.properties)
    try file.append(properties.encoded)
    let (titles, titleDirectory) = sections.encoded()
    sections = SectionTable()
    try file.beginSection(Format.sections)
    try file.append(titles)
    try file.beginSection(Format.sectionDirectory)
    try file.append(titleDirectory)
    try file.finish()
  }
}
