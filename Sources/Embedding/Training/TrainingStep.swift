import Numerics

/// One step of training: a batch of questions, each to find its passage among all of the batch.
///
/// The loss is the cross entropy of a softmax over similarities (InfoNCE). Work is cut into tiles
/// whose number does not depend on the threads, so neither do the results. Source: van den Oord,
/// Li, Vinyals, "Representation Learning with Contrastive Predictive Coding", 2018.
struct TrainingStep: Sendable {
  private let corpus: TrainingCorpus
  private let weights: SlotWeights
  private let model: TrainingModel
  private let options: TrainingOptions
  private let threads: Int
  private let batchCount: Int

  /// The questions' unit vectors, then the passages'.
  private let vectors: FloatRows
  /// The gradients of ``vectors``, then of what they were before they had unit length.
  private let gradients: FloatRows
  /// Of each question the scores of all passages, then their gradients.
  private let scores: FloatRows
  /// One row a tile, for sums.
  private let sums: FloatRows

  private static let tileCount = 32

  init(
    _ corpus: TrainingCorpus, _ weights: SlotWeights, _ model: TrainingModel,
    _ options: TrainingOptions, batchCount: Int, threads: Int
  ) {
    self.corpus = corpus
    self.weights = weights
    self.model = model
    self.options = options
    self.threads = threads
    self.batchCount = batchCount
    vectors = FloatRows(rowCount: 2 * batchCount, dimensionCount: options.dimensions)
    gradients = FloatRows(rowCount: 2 * batchCount, dimensionCount: options.dimensions)
    scores = FloatRows(rowCount: batchCount, dimensionCount: batchCount)
    sums = FloatRows(rowCount: Self.tileCount, dimensionCount: options.dimensions)
  }

  /// Takes a step over these passages and gives the mean loss.
  func run(_ passages: [UInt32], number: Int, rate: Float) async -> Double {
    precondition(passages.count == batchCount)
    let tiles = await concurrently(Self.tileCount, threads: threads) {
      makeTile(passages, tile: $0, step: number)
    }
    let loss = await computeGradients(tiles)
    let references = turnAround(tiles)
    await descend(references, rate: rate)
    return loss
  }

  /// The questions of a tile, or its passages.
  private func range(_ tile: Int) -> Range<Int> {
    batchCount * tile / Self.tileCount..<batchCount * (tile + 1) / Self.tileCount
  }
}

// MARK: - Forward

extension TrainingStep {
  /// The features of a tile's texts.
  private struct Tile: Sendable {
    var slots: [UInt32] = []
    var weights: [Float] = []
    /// Of each feature the row of its text in ``TrainingStep/vectors``.
    var texts: [UInt32] = []
    /// Of each question and passage in turn the length before it became 1.
    var lengths: [Float] = []
  }

  private func makeTile(_ passages: [UInt32], tile number: Int, step: Int) -> Tile {
    var tile = Tile()
    var maker = ExampleMaker(options)
    for index in range(number) {
      var generator = SplitMix64(options.seed, UInt64(step) << 32 | UInt64(index) | 1 << 63)
      let start = tile.slots.count
      var middle = start
      maker.make(corpus[Int(passages[index])], weights, using: &generator) {
        tile.slots.append($1)
        tile.weights.append($2)
        tile.texts.append(UInt32($0 ? index : batchCount + index))
        if $0 { middle += 1 }
      }
      embed(index, start..<middle, &tile)
      embed(batchCount + index, middle..<tile.slots.count, &tile)
    }
    return tile
  }

  private func embed(_ row: Int, _ features: Range<Int>, _ tile: inout Tile) {
    let length = model.embed(
      tile.slots.span.extracting(features), tile.weights.span.extracting(features),
      into: vectors, row)
    tile.lengths.append(length)
  }
}

// MARK: - Backward

extension TrainingStep {
  private func computeGradients(_ tiles: [Tile]) async -> Double {
    let losses = await concurrently(Self.tileCount, threads: threads) { scoreQuestions(range($0)) }
    _ = await concurrently(Self.tileCount, threads: threads) { tile in
      let passages = range(tile)
      BLAS.multiply(
        FloatBlock(scores, rows: 0..<batchCount, columns: passages),
        by: FloatBlock(vectors, rows: 0..<batchCount),
        into: FloatBlock(
          gradients, rows: batchCount + passages.lowerBound..<batchCount + passages.upperBound),
        transposingLeft: true)
      for (offset, index) in passages.enumerated() {
        project(index, length: tiles[tile].lengths[2 * offset])
        project(batchCount + index, length: tiles[tile].lengths[2 * offset + 1])
      }
    }
    return losses.reduce(0, +) / Double(batchCount)
  }

  /// Scores a tile's questions against all passages; gives the sum of their losses.
  private func scoreQuestions(_ questions: Range<Int>) -> Double {
    let greatest = 1 / options.temperature
    let passages = FloatBlock(vectors, rows: batchCount..<2 * batchCount)
    let tile = FloatBlock(scores, rows: questions)
    BLAS.multiply(
      FloatBlock(vectors, rows: questions), by: passages, into: tile, transposingRight: true,
      scale: greatest)
    var loss = 0.0
    for question in questions {
      let own = scores[question..<question + 1][question]
      // A product of unit vectors may exceed 1 in its last bits.
      let sum = scores.exponentiate(question, greatest: greatest + 1)
      loss += naturalLogarithm(Double(sum)) + Double(greatest + 1 - own)
      scores.scale(question, by: greatest / (sum * Float(batchCount)))
      scores.update(question) { $0[question] -= greatest / Float(batchCount) }
    }
    BLAS.multiply(tile, by: passages, into: FloatBlock(gradients, rows: questions))
    return loss
  }

  /// Leads a gradient back to the vector before it had unit length.
  private func project(_ row: Int, length: Float) {
    let along = gradients.dot(row, vectors, row)
    gradients.add(-along, times: vectors, row, to: row)
    gradients.scale(row, by: length > 0 ? 1 / length : 0)
  }

  private func turnAround(_ tiles: [Tile]) -> SlotReferences {
    SlotReferences(
      slots: tiles.flatMap(\.slots), weights: tiles.flatMap(\.weights),
      texts: tiles.flatMap(\.texts), slotBits: options.slotBits)
  }

  /// Moves each slot's row once, by what all texts of the batch that have it say.
  private func descend(_ references: SlotReferences, rate: Float) async {
    _ = await concurrently(Self.tileCount, threads: threads) { tile in
      let groups = references.groups
      let part = groups.count * tile / Self.tileCount..<groups.count * (tile + 1) / Self.tileCount
      for group in groups[part] {
        sums.setSum(
          tile, of: references.texts.span.extracting(group.range),
          weights: references.weights.span.extracting(group.range), in: gradients)
        model.descend(group.slot, gradient: sums, tile, rate: rate)
      }
    }
  }
}
