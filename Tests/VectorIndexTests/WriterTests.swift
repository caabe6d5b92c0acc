import Numerics
import Storage
import TestSupport
import Testing
import VectorIndex

@Suite("The writer of vectors")
struct WriterTests {
  @Test("gives the same bytes for any number of threads", arguments: VectorCode.allCases)
  func ignoresThreads(_ code: VectorCode) async throws {
    var generator = SeededGenerator()
    let vectors = VectorSet.clustered(9_000, dimensions: 9, using: &generator)
    let folder = try TemporaryFolder()
    try await vectors.write(to: folder("one"), .squaredDistance, code: code)
    try await vectors.write(to: folder("three"), .squaredDistance, code: code, threads: 3)
    #expect(try contents(of: folder("one")) == contents(of: folder("three")))
    #expect(try folder.names.sorted() == ["one", "three"])
  }

  @Test("writes nothing where its task is cancelled", arguments: VectorCode.allCases)
  func isCancelled(_ code: VectorCode) async throws {
    var generator = SeededGenerator()
    let vectors = VectorSet.clustered(25_000, dimensions: 8, using: &generator)
    let folder = try TemporaryFolder()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      try await vectors.write(to: folder("index"), .cosine, code: code, threads: 2)
    }
    task.cancel()
    try await task.value
    #expect(try folder.names.isEmpty)
  }

  @Test(
    "makes no graph and no lists where its task is cancelled meanwhile",
    arguments: [VectorStructure.graph, .lists])
  func isCancelledMeanwhile(_ structure: VectorStructure) async throws {
    var generator = SeededGenerator()
    let vectors = VectorSet.clustered(40_000, dimensions: 64, using: &generator)
    let folder = try TemporaryFolder()
    let task = Task {
      try await vectors.write(to: folder("index"), .cosine, structure: structure, threads: 2)
    }
    for _ in 0..<Int.random(in: 0..<100_000, using: &generator) { await Task.yield() }
    task.cancel()
    try await task.value
    let names = try folder.names
    // It may have been done before.
    #expect(names.isEmpty || names == ["index"])
    if !names.isEmpty { try VectorIndexReader(path: folder("index")).verify() }
  }

  @Test("numbers rows by their final order and leaves some out")
  func renumbers() async throws {
    var generator = SeededGenerator()
    let vectors = VectorSet.clustered(400, dimensions: 12, using: &generator)
    let kept = (0..<400).filter { $0 % 7 != 3 }.shuffled(using: &generator)
    var order = [UInt32](repeating: .max, count: 400)
    for (number, row) in kept.enumerated() { order[row] = UInt32(number) }
    let expected = VectorSet(dimensions: 12, values: kept.flatMap { vectors[$0] })
    let folder = try TemporaryFolder()
    try await vectors.write(to: folder("a"), .cosine, order: order)
    try await expected.write(to: folder("b"), .cosine)
    #expect(try contents(of: folder("a")) == contents(of: folder("b")))
  }

  @Test("takes bytes that suit its code", arguments: VectorCode.allCases)
  func hasSize(_ code: VectorCode) async throws {
    var generator = SeededGenerator()
    let vectors = VectorSet.clustered(1_000, dimensions: 256, using: &generator)
    let folder = try TemporaryFolder()
    let index = try await vectors.index(in: folder, .cosine, code: code)
    let each =
      switch code {
      case .bits1: 32 + 8
      case .bits4: 128 + 4
      case .bits8: 256 + 64 + 4
      case .float32: 1_024 + 256 + 64 + 4
      }
    #expect(index.byteCount >= 1_000 * each && index.byteCount <= 1_000 * each + 3_000)
    #expect(index.vectorCount == 1_000 && index.dimensions == 256 && index.metric == .cosine)
  }
}
