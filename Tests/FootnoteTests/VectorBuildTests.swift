import Features
import JSON
import Storage
import TestSupport
import Testing
import VectorInput

@testable import Footnote

private func articles(_ count: Int) -> [Article] {
  (0..<count).map { number in
    let text = (0..<40).map { "Sentence \($0) of page \(number) speaks of \($0 * number)." }
    return plainArticle(UInt64(number) + 1, text.joined(separator: " "))
  }
}

/// An index of articles, and vectors for its passages.
private struct Brought {
  let folder: TemporaryFolder
  let articles: [Article]
  let keys: [PassageKey]
  let vectors: [[Float]]

  init(_ articles: [Article], dimensions: Int = 16) async throws {
    folder = try TemporaryFolder()
    self.articles = articles
    _ = try await IndexBuilder().build(articles: articles, output: folder("plain"))
    keys = try Index(path: folder("plain")).keys
    var generator = SeededGenerator(for: "Brought")
    vectors = keys.map { _ in randomVector(dimensions, &generator) }
  }

  func build(
    _ articles: [Article], _ vectors: [[Float]], _ keys: [PassageKey], threads: Int = 2,
    metric: VectorMetric = .cosine, to name: String = "index"
  ) async throws -> [String: [UInt8]] {
    var options = BuildOptions()
    options.threads = threads
    options.embedding = .vectors(try bring(vectors, keys, metric: metric, in: folder))
    _ = try await IndexBuilder(options: options).build(articles: articles, output: folder(name))
    return try tree(folder(name))
  }
}

@Test("Brought vectors in any order, and any number of threads, give the same bytes")
func broughtThreads() async throws {
  let brought = try await Brought(articles(30))
  let (articles, keys, vectors) = (brought.articles, brought.keys, brought.vectors)
  let one = try await brought.build(articles, vectors, keys, threads: 1, to: "one")
  #expect(one.count == 8 && one["segment-000001/vectors"] != nil)
  #expect(try await brought.build(articles, vectors, keys, threads: 5, to: "five") == one)
  var generator = SeededGenerator(for: "broughtThreads")
  let order = Array(keys.indices).shuffled(using: &generator)
  let shuffled = try await brought.build(
    articles.shuffled(using: &generator), order.map { vectors[$0] }, order.map { keys[$0] },
    to: "shuffled")
  #expect(shuffled == one)
  let plain = try tree(brought.folder("plain"))
  for name in ["passages", "postings", "words"] {
    #expect(one["segment-000001/\(name)"] == plain["segment-000001/\(name)"])
  }
}

@Test("The manifest names the vectors, and says nothing of any where there are none")
func manifestOfVectors() async throws {
  let sample = try await VectorSample.shared()
  let manifest = sample.index.manifest
  #expect(
    manifest.embedding
      == Manifest.Embedding(
        source: .brought(model: "random", version: "1"), dimensions: 24, metric: .cosine))
  #expect(try Manifest(decoding: manifest.encoded, path: "manifest") == manifest)
  #expect(try JSONValue(parsing: sample.plain.manifest.encoded)["embedding"] == nil)
  #expect(manifest.embedder.contains("model=random version=1 dimensions=24 metric=cosine"))
  #expect(manifest.embedderDigest != sample.plain.manifest.embedderDigest)
  #expect(manifest.embedderDigest == Embedder(AnalyzerOptions(), manifest.embedding).digest)
  let report = try sample.index.verify()
  #expect(report.fileCount == 7)
}

@Test("Every metric is kept, and orders what is found by itself", arguments: VectorMetric.allCases)
func metrics(metric: VectorMetric) async throws {
  let brought = try await Brought(articles(6))
  let scaled = brought.vectors.enumerated().map { row, vector in
    vector.map { $0 * Float(1 + row % 3) }
  }
  _ = try await brought.build(brought.articles, scaled, brought.keys, metric: metric)
  let index = try Index(path: brought.folder("index"))
  let question = brought.vectors[2]
  let found = try index.search("", options: options(.dense, question, count: 1_000))
  let expected = zip(brought.keys, scaled).map { key, vector in
    (key, likeness(question, vector, metric))
  }
  #expect(found.count == expected.count)
  for passage in found {
    let score = try #require(expected.first { $0.0 == passage.attribution.key }?.1)
    #expect(abs(score - passage.score) < 0.05 * max(1, abs(score)), "\(metric)")
  }
}

private func likeness(_ a: [Float], _ b: [Float], _ metric: VectorMetric) -> Double {
  let dot = zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  let (x, y) = (a.reduce(0) { $0 + Double($1 * $1) }, b.reduce(0) { $0 + Double($1 * $1) })
  return switch metric {
  case .innerProduct: dot
  case .cosine: dot / (x * y).squareRoot()
  case .squaredDistance: 2 * dot - x - y
  }
}

@Test("Vectors that do not belong to the passages end the build, and nothing is left")
func mismatches() async throws {
  let brought = try await Brought(articles(5))
  let (articles, keys, vectors) = (brought.articles, brought.keys, brought.vectors)
  let other = PassageKey(
    wiki: "testwiki", page: keys[0].page, revision: RevisionID(rawValue: 9), ordinal: 0)
  let cases: [(vectors: [[Float]], keys: [PassageKey], expected: String)] = [
    (Array(vectors.dropLast()), Array(keys.dropLast()), "none for \(keys[keys.count - 1])"),
    (vectors + [vectors[0]], keys + [other], "found \(other)"),
    (vectors + [vectors[0]], keys + [keys[0]], "a second time"),
    (vectors, Array(keys.dropLast()), "expected \(keys.count) keys"),
    ([[Float](repeating: 0, count: 16)] + vectors.dropFirst(), keys, "row 1"),
  ]
  for (vectors, keys, expected) in cases {
    do {
      _ = try await brought.build(articles, vectors, keys)
      Issue.record("it was built")
    } catch let error as FootnoteError {
      guard case .vectors = error else {
        Issue.record(error)
        continue
      }
      #expect("\(error)".contains(expected), "\(error)")
    }
    #expect(!Folder.exists(brought.folder("index")))
    #expect(try brought.folder.names.allSatisfy { !$0.contains("building") })
  }
}

@Test("Pages go from an index whose vectors were brought without vectors; none come without them")
func removalWithoutVectors() async throws {
  let brought = try await Brought(articles(4))
  _ = try await brought.build(brought.articles, brought.vectors, brought.keys)
  let path = brought.folder("index")
  var gone = brought.articles[0]
  gone.text = []
  gone.timestamp = Timestamp(secondsSince1970: gone.timestamp.secondsSince1970 + 1)
  let report = try await IndexUpdater().update(index: path, articles: [gone])
  #expect(report.removedPageCount == 1)
  let index = try Index(path: path)
  #expect(try index.keys == brought.keys.filter { $0.page != gone.page })
  _ = try index.verify()
  let before = try tree(path)
  var came = brought.articles[1]
  came.timestamp = gone.timestamp
  came.revision = RevisionID(rawValue: 999)
  await #expect(throws: FootnoteError.self) {
    try await IndexUpdater().update(index: path, articles: [came])
  }
  #expect(try tree(path)["CURRENT"] == before["CURRENT"])
}

@Test("A page that is edited and then removed goes from an index whose vectors were brought")
func editBeforeRemoval() async throws {
  let brought = try await Brought(articles(4))
  _ = try await brought.build(brought.articles, brought.vectors, brought.keys)
  let path = brought.folder("index")
  var edited = brought.articles[0]
  edited.revision = RevisionID(rawValue: 999)
  edited.timestamp = Timestamp(secondsSince1970: edited.timestamp.secondsSince1970 + 1)
  var gone = edited
  gone.text = []
  gone.timestamp = Timestamp(secondsSince1970: edited.timestamp.secondsSince1970 + 1)
  let report = try await IndexUpdater().update(index: path, articles: [edited, gone])
  #expect(report.removedPageCount == 1)
  let index = try Index(path: path)
  #expect(try index.keys == brought.keys.filter { $0.page != gone.page })
  _ = try index.verify()
}

@Test("Scores of the longest vectors that are taken can be shown", arguments: VectorMetric.allCases)
func greatScores(_ metric: VectorMetric) async throws {
  let brought = try await Brought(articles(2))
  let great = brought.vectors.map { $0.map { $0 * 1e14 } }
  _ = try await brought.build(brought.articles, great, brought.keys, metric: metric)
  let index = try Index(path: brought.folder("index"))
  for mode in [SearchMode.dense, .hybrid] {
    let found = try index.search("page", options: options(mode, great[0], explains: true))
    #expect(!found.isEmpty)
    for passage in found {
      for format in PassageFormat.allCases { #expect(!passage.rendered(as: format).isEmpty) }
    }
  }
}

@Test("Passages whose scores are equal in single precision stand in the order of their keys")
func equalDistances() async throws {
  let brought = try await Brought(articles(40))
  _ = try await brought.build(
    brought.articles, brought.vectors, brought.keys, metric: .squaredDistance)
  let index = try Index(path: brought.folder("index"))
  // So far away that distances of neighbours differ in digits that are lost.
  let far = [Float](repeating: 1e5, count: 16)
  let found = try index.search("", options: options(.dense, far, count: 1_000))
  #expect(Set(found.map(\.score)).count < found.count)
  for (one, next) in zip(found, found.dropFirst()) {
    #expect(one.score >= next.score)
    #expect(one.score > next.score || one.attribution.key < next.attribution.key)
  }
}

@Test("Words still count where all but one of the nearest vectors are equally near")
func equallyNear() async throws {
  let brought = try await Brought(articles(40))
  var vectors = brought.vectors.map { _ in [Float](repeating: 1, count: 16) }
  vectors[0][0] = 0.999
  // Far from all others; its words are those of the question.
  let last = vectors.count - 1
  vectors[last] = (0..<16).map { $0 < 8 ? 1 : -1 }
  _ = try await brought.build(brought.articles, vectors, brought.keys)
  let index = try Index(path: brought.folder("index"))
  let found = try index.search(
    "What does page 39 speak of?", options: options(.hybrid, vectors[1], count: 1_000))
  #expect(found.contains { $0.attribution.key == brought.keys[last] })
  #expect(found.allSatisfy { $0.score.magnitude < 100 })
}

@Test("A model without name or version, and files that are not there, are refused at once")
func badSources() async throws {
  let folder = try TemporaryFolder()
  let key = PassageKey(
    wiki: "a", page: PageID(rawValue: 1), revision: RevisionID(rawValue: 1), ordinal: 0)
  var brought = try bring([[Float](repeating: 1, count: 8)], [key], in: folder)
  brought.model = ""
  let absent = BroughtVectors(path: folder("none.npy"), model: "m", modelVersion: "1")
  for source in [EmbeddingSource.vectors(brought), .vectors(absent), .table(path: folder("none"))] {
    var options = BuildOptions()
    options.embedding = source
    await #expect(throws: FootnoteError.self) {
      _ = try await IndexBuilder(options: options).build(
        articles: articles(2), output: folder("index"))
    }
    #expect(try folder.names.sorted() == ["keys", "vectors.fvecs"])
  }
}

@Test("Damage to the file of vectors is told by verify, and never leads outside of it")
func damagedVectors() async throws {
  let brought = try await Brought(articles(8))
  let files = try await brought.build(brought.articles, brought.vectors, brought.keys)
  let name = "segment-000001/vectors"
  let sound = try #require(files[name])
  let path = "\(brought.folder("index"))/\(name)"
  var generator = SeededGenerator(for: "damagedVectors")
  for round in 0..<200 {
    var bytes = sound
    if round % 10 == 0 {
      bytes.removeLast(Int.random(in: 1...sound.count, using: &generator))
    } else {
      bytes[Int.random(in: sound.indices, using: &generator)] ^=
        1 << UInt8.random(in: 0...7, using: &generator)
    }
    try overwrite(path, bytes)
    do throws(FootnoteError) {
      let index = try Index(path: brought.folder("index"))
      _ = try? index.search("page", options: options(.hybrid, brought.vectors[0]))
      _ = try index.verify()
      Issue.record("round \(round) was verified")
    } catch {
      guard case .storage = error else {
        Issue.record(error)
        continue
      }
    }
  }
  try overwrite(path, sound)
  _ = try Index(path: brought.folder("index")).verify()
}
