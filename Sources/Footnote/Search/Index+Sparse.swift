import PostingIndex
import Rescoring
import Storage

extension Index {
  /// The best documents by the question's words.
  func sparseRanking(_ asked: AskedQuestion) throws(StorageError) -> [RankedDocument] {
    let first = try firstStage(asked, count: max(asked.options.count, Rescorer.depth))
    let ranking = try ranked(first)
    let confidence = Confidence(
      ranking, greatestScore: first.greatestScore, documentCount: first.documentCount,
      weights: Rescorer.confidenceWeights(for: first.words))
    let found = ranking.prefix(asked.options.count)
    let explanations =
      asked.options.explains
      ? try explanations(of: Array(found), asked, first, confidence) : nil
    return found.enumerated().map { index, candidate in
      RankedDocument(
        document: candidate.document, score: candidate.score,
        confidence: confidence.probability(ofScore: candidate.score),
        explanation: explanations?[index])
    }
  }
}
