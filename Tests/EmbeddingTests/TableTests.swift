import Numerics
import Storage
import TestSupport
import Testing

@testable import Embedding

@Suite("An embedding table")
struct TableTests {
  /// A table's rows as they were read back, to sum up by hand.
  private struct NaiveTable {
    let table: EmbeddingTable

    func vector(_ features: [EmbeddedFeature], dimensions: Int) -> [Float] {
      var sums = [Int](repeating: 0, count: dimensions)
      for item in features {
        guard item.count > 0, let row = table.row(of: item.feature) else { continue }
        let weights = [16, 27, 34, 38, 42, 45, 47, 49, 51, 53, 54, 56, 57, 58, 59, 60]
        let weight = Int(row.weight) * weights[min(Int(item.count), 16) - 1]
        for index in 0..<dimensions {
          let offset = Int(row.number) * table.dimensions + index
          sums[index] += weight * Int(table.codes.integer(Int8.self, at: offset))
        }
      }
      let length = sums.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
      return sums.map { length > 0 ? Float(Double($0) / length) : 0 }
    }
  }

  private func table(_ folder: TemporaryFolder) async throws -> EmbeddingTable {
    var generator = SeededGenerator()
    let corpus = try SampleCorpus(passages: 120, using: &generator).spooled(folder)
    let trainer = try await trained(corpus, smallOptions(dimensions: 48), steps: 50)
    try trainer.writeTable(path: folder("table"), note: #"{"steps":50}"#)
    return try EmbeddingTable(path: folder("table"))
  }

  private func features(
    _ count: Int, using generator: inout SeededGenerator
  ) -> [EmbeddedFeature] {
    (0..<count).map { _ in
      EmbeddedFeature(
        feature: SampleCorpus.word(Int.random(in: 0..<13_000, using: &generator)),
        count: UInt32.random(in: 0...40, using: &generator))
    }
  }

  @Test("turns features into the vectors of its format, at every instruction set level")
  func agreesWithFormat() async throws {
    var generator = SeededGenerator()
    let folder = try TemporaryFolder()
    let table = try await table(folder)
    try table.verify()
    #expect(table.note == #"{"steps":50}"#)
    #expect(table.digest.utf8.count == 64)
    let naive = NaiveTable(table: table)
    for count in [0, 1, 2, 9, 100, 1_500] {
      let features = features(count, using: &generator)
      for dimensions in [48, 33, 16, 1] {
        let expected = naive.vector(features, dimensions: dimensions)
        for kernels in Kernels.Level.allCases.compactMap({ Kernels(level: $0) }) {
          var encoder = EmbeddingEncoder(table, dimensions: dimensions, kernels)
          #expect(encoder.vector(of: features) == expected)
          #expect(encoder.vector(of: features.shuffled(using: &generator)) == expected)
        }
      }
    }
  }

  @Test("gives unit vectors, and zeros for what it does not know")
  func givesUnitVectors() async throws {
    var generator = SeededGenerator()
    let table = try await table(try TemporaryFolder())
    var encoder = EmbeddingEncoder(table)
    let vector = encoder.vector(of: features(30, using: &generator))
    #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
    let nothing = encoder.vector(of: [EmbeddedFeature(feature: 1, count: 0)])
    #expect(nothing == [Float](repeating: 0, count: 48))
    #expect(encoder.vector(of: []) == [Float](repeating: 0, count: 48))
    #expect(encoder.vector(of: features(200, using: &generator)) != nothing)
  }

  @Test("has its longest dimensions first")
  func ordersDimensions() async throws {
    var generator = SeededGenerator()
    let folder = try TemporaryFolder()
    let sample = SampleCorpus(passages: 400, using: &generator)
    let trainer = try await trained(try sample.spooled(folder), steps: 80)
    try trainer.writeTable(path: folder("table"), note: "{}")
    var encoder = EmbeddingEncoder(try EmbeddingTable(path: folder("table")))
    var squares = [Float](repeating: 0, count: 32)
    for text in sample.texts {
      var counts: [UInt32: UInt32] = [:]
      for word in text.headings + text.words { counts[word, default: 0] += 1 }
      let vector = encoder.vector(
        of: counts.map { EmbeddedFeature(feature: $0.key, count: $0.value) })
      for index in vector.indices { squares[index] += vector[index] * vector[index] }
    }
    #expect(squares[..<8].reduce(0, +) > squares[8..<16].reduce(0, +))
    #expect(squares[8..<16].reduce(0, +) > squares[24...].reduce(0, +))
  }

  @Test("is refused, or still leads nowhere else, wherever a byte is changed")
  func survivesDamage() async throws {
    var generator = SeededGenerator()
    let folder = try TemporaryFolder()
    let path = try await table(folder).path
    let bytes = try contents(of: path)
    let features = features(200, using: &generator)
    for offset in Array(0..<400) + Array((bytes.count - 400)..<bytes.count)
      + (0..<300).map({ _ in Int.random(in: 0..<bytes.count, using: &generator) })
    {
      var damaged = bytes
      damaged[offset] ^= UInt8.random(in: 1...255, using: &generator)
      let path = try folder.file("damaged", damaged)
      guard let table = try? EmbeddingTable(path: path) else { continue }
      var encoder = EmbeddingEncoder(table)
      _ = encoder.vector(of: features)
      #expect(throws: StorageError.self) { try table.verify() }
    }
  }

  @Test("of other features is refused as too old or too new, not as damaged")
  func refusesOtherFeatures() async throws {
    let folder = try TemporaryFolder()
    let path = try await table(folder).path
    let bytes = try contents(of: path)
    let head = try SectionFileReader(
      path: path, kind: EmbeddingFormat.kind,
      versions: EmbeddingFormat.version...EmbeddingFormat.version
    ).range(of: EmbeddingFormat.head)
    for (version, isNewer) in [(EmbeddingFormat.featureVersion - 1, false), (9_999, true)] {
      var other = bytes
      let stored = UInt64(version)
      for byte in 0..<8 {
        other[head.lowerBound + 24 + byte] = UInt8(truncatingIfNeeded: stored >> UInt64(8 * byte))
      }
      let path = try folder.file("other", other)
      #expect {
        try EmbeddingTable(path: path)
      } throws: {
        switch $0 {
        case StorageError.tooOld(_, version, EmbeddingFormat.featureVersion): !isNewer
        case StorageError.tooNew(_, version, EmbeddingFormat.featureVersion): isNewer
        default: false
        }
      }
    }
  }

  @Test("is refused wherever it is cut short")
  func refusesTruncation() async throws {
    let folder = try TemporaryFolder()
    let bytes = try contents(of: try await table(folder).path)
    for count in stride(from: 0, to: bytes.count, by: bytes.count / 97) {
      let path = try folder.file("cut", Array(bytes[..<count]))
      #expect(throws: StorageError.self) { try EmbeddingTable(path: path) }
    }
  }
}
