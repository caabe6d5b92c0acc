import Storage
import TestSupport

@testable import Embedding

/// Passages of made-up words: each belongs to a topic, and takes most of its words from there.
struct SampleCorpus {
  var texts: [TrainingText] = []

  init(passages: Int, topics: Int = 12, using generator: inout SeededGenerator) {
    for passage in 0..<passages {
      let topic = passage % topics
      let words = (0..<Int.random(in: 12...40, using: &generator)).map { _ in
        Bool.random(using: &generator)
          ? Self.word(Int.random(in: 0..<40, using: &generator))
          : Self.word(1_000 * (topic + 1) + Int.random(in: 0..<60, using: &generator))
      }
      texts.append(
        TrainingText(
          headings: [Self.word(1_000 * (topic + 1))], words: words,
          sentenceStarts: [0, UInt32(words.count / 2)]))
    }
  }

  /// The hash of a word's number, spread over 32 bits.
  static func word(_ number: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: UInt64(number + 1) &* 0x9E37_79B9_7F4A_7C15 >> 31)
  }

  func spooled(_ folder: TemporaryFolder) throws -> TrainingCorpus {
    let writer = try TrainingCorpusWriter(
      temporaryPath: folder("spool-\(UInt64.random(in: 0 ... .max))"))
    for text in texts { try writer.append(text) }
    return try writer.finish()
  }
}

/// Options for corpora of a few hundred passages.
func smallOptions(dimensions: Int = 32, batchCount: Int = 64) -> TrainingOptions {
  var options = TrainingOptions()
  options.dimensions = dimensions
  options.slotBits = 12
  options.batchCount = batchCount
  return options
}

/// A trainer that has taken its steps.
func trained(
  _ corpus: TrainingCorpus, _ options: TrainingOptions = smallOptions(), steps: Int,
  threads: Int = 1
) async throws -> EmbeddingTrainer {
  guard let trainer = EmbeddingTrainer(corpus, options: options, threads: threads) else {
    throw TooLittleText()
  }
  trainer.plan(stepTotal: steps)
  while !trainer.isFinished { await trainer.advance() }
  return trainer
}

struct TooLittleText: Error {}
