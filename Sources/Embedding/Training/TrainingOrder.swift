import Numerics

/// Which passages come in which step: each epoch goes through all of them in an order of its own.
///
/// Passages that follow each other in the corpus stay together, a few at a time: mostly they are
/// of one article, and so those that a question's own is hardest to tell from.
struct TrainingOrder {
  private let passages: [UInt32]
  private let options: TrainingOptions
  private let batchCount: Int
  private var epoch: Int?
  private var order: [UInt32] = []

  /// - Parameter passages: those to train on, ascending.
  init(_ passages: [UInt32], _ options: TrainingOptions, batchCount: Int) {
    self.passages = passages
    self.options = options
    self.batchCount = batchCount
  }

  /// The passages of a step.
  mutating func batch(_ number: Int) -> [UInt32] {
    let batchesPerEpoch = passages.count / batchCount
    let wanted = number / batchesPerEpoch
    if epoch != wanted {
      order = Self.shuffled(passages, options, epoch: wanted)
      epoch = wanted
    }
    let start = number % batchesPerEpoch * batchCount
    return Array(order[start..<start + batchCount])
  }

  /// Passages in groups of neighbours, which start elsewhere in each epoch; groups at random.
  static func shuffled(
    _ passages: [UInt32], _ options: TrainingOptions, epoch: Int
  ) -> [UInt32] {
    var generator = SplitMix64(options.seed, UInt64(epoch) | 3 << 62)
    let length = options.neighbourCount
    let first = generator.below(length)
    var starts = Array(stride(from: first - length, to: passages.count, by: length))
    starts.shuffle(using: &generator)
    var order: [UInt32] = []
    order.reserveCapacity(passages.count)
    for start in starts {
      order += passages[max(start, 0)..<max(0, min(start + length, passages.count))]
    }
    return order
  }
}
