import FuzzTargets
import Storage
import TestSupport
import Testing

/// The corpus of the fuzzer: seeds, and what was found with it.
private let corpus =
  Folder.parent(of: Folder.parent(of: Folder.parent(of: #filePath))) + "/Fuzzing/Corpus"

@Test(
  "Every input of the fuzzer's corpus is read or refused, findings of old included",
  arguments: FuzzTarget.allCases)
func corpus(of target: FuzzTarget) async throws {
  let workplace = try await FuzzWorkplace()
  let folder = "\(corpus)/\(target.rawValue)"
  let names = try Folder.names(in: folder)
  #expect(!names.isEmpty)
  for name in names {
    target.run(try contents(of: "\(folder)/\(name)"), workplace)
  }
}

@Test("Every folder of the corpus belongs to a target")
func folders() throws {
  #expect(try Folder.names(in: corpus).sorted() == FuzzTarget.allCases.map(\.rawValue).sorted())
}

@Test(
  "Seeds with bytes changed at random are read or refused", arguments: FuzzTarget.allCases)
func mutations(of target: FuzzTarget) async throws {
  let workplace = try await FuzzWorkplace()
  var generator = SeededGenerator()
  let folder = "\(corpus)/\(target.rawValue)"
  let seeds = try Folder.names(in: folder).map { try contents(of: "\(folder)/\($0)") }
  for _ in 0..<Soak.count(30, soak: 100_000) {
    var bytes = seeds.randomElement(using: &generator) ?? []
    for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
      let index = bytes.indices.randomElement(using: &generator) ?? 0
      bytes[index] = UInt8.random(in: 0...255, using: &generator)
    }
    target.run(bytes, workplace)
  }
}
