import Numerics
import Storage
import TestSupport
import Testing

@testable import Embedding

/// The loss of a batch by its definition, in doubles.
private struct NaiveLoss {
  var rows: [[Double]]
  /// Of each question, then of each passage, slots with weights.
  var features: [[(slot: Int, weight: Double)]]
  var temperature: Double

  var value: Double {
    let vectors = features.map { list -> [Double] in
      var sum = [Double](repeating: 0, count: rows[0].count)
      for (slot, weight) in list {
        for index in sum.indices { sum[index] += weight * rows[slot][index] }
      }
      let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return sum.map { $0 / length }
    }
    let count = features.count / 2
    var loss = 0.0
    for question in 0..<count {
      let scores = (0..<count).map { passage in
        zip(vectors[question], vectors[count + passage]).reduce(0) { $0 + $1.0 * $1.1 }
          / temperature
      }
      let sum = scores.reduce(0) { $0 + exponential($1 - scores[question]) }
      loss += naturalLogarithm(sum)
    }
    return loss / Double(count)
  }

  /// e^x by halving until the series is short.
  private func exponential(_ x: Double) -> Double {
    var sum = 1.0
    for term in stride(from: 20.0, through: 1, by: -1) { sum = 1 + x / 1_024 / term * sum }
    for _ in 0..<10 { sum *= sum }
    return sum
  }
}

@Suite("A step of training")
struct GradientTests {
  @Test("goes down the loss's gradient, as finite differences find it")
  func agreesWithDifferences() async throws {
    var generator = SeededGenerator()
    let folder = try TemporaryFolder()
    let corpus = try SampleCorpus(passages: 80, using: &generator).spooled(folder)
    var options = smallOptions(dimensions: 16, batchCount: 9)
    options.temperature = 0.2
    let weights = SlotWeights(corpus, slotBits: options.slotBits)
    let model = TrainingModel(options, weights)
    let passages = (0..<9).map { UInt32($0 * 7) }
    var naive = NaiveLoss(
      rows: (0..<model.rows.rowCount).map { floats(model.rows, $0).map(Double.init) },
      features: [[(slot: Int, weight: Double)]](repeating: [], count: 18),
      temperature: Double(options.temperature))
    var maker = ExampleMaker(options)
    for (index, passage) in passages.enumerated() {
      var choices = SplitMix64(options.seed, UInt64(3) << 32 | UInt64(index) | 1 << 63)
      maker.make(corpus[Int(passage)], weights, using: &choices) {
        naive.features[$0 ? index : 9 + index].append((Int($1), Double($2)))
      }
    }
    let before = naive.rows
    let step = TrainingStep(corpus, weights, model, options, batchCount: 9, threads: 2)
    let rate: Float = 1e-3
    let loss = await step.run(passages, number: 3, rate: rate)
    #expect(abs(loss - naive.value) < 1e-3)
    for slot in Set(naive.features.joined().map(\.slot)).sorted().prefix(40) {
      // A first step goes by the rate over the root of the gradient's mean square.
      let pull = Double(floats(model.pulls, slot)[0]).squareRoot()
      for index in [0, 7, 15] {
        let moved = Double(floats(model.rows, slot)[index]) - before[slot][index]
        let gradient = -moved * pull / Double(rate)
        let difference = slope(&naive, slot, index)
        #expect(abs(gradient - difference) < 2e-3 + 0.02 * abs(difference))
      }
    }
  }

  private func slope(_ loss: inout NaiveLoss, _ slot: Int, _ index: Int) -> Double {
    let value = loss.rows[slot][index]
    defer { loss.rows[slot][index] = value }
    let distance = 1e-4
    loss.rows[slot][index] = value + distance
    let above = loss.value
    loss.rows[slot][index] = value - distance
    return (above - loss.value) / (2 * distance)
  }

  private func floats(_ rows: FloatRows, _ row: Int) -> [Float] {
    let span = rows[row..<row + 1]
    return span.indices.map { span[$0] }
  }
}
