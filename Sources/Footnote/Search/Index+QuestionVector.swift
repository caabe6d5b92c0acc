import PostingIndex
import Storage

extension Index {
  /// A question's vector, made as those of the passages were.
  func vector(of question: String, _ languages: [String]) throws(StorageError) -> [Float] {
    let analyzed = analyzers.analyzed(question, languages: languages)
    if let table {
      var embedder = FeatureEmbedder(table)
      return embedder.vector(ofQuestion: analyzed.features)
    }
    // How much a word counts is known when its passages are: the same as in the first stage.
    let statistics = segments.statistics.tables()
    let frequencies = try QuestionFrequencies(
      of: analyzed.features, analyzed.words
    ) { (asked) throws(StorageError) in try statistics.frequencies.frequencies(of: asked) }
    let count = segments.documentCount
    let terms = weightedTerms(analyzed.features, frequencies, among: count).terms
    let words = weightedWords(analyzed.words, frequencies, among: count).words
    var embedder = SketchEmbedder()
    return embedder.vector(ofQuestion: terms, words: words)
  }
}
