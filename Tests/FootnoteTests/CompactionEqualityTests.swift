import Storage
import TestSupport
import Testing

@testable import Footnote

/// The sample corpus by one update a dump, beside a build of all dumps.
private struct SpreadSample {
  let folder: TemporaryFolder
  let path: String
  let dumpCount: Int
  let fresh: Index
  let asked: [(question: String, options: SearchOptions)]

  init(_ embedding: EmbeddingSource, using generator: inout SeededGenerator) async throws {
    folder = try TemporaryFolder()
    path = folder("spread.index")
    var options = SampleCorpus.options
    options.embedding = embedding
    var dumps = try SampleCorpus.dumps.filter { $0 != SampleCorpus.dump("en") }
      .shuffled(using: &generator).prefix(Soak.count(4, soak: .max))
    dumps.insert(SampleCorpus.dump("en"), at: dumps.indices.randomElement(using: &generator) ?? 0)
    // Newer revisions of some of its pages.
    dumps.append(SampleCorpus.path("delta/enfootnotewiki-20260108-delta.xml"))
    let builder = IndexBuilder(options: options)
    _ = try await builder.build(files: Array(dumps), output: folder("fresh.index"))
    fresh = try Index(path: folder("fresh.index"))
    _ = try await builder.build(files: Array(dumps.prefix(1)), output: path)
    var updating = UpdateOptions()
    updating.reading = SampleCorpus.options
    updating.compacts = false
    dumpCount = dumps.count
    for dump in dumps.dropFirst() {
      _ = try await IndexUpdater(options: updating).update(index: path, files: [dump])
    }
    asked = try SampleCorpus.questions().map {
      ($0.text, SearchOptions(count: 20, mode: .sparse, explains: true))
    }
  }

  /// Where answers of the newest generation and of the fresh build differ.
  func difference() throws -> String? {
    let index = try Index(path: path)
    _ = try index.verify()
    return try IndexContent(index, asked).difference(from: IndexContent(fresh, asked))
  }

  func compact(_ options: CompactionOptions) async throws -> Index {
    _ = try await IndexCompactor(options: options).compact(index: path)
    return try Index(path: path)
  }
}

@Suite("Merging segments")
struct CompactionEqualityTests {
  @Test(
    "a corpus in a segment for each dump answers as in one, and has its bytes once it is merged",
    arguments: [
      EmbeddingSource.none, .table(path: SampleCorpus.path("sample.embedding")), .sketch,
    ])
  func dumps(embedding: EmbeddingSource) async throws {
    var generator = SeededGenerator()
    let sample = try await SpreadSample(embedding, using: &generator)
    let count = try Index(path: sample.path).manifest.segments.count
    #expect(count == sample.dumpCount)
    #expect(try sample.difference() == nil)
    let some = try await sample.compact(CompactionOptions())
    #expect(some.manifest.segments.count < count)
    #expect(try sample.difference() == nil)
    let all = try await sample.compact(CompactionOptions(mergesAll: true))
    #expect(try sample.difference() == nil)
    let (merged, fresh) = (all.manifest.segments[0], sample.fresh.manifest.segments[0])
    #expect(all.manifest.segments.count == 1)
    #expect(merged.files.map(\.name) == fresh.files.map(\.name))
    #expect(merged.files.map(\.sha256) == fresh.files.map(\.sha256))
  }
}
