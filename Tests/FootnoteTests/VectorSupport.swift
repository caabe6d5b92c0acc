import Storage
import TestSupport

@testable import Footnote

/// Numbers between -1 and 1.
func randomVector(_ dimensions: Int, _ generator: inout SeededGenerator) -> [Float] {
  (0..<dimensions).map { _ in Float.random(in: -1...1, using: &generator) }
}

/// Writes vectors as `.fvecs` and their keys beside them.
func bring(
  _ vectors: [[Float]], _ keys: [PassageKey], metric: VectorMetric = .cosine,
  in folder: TemporaryFolder
) throws -> BroughtVectors {
  func bytes(_ bits: UInt32) -> [UInt8] { littleEndian(bits) }
  let rows = vectors.flatMap { vector in
    bytes(UInt32(vector.count)) + vector.flatMap { bytes($0.bitPattern) }
  }
  return BroughtVectors(
    path: try folder.file("vectors.fvecs", rows),
    idsPath: try folder.file("keys", keys.map { "\($0)\n" }.joined()), metric: metric,
    model: "random", modelVersion: "1")
}

private func littleEndian(_ bits: UInt32) -> [UInt8] {
  (0..<4).map { UInt8(truncatingIfNeeded: bits >> UInt32(8 * $0)) }
}

extension Index {
  /// The keys of all passages, in their order.
  var keys: [PassageKey] {
    get throws {
      try passages(at: 0..<Int(summary.passageCount)).map(\.attribution.key)
    }
  }
}

/// The sample corpus with random vectors that were made elsewhere.
struct VectorSample: Sendable {
  static let dimensions = 24

  let folder: TemporaryFolder
  let plain: Index
  let index: Index
  /// In the order of the passages.
  let keys: [PassageKey]
  let vectors: [[Float]]
  let brought: BroughtVectors

  static func shared() async throws -> VectorSample { try await building.value }

  private static let building = Task {
    let folder = try TemporaryFolder()
    ExitCleaning.remove(folder.path)
    let plain = try await SampleIndex.shared().index
    var generator = SeededGenerator(for: "VectorSample")
    let keys = try plain.keys
    let vectors = keys.map { _ in randomVector(dimensions, &generator) }
    let order = Array(keys.indices).shuffled(using: &generator)
    let brought = try bring(order.map { vectors[$0] }, order.map { keys[$0] }, in: folder)
    var options = SampleCorpus.options
    options.embedding = .vectors(brought)
    _ = try await IndexBuilder(options: options).build(
      files: SampleCorpus.dumps, output: folder("sample.index"))
    return VectorSample(
      folder: folder, plain: plain, index: try Index(path: folder("sample.index")), keys: keys,
      vectors: vectors, brought: brought)
  }

  /// The questions of the corpus, each with a vector.
  func questions(_ generator: inout SeededGenerator) throws -> [(text: String, vector: [Float])] {
    try SampleCorpus.questions().map { ($0.text, randomVector(Self.dimensions, &generator)) }
  }
}

/// Options of a search by vectors, or by words and vectors.
func options(
  _ mode: SearchMode, _ vector: [Float], count: Int = 5, filter: SearchFilter = SearchFilter(),
  fusion: FusionMethod = .weightedSum, explains: Bool = false
) -> SearchOptions {
  SearchOptions(
    count: count, filter: filter, mode: mode, fusion: fusion, recall: 1, questionVector: vector,
    explains: explains)
}
