import PassageStore
import PostingIndex
import Provenance
import Rescoring
import Storage
import TestSupport
import Testing
import WikiModel

@testable import Footnote

/// As `EveryBitTests`, at a length where each bit needs a check of its own cost.
///
/// To verify an index reads all its files. Here a damaged file is verified alone, as
/// ``Index/verify(isQuick:)`` does in its turn, and the index where that finds nothing; of some
/// bits, both. Without verifying, one bit of each byte is read: what lies there, or an answer to a
/// question.
@Suite("Every bit and every length of an index of a megabyte", .serialized)
struct MegabyteTests {
  private static let names =
    [SmallIndex.pointer, SmallIndex.log, SmallIndex.manifest] + SmallIndex.segment
  /// Of so many changes of a file, one has the whole index verified.
  private static let wholly = 10_007

  /// `make test` takes the small one.
  private static func index() async throws -> SmallIndex {
    Soak.isOn ? try await SmallIndex.ofMegabyte() : try await SmallIndex.shared()
  }

  @Test("The tests name every file of an index of a megabyte")
  func allNames() async throws {
    let files = try await Self.index().files
    #expect(files.keys.sorted() == Self.names.sorted())
    let byteCount = files.values.reduce(0) { $0 + $1.count }
    #expect(byteCount >= SmallIndex.megabyte || !Soak.isOn)
    print(files.map { "\($0.key): \($0.value.count) bytes" }.sorted().joined(separator: "\n"))
  }

  @Test("A flipped bit is told by the file that has it, and alters nothing", arguments: names)
  func flippedBits(name: String) async throws {
    let index = try await Self.index()
    let sound = try #require(index.files[name])
    let bits = Self.numbers(below: sound.count * 8, few: 60, name)
    let blocks = name == SmallIndex.passages ? try BlockPlaces(of: index) : nil
    try await Self.inParts(bits, of: index) { (damaged, bits) in
      let file = try OutputFile(extending: "\(damaged.path)/\(name)")
      for bit in bits {
        try file.write([sound[bit / 8] ^ 1 << UInt8(bit % 8)], at: bit / 8)
        var wrong = damaged.wrongVerification(of: name, wholly: bit % Self.wholly == 0)
        if wrong == nil, bit % 8 == bit / 8 % 8 || !Soak.isOn {
          let passage = blocks?.passage(at: bit / 8, number: bit)
          wrong =
            passage.flatMap(damaged.wrongText) ?? damaged.wrongReading(number: bit, passage)
        }
        #expect(wrong == nil, "bit \(bit % 8) of byte \(bit / 8) of \(name)")
        try file.write([sound[bit / 8]], at: bit / 8)
      }
    }
    print("\(name): \(bits.count) of \(sound.count * 8) bits")
  }

  @Test("A file that is cut short is told by itself, whatever its length", arguments: names)
  func lengths(name: String) async throws {
    let index = try await Self.index()
    let sound = try #require(index.files[name])
    let counts = Self.numbers(below: sound.count, few: 30, name).sorted(by: >)
    try await Self.inParts(counts, of: index) { (damaged, counts) in
      let file = try OutputFile(extending: "\(damaged.path)/\(name)")
      for count in counts {
        try file.cut(toByteCount: count)
        let wrong =
          damaged.wrongVerification(of: name, wholly: count % Self.wholly == 0)
          ?? damaged.wrongReading(number: count, nil)
        #expect(wrong == nil, "\(count) bytes of \(name)")
      }
    }
    print("\(name): \(counts.count) of \(sound.count) lengths")
  }

  /// All numbers in long runs, and some in short ones.
  private static func numbers(below count: Int, few: Int, _ name: String) -> [Int] {
    if Soak.isOn { return Array(0..<count) }
    var generator = SeededGenerator(for: name)
    return (0..<few).map { _ in Int.random(in: 0..<count, using: &generator) }
  }

  /// Shares numbers out between copies of an index, one for each processor.
  private static func inParts(
    _ numbers: [Int], of index: SmallIndex,
    _ body: @escaping @Sendable (DamagedIndex, ArraySlice<Int>) throws -> Void
  ) async throws {
    let partCount = availableProcessors()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for part in 0..<partCount {
        let range = numbers.count * part / partCount..<numbers.count * (part + 1) / partCount
        group.addTask { try body(try DamagedIndex(index), numbers[range]) }
      }
      try await group.waitForAll()
    }
  }
}

/// Where the blocks of the passages lie in their file.
private struct BlockPlaces {
  private var blocks: [(bytes: Range<Int>, passages: Range<Int>)] = []

  init(of index: SmallIndex) throws {
    let file = try SectionFileReader(
      path: "\(index.path)/\(SmallIndex.passages)", kind: SectionFile.Tag("PASS"),
      versions: 2...2)
    let start = try file.range(of: SectionFile.Tag("BLKS")).lowerBound
    let directory = file.bytes(try file.range(of: SectionFile.Tag("BDIR"), elementByteCount: 32))
    for at in stride(from: 0, to: directory.byteCount, by: 32) {
      let offset = start + Int(directory.integer(UInt64.self, at: at))
      let first = Int(directory.integer(UInt32.self, at: at + 16))
      blocks.append(
        (
          offset..<offset + Int(directory.integer(UInt32.self, at: at + 8)),
          first..<first + Int(directory.integer(UInt32.self, at: at + 20))
        ))
    }
  }

  /// One of the passages whose block has a byte, another for each number.
  func passage(at byte: Int, number: Int) -> Int? {
    guard let block = blocks.first(where: { $0.bytes.contains(byte) }) else { return nil }
    return block.passages.lowerBound + number % block.passages.count
  }
}

extension DamagedIndex {
  /// Says what is wrong where a damaged file is verified; nil where the damage is told.
  fileprivate func wrongVerification(of name: String, wholly: Bool) -> String? {
    do throws(StorageError) {
      try verifyAlone(name)
    } catch {
      let wrong = unclear(.storage(error))
      if wrong != nil || !wholly { return wrong }
    }
    guard let error = refusal() else { return "verified" }
    return unclear(error)
  }

  /// Verifies a file as the index does; of those that the index alone reads, nothing is said.
  private func verifyAlone(_ name: String) throws(StorageError) {
    let path = "\(self.path)/\(name)"
    switch name {
    case SmallIndex.passages: try PassageStoreReader(path: path).verify()
    case SmallIndex.postings: try PostingIndexReader(path: path).verify()
    case SmallIndex.words: try WordStoreReader(path: path).verify()
    case SmallIndex.proofs: try MerkleFileReader(path: path).verify()
    default: break
    }
  }

  /// Reads a passage from its store alone, as from one too large to be compared when it is opened.
  fileprivate func wrongText(of passage: Int) -> String? {
    do throws(StorageError) {
      let store = try PassageStoreReader(path: "\(path)/\(SmallIndex.passages)")
      var wrong: String?
      try store.forEachPassage(in: UInt32(passage)..<UInt32(passage + 1)) { _, stored in
        let key = PassageKey(
          wiki: stored.revision.wiki, page: stored.revision.page,
          revision: stored.revision.revision, ordinal: stored.record.passage.ordinal)
        let text = String(decoding: stored.record.passage.text, as: UTF8.self)
        if original.answers[key]?.text != text { wrong = "another text of \(key)" }
      }
      return wrong
    } catch {
      return unclear(.storage(error))
    }
  }

  /// Opens the index and reads a passage, or else asks the question of a number.
  fileprivate func wrongReading(number: Int, _ passage: Int?) -> String? {
    do throws(FootnoteError) {
      let index = try Index(path: path)
      if let passage { return altered(try index.passages(at: passage..<passage + 1)) }
      return try wrongAnswer(toQuestion: number % original.questions.count, in: index)
    } catch {
      return unclear(error)
    }
  }
}
