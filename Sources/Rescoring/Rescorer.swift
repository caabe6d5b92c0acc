import Numerics
package import Storage

/// A document of the first stage's best.
package struct RescoringCandidate: Equatable, Sendable {
  package var document: UInt32
  /// The first stage's score in nats.
  package var score: Double

  package init(document: UInt32, score: Double) {
    self.document = document
    self.score = score
  }
}

/// A candidate after the second look.
package struct RescoredCandidate: Sendable {
  package var document: UInt32
  /// The weighted sum of the features.
  package var score: Double
  package var vector: RescoringVector

  package init(document: UInt32, vector: RescoringVector, weights: RescoringWeights) {
    self.document = document
    self.vector = vector
    score = vector.score(by: weights)
  }
}

/// Orders the first stage's best documents anew, by all that is known of their words.
///
/// One pass over each candidate's words finds every family of features at once. Candidates of one
/// page are looked at together, since each is evidence for the others. Costs about a nanosecond a
/// word.
package struct Rescorer: Sendable {
  /// Candidates that are worth a second look.
  ///
  /// Of twice as many, the better ones are worth .0006 of the reciprocal rank.
  package static let depth = 100

  private let words: WordStores

  package init(_ words: WordStores) { self.words = words }

  package init(_ words: WordStoreReader) { self.init(WordStores(words)) }

  /// The candidates with their features, best first; equal ones by document.
  ///
  /// - Parameters:
  ///   - candidates: distinct documents of the stores, numbered over all, in any order.
  /// - Throws: `StorageError.corrupt` where the words of a candidate contradict themselves.
  package func rescored(
    _ candidates: [RescoringCandidate], for question: [RescoringWord]
  ) throws(StorageError) -> [RescoredCandidate] {
    let weights = Self.weights(for: question)
    var result: [RescoredCandidate] = []
    var keys: [(score: Double, document: UInt32, index: Int)] = []
    result.reserveCapacity(candidates.count)
    keys.reserveCapacity(candidates.count)
    try forEachVector(of: candidates, for: question) { candidate, vector in
      let rescored = RescoredCandidate(
        document: candidate.document, vector: vector, weights: weights)
      keys.append((rescored.score, candidate.document, result.count))
      result.append(rescored)
    }
    keys.sort { ($1.score, $0.document) < ($0.score, $1.document) }
    return keys.map { result[$0.index] }
  }

  /// The weights by which a question's candidates are scored.
  package static func weights(for question: [RescoringWord]) -> RescoringWeights {
    isOfLetters(question) ? .letters : .stems(wordCount: question.count)
  }

  /// The weights by which a question's answers are believed, found by words or by vectors, too.
  package static func confidenceWeights(
    for question: [RescoringWord], isFused: Bool = false
  ) -> ConfidenceWeights {
    let isOfLetters = isOfLetters(question)
    if isFused { return isOfLetters ? .fusedLetters : .fusedWords }
    return isOfLetters ? .letters : .words
  }

  /// Whether most of a question's words are parts of some letters.
  private static func isOfLetters(_ question: [RescoringWord]) -> Bool {
    2 * question.count(where: \.isLetters) > question.count
  }

  /// Calls `body` with each candidate and its features, by document.
  package func forEachVector(
    of candidates: [RescoringCandidate], for question: [RescoringWord],
    _ body: (RescoringCandidate, RescoringVector) -> Void
  ) throws(StorageError) {
    let candidates = candidates.sorted { $0.document < $1.document }
    let runs = words.runs(of: candidates)
    var used = [Bool](repeating: false, count: words.stores.count)
    for run in runs { used[run.store] = true }
    var scoring = QuestionScoring(RescoringQuestion(question), words, used: used)
    var hits = words.hits.take() ?? CodeHits()
    defer { words.hits.put(hits) }
    for run in runs {
      let source = scoring.source(run.store, in: words)
      try scoring.read(
        candidates[run.candidates].map { Int($0.document) - source.base }, of: source,
        into: &hits)
      var start = run.candidates.lowerBound
      while start < run.candidates.upperBound {
        let page = try source.words.page(of: Int(candidates[start].document) - source.base)
        let pageEnd = source.base + page.documents.upperBound
        var end = start + 1
        while end < run.candidates.upperBound, candidates[end].document < pageEnd { end += 1 }
        scoring.forEachVector(
          of: candidates[start..<end], hits, first: start - run.candidates.lowerBound, page,
          source, body)
        start = end
      }
    }
  }
}
