import Storage
import TestSupport
import Testing

@testable import PostingIndex

@Suite("A damaged index")
struct DamageTests {
  /// An index with a list of each shape, and questions that touch all of them.
  struct Sample {
    var bytes: [UInt8]
    var terms: [PostingTerm]
    let folder: TemporaryFolder

    init(using generator: inout SeededGenerator) throws {
      let shape = Collection.Shape(
        documentCount: 2_600, featureCount: 60, postingsEach: 0...2,
        commonPercents: [40, 10, 6, 5])
      let collection = Collection(shape, using: &generator)
      folder = try TemporaryFolder()
      bytes = try contents(of: try collection.write(to: folder("index")))
      terms = collection.features.map { PostingTerm(feature: $0, weight: 1 + $0 % 9_000) }
    }

    /// Opens, searches and verifies a file; says whether anything was found wrong.
    ///
    /// Searches may give anything short of a document that does not exist.
    func isRefused(_ bytes: [UInt8]) throws -> Bool {
      let path = try write(bytes, to: folder("damaged"))
      defer { try? Folder.removeFile(path) }
      do {
        let reader = try PostingIndexReader(path: path)
        var isRefused = false
        for k in [3, 5_000] {
          do {
            let found = try reader.search(terms, k: k)
            #expect(found.allSatisfy { $0.document < reader.documentCount })
            #expect(found.count <= k)
          } catch {
            isRefused = true
          }
        }
        if (try? reader.verify()) == nil { isRefused = true }
        return isRefused
      } catch {
        return true
      }
    }
  }

  @Test("is refused wherever it is cut short")
  func refusesTruncation() throws {
    var generator = SeededGenerator()
    let sample = try Sample(using: &generator)
    for count in stride(from: 0, to: sample.bytes.count, by: 61) {
      let cut = Array(sample.bytes[..<count])
      #expect(throws: StorageError.self, "\(count) bytes") {
        try PostingIndexReader(path: try write(cut, to: sample.folder("cut-\(count)")))
      }
    }
  }

  @Test("is found by verify whichever byte is changed")
  func findsChangedBytes() throws {
    var generator = SeededGenerator()
    let sample = try Sample(using: &generator)
    #expect(try !sample.isRefused(sample.bytes))
    for offset in sample.bytes.indices where offset % 53 == 0 || offset < 64 {
      var damaged = sample.bytes
      damaged[offset] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      #expect(try sample.isRefused(damaged), "byte \(offset)")
    }
  }

  @Test("neither crashes nor hangs a search when its checksums were made to agree")
  func survivesResealedDamage() throws {
    var generator = SeededGenerator()
    let sample = try Sample(using: &generator)
    let resealed = try Resealed(sample.bytes, in: sample.folder)
    for _ in 0..<400 {
      let count = Int.random(in: 1...3, using: &generator)
      let changed = try resealed.changing(count, using: &generator)
      _ = try sample.isRefused(changed)
    }
  }
}

extension DamageTests {
  @Test("leaves no trace of a search in those of sound ones")
  func staysApart() throws {
    var generator = SeededGenerator(for: "staysApart")
    let folder = try TemporaryFolder()
    let shape = Collection.Shape(
      documentCount: 33_000, featureCount: 3_000, postingsEach: 0...1, commonPercents: [1])
    let collection = Collection(shape, using: &generator)
    let sound = try PostingIndexReader(path: try collection.write(to: folder("sound")))
    let terms = [PostingTerm(feature: collection.features[0], weight: 7)]
    let expected = try sound.exhaustiveSearch(terms, k: shape.documentCount)
    // A list that goes on before its start, by sums that pass 32 bits, and beyond the last one.
    let far: [UInt32] = [1_000, 1_023, 1_024, 2_000, 5_000, 20_000, 32_767]
    for place in far + (0..<20).map({ _ in .random(in: 1_000..<100_000, using: &generator) }) {
      let documents: [UInt32] = [0, place, 1 << 31 + 2_000, 3, 4, 5, 6]
      let encoder = try PostingIndexEncoder(
        path: folder("damaged-\(place)"), temporaryPath: folder("terms"), documentCount: 1_000,
        memoryLimit: 1 << 16)
      try encoder.append(feature: 9, documents: documents, impacts: documents.map { _ in 200 })
      try encoder.finish()
      let damaged = try PostingIndexReader(path: folder("damaged-\(place)"))
      // With so many results, and above a score, the list is summed up without a look at it.
      for (k, least) in [(500, 0), (5, 2)] as [(Int, UInt32)] {
        let found = try damaged.search([PostingTerm(feature: 9, weight: 3)], k: k, atLeast: least)
        #expect(found.allSatisfy { $0.document < 1_000 })
        #expect(try sound.search(terms, k: shape.documentCount) == expected)
      }
    }
  }
}

/// An index file's sections, written again with right checksums after a change.
struct Resealed {
  private static let tags = [
    SectionFile.Tag("LIST"), SectionFile.Tag("TERM"), SectionFile.Tag("GRPF"),
    SectionFile.Tag("GRPO"), SectionFile.Tag("HEAD"),
  ]
  private var sections: [[UInt8]] = []
  private let folder: TemporaryFolder

  init(_ bytes: [UInt8], in folder: TemporaryFolder) throws {
    self.folder = folder
    let path = try write(bytes, to: folder("whole"))
    defer { try? Folder.removeFile(path) }
    let file = try SectionFileReader(path: path, kind: PostingFormat.kind, versions: 1...1)
    for tag in Self.tags {
      let range = try file.range(of: tag)
      sections.append(Array(bytes[range]))
    }
  }

  /// The file with so many bytes of its sections set to random values.
  func changing(_ count: Int, using generator: inout SeededGenerator) throws -> [UInt8] {
    var changed = sections
    for _ in 0..<count {
      let section = Int.random(in: 0..<changed.count, using: &generator)
      let offset = Int.random(in: 0..<changed[section].count, using: &generator)
      changed[section][offset] =
        [0, 1, 127, 128, 255, .random(in: 0 ... .max, using: &generator)]
        .randomElement(using: &generator) ?? 0
    }
    let path = folder("resealed")
    let writer = try SectionFileWriter(path: path, kind: PostingFormat.kind, version: 1)
    for (tag, bytes) in zip(Self.tags, changed) {
      try writer.beginSection(tag)
      try writer.append(bytes)
    }
    try writer.finish()
    defer { try? Folder.removeFile(path) }
    return try contents(of: path)
  }
}
