import Numerics

/// How a table is trained.
package struct TrainingOptions: Sendable, Equatable {
  /// Dimensions of the table.
  package var dimensions = 256
  /// Bits of a slot's number.
  package var slotBits = 20
  /// Questions of a step, each of which is to find its own passage among those of all.
  package var batchCount = 3_072
  /// How many passages that follow each other come in one step.
  package var neighbourCount = 4
  /// What all random choices follow from.
  package var seed: UInt64 = 1
  /// How far a row moves in a step at first.
  package var learningRate: Float = 0.15
  /// What similarities are divided by: lower looks at the strongest rivals alone.
  package var temperature: Float = 0.03
  /// How often a question's sentence is taken out of its passage.
  package var removedShare = 0.3
  /// How many words a question keeps of its sentence.
  package var questionWords = 4...10

  package init() {}

  /// All that decides the result besides the passages and the number of steps.
  var canonicalDescription: String {
    "dimensions=\(dimensions) slots=2^\(slotBits) batch=\(batchCount) "
      + "neighbours=\(neighbourCount) seed=\(seed) rate=\(learningRate) "
      + "temperature=\(temperature) removed=\(removedShare) "
      + "words=\(questionWords.lowerBound)-\(questionWords.upperBound)"
  }
}

extension SplitMix64 {
  /// Seeded for each choice by its place, so that threads need not agree on an order.
  init(_ seed: UInt64, _ place: UInt64) {
    self.init(seed: Self.mixed(seed &* Self.step &+ Self.mixed(place)))
  }

  /// A number from 0 up to 1, of 24 bits.
  mutating func unit() -> Float { Float(next() >> 40) * 0x1p-24 }

  /// A whole number below a limit; the bias of fewer than 2^-32 does not matter here.
  mutating func below(_ limit: Int) -> Int {
    Int((next() >> 32) &* UInt64(limit) >> 32)
  }
}
