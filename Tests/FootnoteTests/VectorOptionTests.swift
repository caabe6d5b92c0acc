import TestSupport
import Testing

@testable import Footnote

/// The error of a search.
private func refusal(_ index: Index, _ options: SearchOptions) -> String {
  do throws(FootnoteError) {
    _ = try index.search("lighthouse", options: options)
    return "none"
  } catch {
    return "\(error)"
  }
}

@Test("An index without vectors refuses what needs them, and says how to get them")
func noVectors() async throws {
  let index = try await SampleIndex.shared().index
  for options in [
    SearchOptions(mode: .dense), SearchOptions(mode: .hybrid),
    SearchOptions(questionVector: [1, 2, 3]),
  ] {
    let text = refusal(index, options)
    #expect(text.contains(index.path) && text.contains("--embedding or --vectors"), "\(text)")
  }
  #expect(try !index.search("lighthouse", options: SearchOptions(mode: .sparse)).isEmpty)
}

@Test("Vectors that were made elsewhere ask for the question's, which must fit them")
func questionVectors() async throws {
  let index = try await VectorSample.shared().index
  let sound = [Float](repeating: 1, count: VectorSample.dimensions)
  var (infinite, zero) = (sound, sound)
  infinite[3] = .infinity
  zero = zero.map { _ in 0 }
  let cases: [(SearchOptions, String)] = [
    (SearchOptions(mode: .dense), "expected 24 numbers"),
    (SearchOptions(mode: .hybrid), "random 1"),
    (SearchOptions(questionVector: Array(sound.dropLast())), "found 23"),
    (SearchOptions(questionVector: infinite), "inf as number 4 of 24"),
    (SearchOptions(questionVector: zero), "zeros alone"),
    (SearchOptions(mode: .sparse, questionVector: sound), "expected none in the mode sparse"),
    (SearchOptions(recall: 0), "recall"), (SearchOptions(recall: 1.5), "recall"),
    (SearchOptions(recall: .nan), "recall"), (SearchOptions(count: -1), "count"),
  ]
  for (options, expected) in cases {
    let text = refusal(index, options)
    #expect(text.contains(expected), "\(text)")
  }
}

@Test("Without a mode, words and vectors are used where the question has a vector")
func defaultMode() async throws {
  let index = try await VectorSample.shared().index
  var generator = SeededGenerator(for: "defaultMode")
  let vector = randomVector(VectorSample.dimensions, &generator)
  let question = "Where is the lighthouse?"
  let all = SearchOptions(recall: 1, questionVector: vector)
  #expect(
    try index.search(question, options: all)
      == index.search(question, options: options(.hybrid, vector)))
  #expect(
    try index.search(question)
      == index.search(question, options: SearchOptions(mode: .sparse)))
}

@Test("A question without a known word is still answered by its vector")
func unknownWordsWithVector() async throws {
  let sample = try await VectorSample.shared()
  for question in ["", "xyzzy plugh"] {
    #expect(try sample.index.search(question).isEmpty)
    let found = try sample.index.search(question, options: options(.hybrid, sample.vectors[5]))
    #expect(found.first?.attribution.key == sample.keys[5])
  }
}
