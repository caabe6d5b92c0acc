import PostingIndex
import Rescoring
import Storage
import VectorIndex

extension Index {
  /// The best documents by words and by vectors, ranked by both.
  ///
  /// What either finds is looked at by the other, too: candidates of the vectors get the scores of
  /// their words, and candidates of the words their similarity.
  func hybridRanking(_ asked: AskedQuestion) throws(StorageError) -> [RankedDocument] {
    let depth = max(asked.options.count, Fusion.depth)
    var first = try firstStage(asked, count: depth)
    let nearest = try nearest(asked, count: depth)
    let byWords = Set(first.candidates.map(\.document))
    let others = nearest.map(\.document).filter { !byWords.contains($0) }.sorted()
    first.candidates += try scored(others, first.query)
    let rescored = try rescored(first)
    let candidates = try evidence(asked, rescored, nearest, byWords)
    let fusion = fusion(asked.options.fusion, nearest.map { Double($0.score) })
    let ranking = candidates.map { (candidate: $0, score: fusion.score($0)) }
      .sorted {
        ($1.score, $0.candidate.rescored.document) < ($0.score, $1.candidate.rescored.document)
      }
    let ordered = try segments.inKeyOrder(
      ranking, score: \.score, document: \.candidate.rescored.document)
    let confidence = confidence(
      ordered.prefix(Confidence.depth).map { ($0.candidate, $0.score) }, first, fusion,
      isByWords: nearest.isEmpty)
    let found = ordered.prefix(asked.options.count)
    let explanations =
      asked.options.explains
      ? try explanations(of: found.map(\.candidate), asked, first, fusion, confidence) : nil
    return found.enumerated().map { index, ranked in
      RankedDocument(
        document: ranked.candidate.rescored.document, score: ranked.score,
        confidence: confidence?.probability(ofScore: ranked.score),
        explanation: explanations?[index])
    }
  }

  /// The chances of a fused ranking; nil where scores are sums of ranks, which say nothing of them.
  ///
  /// - Parameters:
  ///   - ranking: as many of the best as ``Confidence`` looks at.
  ///   - isByWords: whether there was no vector to look for, so that words alone rank.
  private func confidence(
    _ ranking: [(candidate: FusionCandidate, score: Double)], _ first: FirstStage,
    _ fusion: Fusion, isByWords: Bool
  ) -> Confidence? {
    guard fusion.method == .weightedSum else { return nil }
    let fused = ranking.map { ranked in
      var candidate = ranked.candidate.rescored
      candidate.score = ranked.score
      return candidate
    }
    return Confidence(
      fused, greatestScore: first.greatestScore, documentCount: first.documentCount,
      likeness: ranking.first.map { fusion.likeness(of: $0.candidate) } ?? 0,
      weights: Rescorer.confidenceWeights(for: first.words, isFused: !isByWords))
  }

  /// How words and vectors become one score, after a look at the nearest vectors.
  func fusion(_ method: FusionMethod, _ similarities: [Double]) -> Fusion {
    Fusion(
      method,
      weight: manifest.embedding?.embedsQuestions == true
        ? FusionWeights.table : FusionWeights.brought,
      similarities: similarities)
  }

  /// Candidates with what words and vectors say of them.
  private func evidence(
    _ asked: AskedQuestion, _ rescored: [RescoredCandidate], _ nearest: [FoundVector],
    _ byWords: Set<UInt32>
  ) throws(StorageError) -> [FusionCandidate] {
    var ranks: [UInt32: Int] = [:]
    var similarities: [UInt32: Float] = [:]
    for (index, found) in nearest.enumerated() {
      ranks[found.document] = index + 1
      similarities[found.document] = found.score
    }
    let others = rescored.map(\.document).filter { ranks[$0] == nil }
    for found in try similar(asked, among: others) { similarities[found.document] = found.score }
    var sparseRank = 0
    return rescored.map { candidate in
      let isByWords = byWords.contains(candidate.document)
      if isByWords { sparseRank += 1 }
      return FusionCandidate(
        candidate, similarity: Double(similarities[candidate.document] ?? 0),
        sparseRank: isByWords ? sparseRank : nil, denseRank: ranks[candidate.document])
    }
  }

  /// The scores that the first stage would give documents, which ascend.
  private func scored(
    _ documents: [UInt32], _ query: WeightedQuery
  ) throws(StorageError) -> [RescoringCandidate] {
    var sums = [UInt64](repeating: 0, count: documents.count)
    for term in query.terms {
      let impacts = try segments.impacts(of: term.feature, in: documents)
      for (index, impact) in impacts.enumerated() {
        sums[index] += UInt64(term.weight) * UInt64(impact)
      }
    }
    return zip(documents, sums).map {
      RescoringCandidate(document: $0, score: Double($1) / query.scale)
    }
  }
}
