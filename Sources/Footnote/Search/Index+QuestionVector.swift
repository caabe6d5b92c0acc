import Features
import Storage

extension Index {
  /// A question's vector, made as those of the passages were.
  func vector(of question: String, _ languages: [String]) throws(StorageError) -> [Float] {
    if let table {
      var embedder = FeatureEmbedder(table)
      return embedder.vector(
        ofQuestion: analyzers.analyzed(question, languages: languages).features)
    }
    return try sketch(of: question, languages)
  }

  /// A question's sketch: how much a word counts is known when its passages are.
  private func sketch(
    of question: String, _ languages: [String]
  ) throws(StorageError) -> [Float] {
    let analyzed = analyzers.analyzed(question, languages: languages)
    var frequencies = QuestionFrequencies(segments.statistics.tables().frequencies)
    var stems: [SketchEmbedder.QuestionStem] = []
    for feature in analyzed.features {
      let weight = weight(ofFrequency: try frequencies.frequency(of: feature.feature))
      let (product, isTooMuch) = weight.multipliedReportingOverflow(by: feature.multiplicity)
      stems.append(.init(feature: feature.feature, weight: isTooMuch ? .max : product))
    }
    var words: [SketchEmbedder.QuestionWord] = []
    for word in analyzed.words {
      var frequency = 0
      for reading in word.readings {
        frequency = max(frequency, try frequencies.frequency(of: reading.stem))
      }
      words.append(.init(readings: word.readings, weight: weight(ofFrequency: frequency)))
    }
    var embedder = SketchEmbedder()
    return embedder.vector(ofQuestion: stems, words: words)
  }
}
