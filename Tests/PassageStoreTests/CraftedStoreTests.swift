import TestSupport
import PassageStore
import Storage
import Testing
import WikiModel

// Stores whose checksums are all right, made by someone who means harm.

private func errorOfVerify(_ path: String) -> StorageError? {
  do throws(StorageError) {
    try PassageStoreReader(path: path).verify()
    return nil
  } catch {
    return error
  }
}

@Test("Verifying refuses a store whose keys do not rise")
func keysThatDoNotRise() throws {
  var maker = SampleMaker()
  let folder = try TemporaryFolder()
  let early = maker.revision(wiki: "dewiki", page: 5)
  let late = maker.revision(wiki: "dewiki", page: 6)
  let other = maker.revision(wiki: "enwiki", page: 1)
  var twisted = maker.revision(wiki: "dewiki", page: 5)
  twisted.records = [early.records[0], early.records[0]]
  let stores = [[late, early], [other, early], [early, early], [twisted]]
  for (index, revisions) in stores.enumerated() {
    let path = folder("store-\(index)")
    _ = try write(revisions, to: path)
    guard case .corrupt(path, _, "keys that rise", _) = errorOfVerify(path) else {
      Issue.record("store \(index): \(String(describing: errorOfVerify(path)))")
      continue
    }
  }
  _ = try write([early, late, other], to: folder("rising"))
  #expect(errorOfVerify(folder("rising")) == nil)
}

@Test("Verifying compares the page table with the passages, field by field")
func wrongPageTable() throws {
  var maker = SampleMaker()
  let folder = try TemporaryFolder()
  _ = try write(maker.revisions(4), to: folder("passages"))
  let image = try StoreImage(reading: folder("passages"))
  // Of the second entry: page, revision, timestamp, wiki, first passage, number of passages, and
  // the number of its language and licences.
  for (index, offset) in [0, 8, 16, 24, 28, 32, 36].enumerated() {
    var altered = image
    altered.pages[40 + offset] ^= 1
    let path = folder("altered-\(index)")
    try altered.write(to: path)
    #expect(errorOfVerify(path) != nil, "field at \(offset)")
  }
  var shorter = image
  shorter.pages.removeLast(40)
  try shorter.write(to: folder("shorter"))
  #expect(errorOfVerify(folder("shorter")) != nil)
  var longer = image
  longer.pages += longer.pages.suffix(40)
  try longer.write(to: folder("longer"))
  #expect(errorOfVerify(folder("longer")) != nil)
}

@Test("Verifying compares the languages, licences and sections to filter by with the passages")
func wrongFilterTables() throws {
  var maker = SampleMaker()
  let folder = try TemporaryFolder()
  _ = try write(maker.revisions(4), to: folder("passages"))
  let image = try StoreImage(reading: folder("passages"))
  func refuses(_ name: String, _ alter: (inout StoreImage) -> Void) throws -> Bool {
    var altered = image
    alter(&altered)
    try altered.write(to: folder(name))
    exercise(folder(name))
    return errorOfVerify(folder(name)) != nil
  }
  #expect(try refuses("property") { $0.properties[1] ^= 1 })
  #expect(try refuses("one more") { $0.properties += [1, 0x61, 0] })
  #expect(try refuses("one less") { $0.properties = [] })
  #expect(try refuses("title") { $0.sections[$0.sections.count / 2] ^= 1 })
  #expect(try refuses("no titles") { $0.sections = [] })
  #expect(try refuses("place") { $0.sectionDirectory[0] ^= 1 })
  #expect(try refuses("no places") { $0.sectionDirectory = [] })
}

@Test("Blocks that overlap, leave a gap, or count past 2^32 are refused and end the walk")
func wrongDirectory() throws {
  var maker = SampleMaker()
  maker.passageLimit = 40
  let folder = try TemporaryFolder()
  _ = try write(maker.revisions(12), to: folder("passages"))
  let image = try StoreImage(reading: folder("passages"))
  try #require(image.blocks.count > 2)
  func refuses(_ name: String, _ alter: (inout StoreImage) -> Void) throws -> Bool {
    var altered = image
    alter(&altered)
    try altered.write(to: folder(name))
    exercise(folder(name))
    return errorOfVerify(folder(name)) != nil
  }
  #expect(try refuses("overlap") { $0.blocks.insert($0.blocks[1], at: 1) })
  #expect(try refuses("gap") { $0.blocks.remove(at: 1) })
  #expect(try refuses("order") { $0.blocks.swapAt(0, 1) })
  #expect(try refuses("more") { $0.blocks[1].passageCount += 1 })
  #expect(try refuses("fewer") { $0.blocks[1].passageCount -= 1 })
  #expect(try refuses("first") { $0.blocks[1].firstPassage += 1 })
  #expect(try refuses("wrap") { $0.blocks[1].passageCount = .max })
  #expect(
    try refuses("wrap at the end") {
      $0.blocks[$0.blocks.count - 1].passageCount = .max
    })
}

@Test("A record beyond the format's bounds is refused, though its checksums are right")
func recordsBeyondBounds() throws {
  var maker = SampleMaker()
  let folder = try TemporaryFolder()
  let sample = maker.revision(wiki: "w", page: 1)
  _ = try write([sample], to: folder("passages"))
  let image = try StoreImage(reading: folder("passages"))
  /// A block of one passage whose revision has these values.
  func block(
    page: UInt64 = 1, flags: UInt64 = 0, namespace: Int64 = 0, licenses: UInt64 = 0,
    sourceByteCount: UInt64 = 5, digestByteCount: Int = 20, tail: [UInt8] = [0]
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(varint: 0)
    bytes.append(counted: "w".utf8)
    bytes.append(varint: page)
    bytes.append(varint: 1)
    bytes.append(varint: flags)
    bytes.append(signedVarint: namespace)
    bytes.append(signedVarint: 0)
    for text in ["title", "en", "https://example.org"] { bytes.append(counted: text.utf8) }
    bytes.append(varint: licenses)
    for _ in 0..<3 * min(licenses, 100) { bytes.append(counted: []) }
    for _ in 0..<2 { bytes.append(counted: []) }
    bytes.append(varint: sourceByteCount)
    bytes.append(counted: [UInt8](repeating: 9, count: digestByteCount))
    bytes.append(varint: 1)
    // Ordinal, offset, no sections, no anchor, two characters, the text "ab", and its runs.
    var record: [UInt8] = [0, 0, 0, 0, 0, 2, 2, 0x61, 0x62]
    record += tail == [0] ? [1, 2 << 1 | 1, 0] : tail
    bytes.append(counted: record)
    return bytes
  }
  func isRead(_ bytes: [UInt8]) throws -> Bool {
    var altered = image
    altered.blocks = [StoreImage.Block(bytes: bytes, firstPassage: 0, passageCount: 1)]
    let path = folder("crafted")
    try altered.write(to: path)
    defer { try? Folder.removeFile(path) }
    let reader = try PassageStoreReader(path: path)
    return (try? reader.passages([0])) != nil
  }
  #expect(try isRead(block()))
  #expect(try isRead(block(page: Article.identifierLimit)))
  #expect(try !isRead(block(page: Article.identifierLimit + 1)))
  #expect(try !isRead(block(flags: 4)))
  #expect(try !isRead(block(namespace: Int64(Int32.max) + 1)))
  #expect(try isRead(block(licenses: 16)))
  #expect(try !isRead(block(licenses: 17)))
  #expect(try !isRead(block(licenses: .max)))
  #expect(try !isRead(block(sourceByteCount: 1 << 32)))
  #expect(try !isRead(block(digestByteCount: 19)))
  // Runs: none, too short, too long, two for one, from before the source's start, and one too far.
  let tails: [[UInt8]] = [
    [0], [1, 1 << 1 | 1, 0], [1, 3 << 1 | 1, 0], [2, 5, 0, 5, 0], [1, 5, 1],
    [1, 4, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x1F], [1, 5, 0, 0],
  ]
  for tail in tails.dropFirst() { #expect(try !isRead(block(tail: tail)), "\(tail)") }
}

@Test("No records, directory, pages or wikis, however made, trap the reader")
func fuzzedStores() throws {
  var maker = SampleMaker()
  maker.passageLimit = 4
  maker.wordLimit = 12
  let folder = try TemporaryFolder()
  _ = try write(maker.revisions(6), to: folder("passages"))
  let image = try StoreImage(reading: folder("passages"))
  func mutate(_ bytes: inout [UInt8]) {
    for _ in 0..<Int.random(in: 1...4, using: &maker.generator) where !bytes.isEmpty {
      let place = Int.random(in: bytes.indices, using: &maker.generator)
      switch maker.generator.next() % 4 {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: maker.generator.next())
      case 1: bytes[place] = [0, 0x7F, 0x80, 0xFF].randomElement(using: &maker.generator) ?? 0
      case 2: bytes.insert(0xFF, at: place)
      default: bytes.remove(at: place)
      }
    }
  }
  for _ in 0..<600 {
    var fuzzed = image
    let target = maker.generator.next() % 11
    switch target {
    case 0: mutate(&fuzzed.pages)
    case 1: mutate(&fuzzed.wikis)
    case 2...6: mutate(&fuzzed.blocks[0].bytes)
    case 8: mutate(&fuzzed.properties)
    case 9: mutate(&fuzzed.sections)
    case 10: mutate(&fuzzed.sectionDirectory)
    default: break
    }
    let path = folder("fuzzed")
    try fuzzed.write(to: path) { if target == 7 { mutate(&$0) } }
    exercise(path)
    try Folder.removeFile(path)
  }
}
