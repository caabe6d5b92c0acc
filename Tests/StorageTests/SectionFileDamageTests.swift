import TestSupport
import Storage
import Testing

private let kind = SectionFile.Tag("TEST")
private let first = SectionFile.Tag("AAAA")
private let second = SectionFile.Tag("BBBB")

/// Sections at 64..<74 and 128..<198, an empty one between; the table from 256 on.
private func smallFile(_ path: String, version: UInt32 = 2) throws -> [UInt8] {
  let writer = try SectionFileWriter(path: path, kind: kind, version: version)
  try writer.beginSection(first)
  try writer.append(Array(1...10))
  try writer.beginSection(SectionFile.Tag("NONE"))
  try writer.beginSection(second)
  try writer.append(Array(101...170))
  try writer.finish()
  return try contents(of: path)
}

private func open(_ path: String) throws(StorageError) -> SectionFileReader {
  try SectionFileReader(path: path, kind: kind, versions: 2...3)
}

private func openAndVerify(_ path: String) -> StorageError? {
  do throws(StorageError) {
    try open(path).verify()
    return nil
  } catch {
    return error
  }
}

/// The bytes with both checksums of the header made right again.
private func sealed(_ bytes: [UInt8]) -> [UInt8] {
  var bytes = bytes
  let offset = min(
    UInt64(bytes.count), bytes.rawBytes.integer(UInt64.self, at: 24))
  var checksums: [UInt8] = []
  checksums.append(integer: checksum(Array(bytes[Int(offset)...]).rawBytes))
  bytes.replaceSubrange(40..<48, with: checksums)
  checksums = []
  checksums.append(integer: checksum(Array(bytes[..<56]).rawBytes))
  bytes.replaceSubrange(56..<64, with: checksums)
  return bytes
}

@Test("Every flipped bit of a file is found, and the error says where")
func flippedBits() throws {
  let folder = try TemporaryFolder()
  let bytes = try smallFile(folder("file"))
  let tableOffset = 256
  for index in bytes.indices {
    for bit in 0..<8 {
      var damaged = bytes
      damaged[index] ^= 1 << bit
      let path = try folder.file("damaged-\(index)-\(bit)", damaged)
      let found = openAndVerify(path)
      try Folder.removeFile(path)
      let place: UInt64
      switch index {
      case 0..<8:
        #expect(found == .notOurs(path: path))
        continue
      case 8..<64: place = 0
      case 64..<74: place = 64
      case 128..<198: place = 128
      case tableOffset...: place = UInt64(tableOffset)
      default: place = UInt64(index)
      }
      guard case .corrupt(path, place, _, _) = found else {
        Issue.record("bit \(bit) of byte \(index): \(String(describing: found))")
        continue
      }
    }
  }
}

@Test("A flipped bit in a later block of a section is found in that block")
func flippedBitInLaterBlock() throws {
  var generator = SeededGenerator()
  let folder = try TemporaryFolder()
  let writer = try SectionFileWriter(path: folder("file"), kind: kind, version: 2)
  try writer.beginSection(first)
  try writer.append(generator.bytes(2 << 20 | 100))
  try writer.finish()
  var bytes = try contents(of: folder("file"))
  bytes[64 + 1 << 20 | 5_000] ^= 1
  let path = try folder.file("damaged", bytes)
  guard case .corrupt(path, UInt64(64 + 1 << 20), _, _) = openAndVerify(path) else {
    Issue.record("\(String(describing: openAndVerify(path)))")
    return
  }
}

@Test("A file cut at any length is refused when it is opened, and so is one that was added to")
func truncation() throws {
  let folder = try TemporaryFolder()
  let bytes = try smallFile(folder("file"))
  for count in 0..<bytes.count {
    let path = try folder.file("cut-\(count)", Array(bytes[..<count]))
    let expected: StorageError =
      switch count {
      case 0..<8: .notOurs(path: path)
      case 8..<64: .wrongLength(path: path, expected: 64, found: UInt64(count))
      default:
        .wrongLength(path: path, expected: UInt64(bytes.count), found: UInt64(count))
      }
    #expect(throws: expected) { try open(path) }
    try Folder.removeFile(path)
  }
  let longer = try folder.file("longer", bytes + [0])
  #expect(
    throws: StorageError.wrongLength(
      path: longer, expected: UInt64(bytes.count), found: UInt64(bytes.count) + 1)
  ) { try open(longer) }
}

@Test("Too new, too old, another kind, not ours, empty, a folder, a pipe, nothing: each is told")
func unsuitableFiles() throws {
  let folder = try TemporaryFolder()
  _ = try smallFile(folder("new"), version: 4)
  _ = try smallFile(folder("old"), version: 1)
  #expect(throws: StorageError.tooNew(path: folder("new"), found: 4, supported: 3)) {
    try open(folder("new"))
  }
  #expect(throws: StorageError.tooOld(path: folder("old"), found: 1, supported: 2)) {
    try open(folder("old"))
  }
  let other = try SectionFileWriter(
    path: folder("kind"), kind: SectionFile.Tag("ELSE"), version: 2)
  try other.finish()
  #expect(
    throws: StorageError.wrongKind(path: folder("kind"), expected: "TEST", found: "ELSE")
  ) { try open(folder("kind")) }
  let text = try folder.file("text", Array("FOOTNOTES are at the foot of a page".utf8))
  #expect(throws: StorageError.wrongLength(path: text, expected: 64, found: 35)) {
    try open(text)
  }
  for (name, bytes) in [("empty", []), ("other", Array("BZh91AY&SY".utf8))] {
    let path = try folder.file(name, bytes)
    #expect(throws: StorageError.notOurs(path: path)) { try open(path) }
  }
  #expect(
    throws: StorageError.system(
      operation: "read as a file", path: folder.path, code: ErrorCode.isFolder)
  ) { try open(folder.path) }
  #expect(
    throws: StorageError.system(
      operation: "open", path: folder("absent"), code: ErrorCode.noEntry)
  ) { try open(folder("absent")) }
  try makePipe(folder("pipe"))
  #expect(
    throws: StorageError.system(
      operation: "read as a file", path: folder("pipe"), code: ErrorCode.noSeek)
  ) { try open(folder("pipe")) }
}

@Test("A table that checks out but points outside the file, or backwards, is refused")
func craftedTables() throws {
  let folder = try TemporaryFolder()
  let bytes = try smallFile(folder("file"))
  let table = 256
  let crafts: [(name: String, offset: Int, value: UInt64)] = [
    ("table past the end", 24, 1 << 40), ("table before the header's end", 24, 8),
    ("table at the end of numbers", 24, .max), ("too many sections", 32, 257),
    ("more sections than table", 32, 200), ("fewer sections than table", 32, 1),
    ("section unaligned", table + 8, 65), ("section in the header", table + 8, 0),
    ("section past the table", table + 8, 1 << 50),
    ("section at the end of numbers", table + 8, .max - 63),
    ("length past the table", table + 16, 1 << 50), ("length without end", table + 16, .max),
    ("sections that overlap", table + 56, 64),
  ]
  for (index, craft) in crafts.enumerated() {
    var crafted = bytes
    var value: [UInt8] = []
    value.append(integer: craft.value)
    let width = craft.offset == 32 ? 4 : 8
    crafted.replaceSubrange(craft.offset..<craft.offset + width, with: value.prefix(width))
    let path = try folder.file("crafted-\(index)", sealed(crafted))
    #expect(throws: StorageError.self, "\(craft.name)") { try open(path) }
  }
}

@Test("No header or table, however made, traps the reader")
func fuzzedTables() throws {
  var generator = SeededGenerator()
  let folder = try TemporaryFolder()
  let bytes = try smallFile(folder("file"))
  let interesting: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF, 64, 128]
  for round in 0..<3_000 {
    var fuzzed = bytes
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      let places = Array(16..<40) + Array(256..<bytes.count)
      let place = places.randomElement(using: &generator) ?? 16
      fuzzed[place] =
        Bool.random(using: &generator)
        ? UInt8(truncatingIfNeeded: generator.next())
        : interesting.randomElement(using: &generator) ?? 0
    }
    let path = try folder.file("fuzzed-\(round)", sealed(fuzzed))
    if let reader = try? open(path) {
      try? reader.verify()
      if let range = try? reader.range(of: second) {
        #expect(reader.bytes(range).byteCount == range.count)
      }
    }
    try Folder.removeFile(path)
  }
}
