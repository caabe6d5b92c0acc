import Numerics
import Storage
import TestSupport
import Testing
import VectorIndex

/// Vectors of one length, one after the other.
struct VectorSet {
  var dimensions: Int
  var values: [Float]

  var count: Int { values.count / dimensions }

  subscript(row: Int) -> [Float] { Array(values[row * dimensions..<(row + 1) * dimensions]) }

  /// Points around a few centres, so that near ones are nearer than chance.
  static func clustered(
    _ count: Int, dimensions: Int, centres centreCount: Int = 20,
    using generator: inout SeededGenerator
  ) -> VectorSet {
    func point(_ spread: Float) -> [Float] {
      (0..<dimensions).map { _ in
        (0..<4).reduce(0) { sum, _ in sum + Float.random(in: -spread...spread, using: &generator) }
      }
    }
    let centres = (0..<centreCount).map { _ in point(1) }
    var values: [Float] = []
    for _ in 0..<count {
      let centre = centres[Int.random(in: 0..<centreCount, using: &generator)]
      values += zip(centre, point(0.7)).map { $0 + $1 }
    }
    return VectorSet(dimensions: dimensions, values: values)
  }

  /// Writes an index of the vectors and opens it.
  func index(
    in folder: TemporaryFolder, _ metric: VectorMetric, code: VectorCode = .bits8,
    order: [UInt32]? = nil, structure: VectorStructure = .automatic, threads: Int = 1
  ) async throws -> VectorIndexReader {
    let path = folder("vectors-\(UInt64.random(in: 0 ... .max))")
    try await write(
      to: path, metric, code: code, order: order, structure: structure, threads: threads)
    return try VectorIndexReader(path: path)
  }

  func write(
    to path: String, _ metric: VectorMetric, code: VectorCode = .bits8, order: [UInt32]? = nil,
    structure: VectorStructure = .automatic, threads: Int = 1
  ) async throws {
    let writer = try VectorIndexWriter(
      temporaryPath: path + ".spool", dimensions: dimensions, metric: metric, code: code)
    for row in 0..<count { try writer.append(self[row].span) }
    try await writer.finish(
      path: path, order: order, structure: structure, threads: threads)
  }
}

/// The plain meaning of a search: every vector's score, summed in order, then a full sort.
func naiveSearch(
  _ query: [Float], _ vectors: VectorSet, k: Int, _ metric: VectorMetric,
  among allowed: DocumentRanges? = nil
) -> [FoundVector] {
  func length(_ vector: [Float]) -> Double {
    vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
  }
  let rows = allowed.map { $0.ranges.flatMap { $0.map { Int($0) } } } ?? Array(0..<vectors.count)
  let found = rows.map { row in
    let vector = vectors[row]
    var score = 0.0
    for (a, b) in zip(query, vector) {
      let difference = Double(a) - Double(b)
      score += metric == .squaredDistance ? -difference * difference : Double(a) * Double(b)
    }
    if metric == .cosine {
      let lengths = length(query) * length(vector)
      score = lengths > 0 ? score / lengths : 0
    }
    return FoundVector(document: UInt32(row), score: Float(score))
  }
  return Array(
    found.sorted { $0.score != $1.score ? $0.score > $1.score : $0.document < $1.document }
      .prefix(k))
}

/// The share of the expected documents that were found.
func recall(_ found: [FoundVector], _ expected: [FoundVector]) -> Double {
  let documents = Set(found.map(\.document))
  return Double(expected.count { documents.contains($0.document) }) / Double(max(1, expected.count))
}

/// Ranges that hold about a share of the documents.
func randomRanges(
  _ share: Double, of count: Int, longest: Int, using generator: inout SeededGenerator
) -> DocumentRanges {
  var set = RangeSet<UInt32>()
  var row = 0
  while row < count {
    let length = Int.random(in: 1...longest, using: &generator)
    if Double.random(in: 0..<1, using: &generator) < share {
      set.insert(contentsOf: UInt32(row)..<UInt32(min(row + length, count)))
    }
    row += length
  }
  return DocumentRanges(set)
}

/// Opens an index file with one byte after the other changed, each some way on; checks that verify
/// finds what can be opened wrong, hands it on, and returns how many could be opened.
func forEachDamage(
  of golden: [UInt8], _ generator: inout SeededGenerator, _ body: (VectorIndexReader) throws -> Void
) throws -> Int {
  let folder = try TemporaryFolder()
  var openCount = 0
  for offset in stride(from: Int.random(in: 0..<61, using: &generator), to: golden.count, by: 61) {
    var damaged = golden
    damaged[offset] ^= UInt8.random(in: 1...255, using: &generator)
    let path = try folder.file("damaged", damaged)
    guard let index = try? VectorIndexReader(path: path) else { continue }
    openCount += 1
    #expect(throws: StorageError.self, "byte \(offset)") { try index.verify() }
    try body(index)
  }
  return openCount
}
