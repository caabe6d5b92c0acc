import Storage
import TestSupport
import Testing

@testable import Footnote

/// The sample corpus with untrained sketches.
private func sampleIndex(in folder: TemporaryFolder, threads: Int = 2) async throws -> Index {
  var options = SampleCorpus.options
  options.threads = threads
  options.embedding = .sketch
  let path = folder("sketch-\(threads)")
  _ = try await IndexBuilder(options: options).build(files: SampleCorpus.dumps, output: path)
  return try Index(path: path)
}

@Suite("An index with untrained sketches")
struct SketchBuildTests {
  @Test("is the same bytes for any number of threads, and says what its vectors are")
  func isReproducible() async throws {
    let folder = try TemporaryFolder()
    let index = try await sampleIndex(in: folder, threads: 1)
    let other = try await sampleIndex(in: folder, threads: 3)
    #expect(try tree(index.path) == tree(other.path))
    let manifest = index.manifest
    #expect(try Manifest(decoding: manifest.encoded, path: "manifest") == manifest)
    #expect(index.summary.embedding?.source == .sketch)
    #expect(index.summary.embedding?.dimensions == 4_096)
    var shorter = manifest
    shorter.embedding?.dimensions = 8
    #expect(throws: FootnoteError.self) {
      try Manifest(decoding: shorter.encoded, path: "manifest")
    }
    _ = try index.verify()
  }

  @Test("finds the sample's answers in every language, by signs alone")
  func finds() async throws {
    let index = try await sampleIndex(in: try TemporaryFolder())
    let questions = try SampleCorpus.questions()
    var foundCount = 0
    for question in questions {
      let found = try index.search(
        question.text, options: SearchOptions(count: 10, mode: .dense))
      if found.contains(where: { $0.attribution.page.rawValue == question.page }) {
        foundCount += 1
      }
    }
    #expect(Double(foundCount) >= 0.95 * Double(questions.count))
    for nothing in ["", "qzxvqzxv wvqxzzy"] {
      #expect(try index.search(nothing, options: SearchOptions(mode: .dense)).isEmpty)
    }
    let usual = try index.search(questions[0].text)
    let sparse = try index.search(questions[0].text, options: SearchOptions(mode: .sparse))
    #expect(usual == sparse)
  }

  @Test("takes no vector of a question")
  func refusesVectors() async throws {
    let index = try await sampleIndex(in: try TemporaryFolder())
    let vector = [Float](repeating: 1, count: 4_096)
    #expect(throws: FootnoteError.self) {
      try index.search("a", options: SearchOptions(mode: .dense, questionVector: vector))
    }
  }
}
