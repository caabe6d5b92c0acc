/// Writes an index file section by section, and makes it durable when it is finished.
///
/// The file appears under its name at once; callers write into a folder that is not yet published.
package final class SectionFileWriter {
  private struct Entry {
    var tag: SectionFile.Tag
    var offset: Int
    var byteCount: Int
    var checksums: [UInt64]
  }

  private let file: OutputFile
  private let kind: SectionFile.Tag
  private let version: UInt32
  private var entries: [Entry] = []
  private var isInSection = false
  private var block: [UInt8] = []

  /// Creates the file; one that exists is an error.
  package init(
    path: String, kind: SectionFile.Tag, version: UInt32
  ) throws(StorageError) {
    file = try OutputFile(creating: path)
    self.kind = kind
    self.version = version
    block.reserveCapacity(SectionFile.blockByteCount)
    try file.append([UInt8](repeating: 0, count: SectionFile.headerByteCount))
  }

  /// Starts a section; the one before ends.
  package func beginSection(_ tag: SectionFile.Tag) throws(StorageError) {
    try endSection()
    precondition(!entries.contains { $0.tag == tag }, "section \(tag) was written already")
    isInSection = true
    entries.append(Entry(tag: tag, offset: file.byteCount, byteCount: 0, checksums: []))
  }

  /// Bytes written to the open section.
  package var sectionByteCount: Int { (entries.last?.byteCount ?? 0) + block.count }

  /// Adds bytes to the open section.
  package func append(_ bytes: RawSpan) throws(StorageError) {
    precondition(isInSection, "bytes outside a section")
    var done = 0
    while done < bytes.byteCount {
      let count = min(bytes.byteCount - done, SectionFile.blockByteCount - block.count)
      let part = bytes.extracting(done..<done + count)
      unsafe part.withUnsafeBytes { unsafe block.append(contentsOf: $0) }
      done += count
      if block.count == SectionFile.blockByteCount { try flush() }
    }
  }

  package func append(_ bytes: [UInt8]) throws(StorageError) {
    try append(bytes.rawBytes)
  }

  /// Adds the integers' little-endian bytes to the open section.
  package func append<T: FixedWidthInteger & BitwiseCopyable>(
    integers: [T]
  ) throws(StorageError) {
    try append(integers.rawBytes)
  }

  /// Writes the table and the header.
  ///
  /// - Parameter isDurable: whether to wait until all is on disk; files for a while need not.
  package func finish(isDurable: Bool = true) throws(StorageError) {
    try endSection()
    let tableOffset = file.byteCount
    let table = encodedTable()
    try file.append(table)
    try file.write(encodedHeader(tableOffset: tableOffset, table: table), at: 0)
    if isDurable { try file.synchronize() }
  }

  private func flush() throws(StorageError) {
    guard !block.isEmpty else { return }
    entries[entries.count - 1].checksums.append(checksum(block.rawBytes))
    entries[entries.count - 1].byteCount += block.count
    try file.append(block)
    block.removeAll(keepingCapacity: true)
  }

  private func endSection() throws(StorageError) {
    try flush()
    isInSection = false
    let padding = SectionFile.aligned(file.byteCount) - file.byteCount
    if padding > 0 { try file.append([UInt8](repeating: 0, count: padding)) }
  }

  private func encodedTable() -> [UInt8] {
    var table: [UInt8] = []
    for entry in entries {
      table.append(integer: entry.tag.rawValue)
      table.append(integer: UInt32(0))
      table.append(integer: UInt64(entry.offset))
      table.append(integer: UInt64(entry.byteCount))
    }
    for entry in entries {
      for checksum in entry.checksums { table.append(integer: checksum) }
    }
    return table
  }

  private func encodedHeader(tableOffset: Int, table: [UInt8]) -> [UInt8] {
    var header = SectionFile.magic
    header.append(integer: kind.rawValue)
    header.append(integer: version)
    header.append(integer: UInt64(tableOffset + table.count))
    header.append(integer: UInt64(tableOffset))
    header.append(integer: UInt32(entries.count))
    header.append(integer: UInt32(0))
    header.append(integer: checksum(table.rawBytes))
    header.append(integer: UInt64(0))
    header.append(integer: checksum(header.rawBytes))
    return header
  }
}

extension [UInt8] {
  /// Adds an integer's little-endian bytes.
  @inlinable
  package mutating func append<T: FixedWidthInteger>(integer: T) {
    for index in 0..<T.bitWidth / 8 {
      append(UInt8(truncatingIfNeeded: integer >> (8 * index)))
    }
  }
}
