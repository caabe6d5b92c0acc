import TestSupport
import Storage
import Testing

@testable import Footnote

@Suite("Every bit and every length of an index's files")
struct EveryBitTests {
  /// The files of an index of one segment, and of one that was updated.
  private static let names: [(isUpdated: Bool, name: String)] =
    ([SmallIndex.pointer, SmallIndex.log, SmallIndex.manifest] + SmallIndex.segment).map {
      (false, $0)
    }
    + ([SmallIndex.pointer, SmallIndex.log, "manifest-000003.json"]
    + (1...3).flatMap { number in
      (["passages", "postings", "words", "proofs"] + (number > 1 ? ["changes"] : [])).map {
        "segment-00000\(number)/\($0)"
      }
    }).map { (true, $0) }

  private static func index(isUpdated: Bool) async throws -> SmallIndex {
    isUpdated ? try await SmallIndex.updated() : try await SmallIndex.shared()
  }

  @Test("The tests name every file of both indexes")
  func allNames() async throws {
    for isUpdated in [false, true] {
      let names = Self.names.filter { $0.isUpdated == isUpdated }.map(\.name).sorted()
      #expect(try await Self.index(isUpdated: isUpdated).files.keys.sorted() == names)
    }
  }

  @Test("A flipped bit is told and alters nothing that is given out", arguments: names)
  func flippedBits(isUpdated: Bool, name: String) async throws {
    var generator = SeededGenerator(for: "\(name), updated: \(isUpdated)")
    let damaged = try DamagedIndex(await Self.index(isUpdated: isUpdated))
    let sound = try #require(damaged.original.files[name])
    let file = try OutputFile(extending: "\(damaged.path)/\(name)")
    let bits = Array(0..<sound.count * 8).shuffled(using: &generator)
      .prefix(Soak.count(60, soak: .max))
    for bit in bits {
      try file.write([sound[bit / 8] ^ 1 << UInt8(bit % 8)], at: bit / 8)
      let wrong = damaged.wrongAnswer()
      #expect(wrong == nil, "bit \(bit % 8) of byte \(bit / 8) of \(name)")
      try file.write([sound[bit / 8]], at: bit / 8)
    }
    print("\(name), updated: \(isUpdated): \(bits.count) of \(sound.count * 8) bits")
  }

  @Test("A file that is cut short is told, whatever its length", arguments: names)
  func lengths(isUpdated: Bool, name: String) async throws {
    var generator = SeededGenerator(for: "\(name), updated: \(isUpdated)")
    let damaged = try DamagedIndex(await Self.index(isUpdated: isUpdated))
    let sound = try #require(damaged.original.files[name])
    let counts = Array(0..<sound.count).shuffled(using: &generator)
      .prefix(Soak.count(30, soak: .max))
    for count in counts {
      let wrong = try damaged.with(name, Array(sound[..<count])) { damaged.wrongAnswer() }
      #expect(wrong == nil, "\(count) bytes of \(name)")
    }
  }
}
