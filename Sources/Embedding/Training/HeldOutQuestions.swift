import Numerics

/// Passages that are kept from training, and a question from each, with other passages to be told
/// from.
struct HeldOutQuestions: Sendable {
  /// The others.
  let trainingPassages: [UInt32]
  /// Those that are asked for, then the others that they stand among.
  private let passages: [UInt32]
  private let questionCount: Int
  private let corpus: TrainingCorpus
  private let options: TrainingOptions

  /// One in so many passages is kept back, up to the limit; of few passages more, for a share of
  /// them to say something.
  private static let share = 50
  private static let fewShare = 8
  private static let few = 32
  private static let limit = 4_096
  private static let tileCount = 32
  private static let rank = 10

  init(_ corpus: TrainingCorpus, _ options: TrainingOptions) {
    self.corpus = corpus
    self.options = options
    var numbers = Array(0..<UInt32(corpus.passageCount))
    var generator = SplitMix64(options.seed, 1 << 62)
    numbers.shuffle(using: &generator)
    let fewest = min(Self.few, numbers.count / Self.fewShare)
    let count = min(Self.limit, max(1, fewest, numbers.count / Self.share))
    passages = Array(numbers.prefix(Self.limit))
    questionCount = count
    trainingPassages = numbers[count...].sorted()
  }

  /// The share of the questions that find their passage among the first ten of 4,096 passages, or
  /// all where there are fewer.
  func recall(_ model: TrainingModel, _ weights: SlotWeights, threads: Int) async -> Double {
    let vectors = FloatRows(
      rowCount: questionCount + passages.count, dimensionCount: options.dimensions)
    _ = await concurrently(Self.tileCount, threads: threads) { tile in
      var maker = ExampleMaker(options)
      for index in Self.range(tile, of: passages.count) {
        var generator = SplitMix64(options.seed, UInt64(index) | 1 << 61)
        var slots: [UInt32] = []
        var features: [Float] = []
        var middle = 0
        maker.make(corpus[Int(passages[index])], weights, using: &generator) {
          slots.append($1)
          features.append($2)
          if $0 { middle += 1 }
        }
        if index < questionCount {
          _ = model.embed(
            slots.span.extracting(..<middle), features.span.extracting(..<middle), into: vectors,
            index)
        }
        _ = model.embed(
          slots.span.extracting(middle...), features.span.extracting(middle...), into: vectors,
          questionCount + index)
      }
    }
    let found = await concurrently(Self.tileCount, threads: threads) { tile in
      countFound(Self.range(tile, of: questionCount), vectors)
    }
    return Double(found.reduce(0, +)) / Double(questionCount)
  }

  private static func range(_ tile: Int, of count: Int) -> Range<Int> {
    count * tile / tileCount..<count * (tile + 1) / tileCount
  }

  private func countFound(_ questions: Range<Int>, _ vectors: FloatRows) -> Int {
    let count = passages.count
    let scores = FloatRows(rowCount: questions.count, dimensionCount: count)
    BLAS.multiply(
      FloatBlock(vectors, rows: questions),
      by: FloatBlock(vectors, rows: questionCount..<questionCount + count),
      into: FloatBlock(scores, rows: 0..<questions.count), transposingRight: true)
    var found = 0
    for (offset, question) in questions.enumerated() {
      let row = scores[offset..<offset + 1]
      var better = 0
      for index in row.indices where row[index] > row[question] { better += 1 }
      if better < Self.rank { found += 1 }
    }
    return found
  }
}
