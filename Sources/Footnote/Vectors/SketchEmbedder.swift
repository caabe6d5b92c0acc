import Embedding
import Features

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

  /// A feature of a question, and how much it counts.
  struct QuestionStem {
    var feature: UInt32
    var weight: UInt32
  }

  /// A word of a question in its languages, and how much it counts.
  struct QuestionWord {
    var readings: [TextWord]
    var weight: UInt32
  }

  /// The sketch of a question: as that of a passage, but that rare words count more.
  ///
  mutating func vector(ofQuestion stems: [QuestionStem], words: [QuestionWord]) -> [Float] {
    for stem in stems { sketch.add(stem.feature, weight: stem.weight) }
    sketch.endFamily()
    for family in [\TextWord.form, \TextWord.prefix] {
      for word in words {
        for feature in Set(word.readings.map { $0[keyPath: family] }) where feature != 0 {
          sketch.add(feature, weight: word.weight)
        }
      }
      sketch.endFamily()
    }
    for (first, second) in zip(words, words.dropFirst()) {
      let weight = (first.weight + second.weight) / 2
      let pairs = first.readings.flatMap { reading in
        second.readings.map { EmbeddingSketch.pair(reading.stem, $0.stem) }
      }
      for pair in Set(pairs) { sketch.add(pair, weight: weight) }
    }
    sketch.endFamily()
    return sketch.finish()
  }
}
