import TestSupport
import Testing

@testable import Rescoring

@Suite("Rescoring")
struct RescoringTests {
  @Test("every feature of every candidate is what its definition says", arguments: 0..<20)
  func features(round: Int) throws {
    var generator = SeededGenerator(for: "features(\(round))")
    let collection = WordCollection(
      pageCount: 3 + round % 5, wordCount: [8, 40, 300][round % 3], using: &generator)
    let folder = try TemporaryFolder()
    let rescorer = Rescorer(try store(collection.pages, in: folder))
    let documents = collection.documents.indices
    // The last one has nearly as many terms as count.
    let few = (0..<2).map { _ in Int.random(in: 0...12, using: &generator) }
    for wordCount in few + [RescoringQuestion.termLimit] {
      let question = collection.question(wordCount, using: &generator)
      let candidates = documents.filter { _ in Bool.random(using: &generator) }
        .map { RescoringCandidate(document: UInt32($0), score: Double($0 % 5) / 4) }
        .shuffled(using: &generator)
      let naive = NaiveScoring(collection, question)
      let terms = RescoringTerms(question)
      var seen = 0
      try rescorer.forEachVector(of: candidates, for: question) { candidate, vector in
        let expected = naive.vector(
          Int(candidate.document), score: candidate.score, candidates: candidates)
        for feature in RescoringFeature.allCases {
          #expect(vector[feature] == expected[feature], "\(feature) of \(candidate.document)")
        }
        for stem in Set(question.flatMap { $0.readings.map(\.stem) }) {
          #expect(
            terms.fields(of: stem, in: vector)
              == naive.fields(of: stem, in: Int(candidate.document)))
        }
        seen += 1
      }
      #expect(seen == candidates.count)
    }
  }

  @Test("the result is the same for every order of the candidates, best first, ties by document")
  func order() throws {
    var generator = SeededGenerator()
    let collection = WordCollection(pageCount: 40, wordCount: 30, using: &generator)
    let folder = try TemporaryFolder()
    let rescorer = Rescorer(try store(collection.pages, in: folder))
    let question = collection.question(6, using: &generator)
    let candidates = collection.documents.indices.map {
      RescoringCandidate(document: UInt32($0), score: Double($0 % 3))
    }
    let result = try rescorer.rescored(candidates, for: question)
    let again = try rescorer.rescored(candidates.shuffled(using: &generator), for: question)
    #expect(again.map(\.document) == result.map(\.document))
    #expect(again.map(\.score) == result.map(\.score))
    let weights = Rescorer.weights(for: question)
    #expect(result.allSatisfy { $0.score == $0.vector.score(by: weights) })
    for (a, b) in zip(result, result.dropFirst()) {
      #expect(a.score > b.score || a.score == b.score && a.document < b.document)
    }
  }

  @Test("the features times their weights add up to the score, to the last bit")
  func contributions() throws {
    var generator = SeededGenerator()
    let collection = WordCollection(pageCount: 30, wordCount: 60, using: &generator)
    let folder = try TemporaryFolder()
    let rescorer = Rescorer(try store(collection.pages, in: folder))
    let candidates = collection.documents.indices.map {
      RescoringCandidate(document: UInt32($0), score: .random(in: 0...40, using: &generator))
    }
    let question = collection.question(9, using: &generator)
    let weights = Rescorer.weights(for: question)
    for candidate in try rescorer.rescored(candidates, for: question) {
      let sum = RescoringFeature.allCases.reduce(0.0) {
        $0 + candidate.vector[$1] * weights.weight(of: $1)
      }
      #expect(sum == candidate.score)
    }
  }

  @Test("a question without a known word leaves the first stage's order among equals")
  func unknownWords() throws {
    var generator = SeededGenerator()
    let collection = WordCollection(pageCount: 4, wordCount: 30, using: &generator)
    let folder = try TemporaryFolder()
    let rescorer = Rescorer(try store(collection.pages, in: folder))
    let candidates = collection.documents.indices.map {
      RescoringCandidate(document: UInt32($0), score: 0)
    }
    #expect(try rescorer.rescored(candidates, for: []).count == candidates.count)
    #expect(try rescorer.rescored([], for: []).isEmpty)
  }

  @Test("a question of thousands of words is answered by its rarest")
  func longQuestion() throws {
    var generator = SeededGenerator()
    let collection = WordCollection(pageCount: 20, wordCount: 2000, using: &generator)
    let folder = try TemporaryFolder()
    let rescorer = Rescorer(try store(collection.pages, in: folder))
    let question = collection.question(20_000, using: &generator)
    let candidates = collection.documents.indices.map {
      RescoringCandidate(document: UInt32($0), score: 1)
    }
    #expect(try rescorer.rescored(candidates, for: question).count == candidates.count)
  }

  @Test("a question's weights go evenly from those of short ones to those of long ones")
  func questionLength() {
    let (short, long) = (RescoringWeights.stems.values, RescoringWeights.longStems.values)
    for count in 0...8 { #expect(RescoringWeights.stems(wordCount: count).values == short) }
    for count in [24, 25, 70_000] {
      #expect(RescoringWeights.stems(wordCount: count).values == long)
    }
    for count in 8...24 {
      let values = RescoringWeights.stems(wordCount: count).values
      for (index, value) in values.enumerated() {
        let share = Double(count - 8) / 16
        let exact = Double(short[index]) * (1 - share) + Double(long[index]) * share
        #expect(abs(Double(value) - exact) < 1)
      }
    }
  }
}
