package import Rescoring
import PassageStore
import Storage
package import WikiModel

extension Index {
  /// A candidate of a question as the fitting of weights sees it.
  package struct CandidateVector: Sendable {
    package var page: PageID
    /// Bytes of the revision's source.
    package var source: Range<Int>
    package var vector: RescoringVector
  }

  /// The candidates of a question with their features, in the order of the first stage.
  package func candidateVectors(
    of question: String, languages: [String]? = nil, count: Int = Rescorer.depth
  ) throws(FootnoteError) -> [CandidateVector] {
    let languages = languages ?? Array(manifest.languages.keys).sorted()
    do throws(StorageError) {
      let first = try firstStage(question, languages, count: count)
      var vectors: [UInt32: RescoringVector] = [:]
      try Rescorer(words).forEachVector(of: first.candidates, for: first.words) {
        vectors[$0.document] = $1
      }
      var found: [CandidateVector] = []
      let stored = try passages.passages(first.candidates.map(\.document))
      for (candidate, stored) in zip(first.candidates, stored) {
        guard let vector = vectors[candidate.document] else { continue }
        let runs = stored.record.passage.sourceRuns
        let source =
          (runs.first?.sourceRange.lowerBound ?? 0)..<(runs.last?.sourceRange.upperBound ?? 0)
        found.append(
          CandidateVector(page: stored.revision.page, source: source, vector: vector))
      }
      return found
    } catch {
      throw .storage(error)
    }
  }
}
