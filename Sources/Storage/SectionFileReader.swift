/// Reads an index file's sections in place.
///
/// Opening checks the header and the table, in time that depends on the number of sections and
/// blocks alone; ``verify()`` reads every byte.
package struct SectionFileReader: Sendable {
  private struct Entry: Sendable {
    var tag: SectionFile.Tag
    var range: Range<Int>
    var checksumsOffset: Int
  }

  package let file: MappedFile
  /// The version of the kind's format.
  package let version: UInt32
  private let entries: [Entry]
  private let tableOffset: Int

  /// Opens a file and checks that it is of the wanted kind and a version that is read.
  ///
  /// - Throws: a different `StorageError` for a file that is not ours, another kind, too new, too
  ///   old, cut short, or damaged in its header or table.
  package init(
    path: String, kind: SectionFile.Tag, versions: ClosedRange<UInt32>
  ) throws(StorageError) {
    let file = try MappedFile(path: path)
    let bytes = file.bytes
    let header = try Header(bytes, path: path)
    guard header.kind == kind else {
      throw .wrongKind(path: path, expected: "\(kind)", found: "\(header.kind)")
    }
    guard header.version <= versions.upperBound else {
      throw .tooNew(path: path, found: header.version, supported: versions.upperBound)
    }
    guard header.version >= versions.lowerBound else {
      throw .tooOld(path: path, found: header.version, supported: versions.lowerBound)
    }
    let entries = try Self.entries(bytes, header, path: path)
    self.file = file
    version = header.version
    self.entries = entries
    tableOffset = header.tableOffset
  }

  /// Where a section's bytes lie in the file.
  package func range(of tag: SectionFile.Tag) throws(StorageError) -> Range<Int> {
    guard let entry = entries.first(where: { $0.tag == tag }) else {
      throw corrupt(tableOffset, "a section \(tag)", "none")
    }
    return entry.range
  }

  /// A section's range, checked to hold whole elements of a width in bytes.
  package func range(
    of tag: SectionFile.Tag, elementByteCount: Int
  ) throws(StorageError) -> Range<Int> {
    let range = try range(of: tag)
    guard range.count % elementByteCount == 0 else {
      throw corrupt(
        range.lowerBound, "section \(tag) in whole elements of \(elementByteCount) bytes",
        "\(range.count) bytes")
    }
    return range
  }

  /// The bytes of a range that ``range(of:)`` gave.
  @_lifetime(borrow self)
  package func bytes(_ range: Range<Int>) -> RawSpan {
    let span = file.bytes.extracting(range)
    return unsafe _overrideLifetime(span, borrowing: self)
  }

  /// An error that says what is wrong at a byte of this file.
  package func corrupt(_ offset: Int, _ expected: String, _ found: String) -> StorageError {
    .corrupt(path: file.path, offset: UInt64(offset), expected: expected, found: found)
  }

  /// Reads every byte and compares it with its checksum, padding included.
  package func verify() throws(StorageError) {
    let bytes = file.bytes
    var end = SectionFile.headerByteCount
    for entry in entries {
      try verifyPadding(bytes, end..<entry.range.lowerBound)
      try verify(entry, bytes)
      end = entry.range.upperBound
    }
    try verifyPadding(bytes, end..<tableOffset)
  }

  /// Reads every byte of some sections and compares their checksums: of small ones that must not be
  /// wrong even where nothing else was verified.
  package func verify(_ tags: [SectionFile.Tag]) throws(StorageError) {
    for entry in entries where tags.contains(entry.tag) { try verify(entry, file.bytes) }
  }

  /// A file of at most so many bytes is small: its checksums take some 50 microseconds.
  package static let smallByteCount = 1 << 19
  /// A section of at most so many bytes is.
  private static let smallSectionByteCount = 1 << 16

  /// Compares the checksums of a small file, or of the small sections of another.
  ///
  /// So what is looked at for every question, and small segments as a whole, cannot be wrong where
  /// an index was not verified; the rest of a large file is taken as it stands.
  package func verifyWhatIsSmall() throws(StorageError) {
    if file.byteCount <= Self.smallByteCount { return try verify() }
    for entry in entries where entry.range.count <= Self.smallSectionByteCount {
      try verify(entry, file.bytes)
    }
  }

  private func verify(_ entry: Entry, _ bytes: RawSpan) throws(StorageError) {
    for block in 0..<SectionFile.blockCount(entry.range.count) {
      let start = entry.range.lowerBound + block * SectionFile.blockByteCount
      let stop = min(start + SectionFile.blockByteCount, entry.range.upperBound)
      let found = checksum(bytes.extracting(start..<stop))
      let expected = bytes.integer(UInt64.self, at: entry.checksumsOffset + block * 8)
      guard found == expected else {
        throw corrupt(
          start, "checksum \(String(expected, radix: 16)) of section \(entry.tag)",
          String(found, radix: 16))
      }
    }
  }

  private func verifyPadding(_ bytes: RawSpan, _ range: Range<Int>) throws(StorageError) {
    for offset in range where bytes.integer(UInt8.self, at: offset) != 0 {
      throw corrupt(offset, "padding of zeros", "\(bytes.integer(UInt8.self, at: offset))")
    }
  }

  private static func entries(
    _ bytes: RawSpan, _ header: Header, path: String
  ) throws(StorageError) -> [Entry] {
    var entries: [Entry] = []
    var end = SectionFile.headerByteCount
    var checksumsOffset = header.tableOffset + header.sectionCount * SectionFile.entryByteCount
    for index in 0..<header.sectionCount {
      let at = header.tableOffset + index * SectionFile.entryByteCount
      let offset = bytes.integer(UInt64.self, at: at + 8)
      let byteCount = bytes.integer(UInt64.self, at: at + 16)
      guard offset % UInt64(SectionFile.alignment) == 0, offset >= UInt64(end),
        offset <= UInt64(header.tableOffset), byteCount <= UInt64(header.tableOffset) - offset
      else {
        throw .corrupt(
          path: path, offset: UInt64(at), expected: "a section inside the file",
          found: "\(byteCount) bytes at \(offset)")
      }
      end = Int(offset + byteCount)
      entries.append(
        Entry(
          tag: SectionFile.Tag(rawValue: bytes.integer(UInt32.self, at: at)),
          range: Int(offset)..<end, checksumsOffset: checksumsOffset))
      checksumsOffset += SectionFile.blockCount(Int(byteCount)) * 8
    }
    guard checksumsOffset == bytes.byteCount else {
      throw .wrongLength(
        path: path, expected: UInt64(checksumsOffset), found: UInt64(bytes.byteCount))
    }
    return entries
  }
}

extension SectionFileReader {
  /// The fixed part at a file's start, checked.
  fileprivate struct Header {
    var kind: SectionFile.Tag
    var version: UInt32
    var tableOffset: Int
    var sectionCount: Int

    init(_ bytes: RawSpan, path: String) throws(StorageError) {
      let magic = SectionFile.magic
      guard bytes.byteCount >= magic.count,
        magic.indices.allSatisfy({ bytes.integer(UInt8.self, at: $0) == magic[$0] })
      else { throw .notOurs(path: path) }
      guard bytes.byteCount >= SectionFile.headerByteCount else {
        throw .wrongLength(
          path: path, expected: UInt64(SectionFile.headerByteCount),
          found: UInt64(bytes.byteCount))
      }
      let headerChecksum = bytes.integer(UInt64.self, at: 56)
      let found = checksum(bytes.extracting(0..<56))
      guard found == headerChecksum else {
        throw .corrupt(
          path: path, offset: 0, expected: "header checksum \(String(headerChecksum, radix: 16))",
          found: String(found, radix: 16))
      }
      kind = SectionFile.Tag(rawValue: bytes.integer(UInt32.self, at: 8))
      version = bytes.integer(UInt32.self, at: 12)
      let byteCount = bytes.integer(UInt64.self, at: 16)
      guard byteCount == UInt64(bytes.byteCount) else {
        throw .wrongLength(path: path, expected: byteCount, found: UInt64(bytes.byteCount))
      }
      let offset = bytes.integer(UInt64.self, at: 24)
      let count = bytes.integer(UInt32.self, at: 32)
      guard count <= SectionFile.sectionCountLimit, offset >= UInt64(SectionFile.headerByteCount),
        offset <= byteCount,
        UInt64(count) * UInt64(SectionFile.entryByteCount) <= byteCount - offset
      else {
        throw .corrupt(
          path: path, offset: 24, expected: "a section table inside the file",
          found: "\(count) sections at \(offset)")
      }
      tableOffset = Int(offset)
      sectionCount = Int(count)
      let tableChecksum = bytes.integer(UInt64.self, at: 40)
      let foundTable = checksum(bytes.extracting(tableOffset..<bytes.byteCount))
      guard foundTable == tableChecksum else {
        throw .corrupt(
          path: path, offset: offset,
          expected: "table checksum \(String(tableChecksum, radix: 16))",
          found: String(foundTable, radix: 16))
      }
    }
  }
}
