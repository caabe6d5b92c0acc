import Embedding
import Features
import PostingIndex
import Rescoring

/// Turns the words of passages and questions into sketches; one for each thread.
///
/// Families in their order: stems, words as they are written, first letters, neighbouring stems.
struct SketchEmbedder {
  static let canonicalDescription =
    "families=stem,form,prefix,pair version=\(EmbeddingSketch.version)"

  private var sketch = EmbeddingSketch()
  private var features: [UInt32] = []

  /// The sketch of a passage.
  ///
  /// - Parameters:
  ///   - counts: the features of its title, its sections' titles and its text.
  ///   - words: the words of all these, in order.
  mutating func vector(of counts: [FeatureCount], words: [TextWord]) -> [Float] {
    for item in counts {
      sketch.add(item.feature, weight: EmbeddingSketch.weight(ofCount: item.count))
    }
    sketch.endFamily()
    addFamily(words.lazy.map(\.form))
    addFamily(words.lazy.map(\.prefix))
    addFamily(zip(words, words.dropFirst()).lazy.map { EmbeddingSketch.pair($0.stem, $1.stem) })
    return sketch.finish()
  }

  /// Adds a family of features that come one by one; 0 stands for none.
  private mutating func addFamily(_ occurrences: some Sequence<UInt32>) {
    features.removeAll(keepingCapacity: true)
    features.append(contentsOf: occurrences)
    features.sort()
    var start = 0
    while start < features.count {
      var end = start + 1
      while end < features.count, features[end] == features[start] { end += 1 }
      if features[start] != 0 {
        sketch.add(features[start], weight: EmbeddingSketch.weight(ofCount: UInt32(end - start)))
      }
      start = end
    }
    sketch.endFamily()
  }

  /// The sketch of a question: as that of a passage, but that rare words count more, and what no
  /// passage has counts nothing.
  mutating func vector(ofQuestion terms: [PostingTerm], words: [RescoringWord]) -> [Float] {
    for term in terms { sketch.add(term.feature, weight: term.weight) }
    sketch.endFamily()
    for family in [\WordKey.form, \WordKey.prefix] {
      for word in words {
        for feature in Set(word.readings.map { $0[keyPath: family] }) where feature != 0 {
          sketch.add(feature, weight: word.weight)
        }
      }
      sketch.endFamily()
    }
    for (first, second) in zip(words, words.dropFirst())
    where first.weight > 0 && second.weight > 0 {
      let pairs = first.readings.flatMap { reading in
        second.readings.map { EmbeddingSketch.pair(reading.stem, $0.stem) }
      }
      let weight = first.weight / 2 + second.weight / 2
      for pair in Set(pairs) { sketch.add(pair, weight: weight) }
    }
    sketch.endFamily()
    return sketch.finish()
  }
}
