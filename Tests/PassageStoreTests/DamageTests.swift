import TestSupport
import PassageStore
import Storage
import Testing
import WikiModel

/// True when a store is refused, or gives for each number the original passage or an error.
///
/// All are asked for in order, and every `step`th by its number.
private func isHarmless(
  _ path: String, _ expected: [ExpectedPassage], step: Int = 1
) -> Bool {
  guard let reader = try? PassageStoreReader(path: path) else { return true }
  let end = min(reader.passageCount, UInt32(expected.count) + 5)
  for number in stride(from: 0, to: end, by: step) {
    guard let stored = try? reader.passages([number]).first else { continue }
    guard Int(number) < expected.count, stored.parts == expected[Int(number)] else { return false }
  }
  var isHarmless = true
  try? reader.forEachPassage(in: 0..<end) { (number, stored) in
    guard Int(number) < expected.count, stored.parts == expected[Int(number)] else {
      isHarmless = false
      return
    }
  }
  return isHarmless
}

private func isVerified(_ path: String) -> Bool {
  guard let reader = try? PassageStoreReader(path: path) else { return false }
  return (try? reader.verify()) != nil
}

@Test("A changed byte anywhere is found by verifying, and never alters a text or an attribution")
func changedBytes() throws {
  var maker = SampleMaker()
  maker.passageLimit = 3
  maker.wordLimit = 10
  let folder = try TemporaryFolder()
  let revisions = maker.revisions(3)
  _ = try write(revisions, to: folder("passages"))
  let expected = revisions.flatMap(\.passages)
  let bytes = try contents(of: folder("passages"))
  #expect(isVerified(folder("passages")) && isHarmless(folder("passages"), expected))
  let damaged = try OutputFile(creating: folder("damaged"))
  try damaged.append(bytes)
  for index in bytes.indices {
    let mask = UInt8.random(in: 1 ... .max, using: &maker.generator)
    try damaged.write([bytes[index] ^ mask], at: index)
    #expect(!isVerified(damaged.path), "byte \(index) with \(mask)")
    #expect(isHarmless(damaged.path, expected), "byte \(index) with \(mask)")
    try damaged.write([bytes[index]], at: index)
  }
  #expect(isVerified(damaged.path))
}

@Test("Flipped bits of a store of several blocks never alter a text or an attribution")
func flippedBitsOfBlocks() throws {
  var maker = SampleMaker()
  maker.passageLimit = 40
  let folder = try TemporaryFolder()
  let revisions = maker.revisions(12)
  _ = try write(revisions, to: folder("passages"))
  let expected = revisions.flatMap(\.passages)
  let bytes = try contents(of: folder("passages"))
  let file = try SectionFileReader(
    path: folder("passages"), kind: SectionFile.Tag("PASS"), versions: 2...2)
  let directory = try file.range(of: SectionFile.Tag("BDIR"))
  let damaged = try OutputFile(creating: folder("damaged"))
  try damaged.append(bytes)
  let others = (0..<40).map { _ in Int.random(in: bytes.indices, using: &maker.generator) }
  for index in Array(directory) + others {
    try damaged.write([bytes[index] ^ 1 << UInt8(maker.generator.next() % 8)], at: index)
    #expect(!isVerified(damaged.path), "byte \(index)")
    #expect(isHarmless(damaged.path, expected, step: 7), "byte \(index)")
    try damaged.write([bytes[index]], at: index)
  }
}

@Test("A store cut at any length is refused when it is opened")
func truncation() throws {
  var maker = SampleMaker()
  maker.passageLimit = 3
  maker.wordLimit = 10
  let folder = try TemporaryFolder()
  _ = try write(maker.revisions(5), to: folder("passages"))
  let bytes = try contents(of: folder("passages"))
  for count in 0..<bytes.count {
    let path = try folder.file("cut", Array(bytes[..<count]))
    #expect(throws: StorageError.self) { try PassageStoreReader(path: path) }
    try Folder.removeFile(path)
  }
}

@Test("A store of another kind or version is told from a damaged one")
func otherFiles() throws {
  let folder = try TemporaryFolder()
  for (name, kind, version) in [("kind", "POST", 1), ("new", "PASS", 3), ("old", "PASS", 1)]
    as [(String, StaticString, UInt32)]
  {
    let writer = try SectionFileWriter(
      path: folder(name), kind: SectionFile.Tag(kind), version: version)
    try writer.finish()
  }
  #expect(
    throws: StorageError.wrongKind(path: folder("kind"), expected: "PASS", found: "POST")
  ) { try PassageStoreReader(path: folder("kind")) }
  #expect(throws: StorageError.tooNew(path: folder("new"), found: 3, supported: 2)) {
    try PassageStoreReader(path: folder("new"))
  }
  #expect(throws: StorageError.tooOld(path: folder("old"), found: 1, supported: 2)) {
    try PassageStoreReader(path: folder("old"))
  }
}
