import TestSupport
import Testing

@testable import Footnote

@Test("Confidence lies between 0 and 1, falls with the ranks, and does not depend on the count")
func confidenceOfResults() async throws {
  let index = try await SampleIndex.shared().index
  for question in try SampleCorpus.questions().map(\.text) {
    let found = try index.search(question, options: SearchOptions(count: 30))
    let told = found.compactMap(\.confidence)
    #expect(told.count == found.count && told.allSatisfy { (0...1).contains($0) })
    #expect(told == told.sorted(by: >))
    let first = try index.search(question, options: SearchOptions(count: 1))
    #expect(first.map(\.confidence) == found.prefix(1).map(\.confidence))
  }
}

@Test("Questions of the corpus are answered with more confidence than what it knows nothing about")
func confidenceTellsAnswers() async throws {
  let index = try await SampleIndex.shared().index
  func confidence(_ question: String) throws -> Double {
    try index.search(question).first?.confidence ?? 0
  }
  let known = try SampleCorpus.questions().map { try confidence($0.text) }
  let unknown = try [
    "Which striker scored in the cup final of the hockey league?",
    "What does the parliament's budget committee decide on taxes?",
    "Who composed the opera about the vampire and the dentist?",
    "How many moons does the largest planet have?",
  ].map(confidence)
  let mean = { (values: [Double]) in values.reduce(0, +) / Double(values.count) }
  #expect(mean(known) > mean(unknown) + 0.2, "\(mean(known)) \(mean(unknown))")
}

@Test("A word that the index lacks lowers the confidence")
func unknownWords() async throws {
  let index = try await SampleIndex.shared().index
  let question = "How was the tide of the Bay of Fundy measured?"
  let known = try #require(try index.search(question).first)
  let more = try #require(try index.search(question + " xyzzy plugh quux").first)
  #expect(more.attribution.key == known.attribution.key)
  #expect(try #require(more.confidence) < (try #require(known.confidence)))
}

@Test("What confidence is made of adds up to its log odds")
func confidenceExplained() async throws {
  let index = try await SampleIndex.shared().index
  for question in try SampleCorpus.questions().map(\.text) {
    let found = try index.search(question, options: SearchOptions(explains: true))
    guard let confidence = found.first?.confidence,
      let parts = found.first?.explanation?.confidenceFeatures
    else {
      continue
    }
    #expect(found.allSatisfy { $0.explanation?.confidenceFeatures == parts })
    let logOdds = parts.reduce(0) { $0 + $1.contribution }
    // The logistic function grows by at most a quarter of what its argument grows.
    let middle = (confidence - 0.5) / 0.25
    #expect(abs(middle) <= abs(logOdds) + 1e-9 && middle * logOdds >= 0)
  }
}
