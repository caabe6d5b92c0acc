import Numerics
import Storage

/// Trains a table on a corpus by telling a sentence's own passage from the others of a batch.
///
/// The same corpus, options and number of steps give the same table on one machine, whatever the
/// number of threads; another machine's BLAS may sum in another order.
package final class EmbeddingTrainer {
  package let corpus: TrainingCorpus
  package let options: TrainingOptions
  /// Steps that the learning rate rises for; the number of all is needed when they are done.
  package static let warmUpStepCount = 50
  /// Fewer passages are too little to learn from.
  package static let passageLimit = 64

  /// How many steps there are to be, in all.
  package private(set) var stepTotal: Int?
  /// How many steps were done.
  package private(set) var stepCount = 0
  /// The mean loss of the last steps, the newest weighing most.
  package private(set) var loss = 0.0

  /// The library that multiplies matrices; nil for the reference BLAS, which is slow.
  package static var matrixLibrary: String? { BLAS.optimizedName }

  let model: TrainingModel
  let weights: SlotWeights
  let threads: Int
  private let heldOut: HeldOutQuestions
  private let step: TrainingStep
  private var order: TrainingOrder

  /// Makes a trainer; nil for a corpus of fewer than ``passageLimit`` passages.
  package init?(_ corpus: TrainingCorpus, options: TrainingOptions, threads: Int) {
    guard corpus.passageCount >= Self.passageLimit else { return nil }
    precondition(EmbeddingLimits.allows(dimensions: options.dimensions))
    precondition(EmbeddingLimits.slotBits.contains(options.slotBits))
    BLAS.useCallingThread()
    self.corpus = corpus
    self.options = options
    self.threads = threads
    weights = SlotWeights(corpus, slotBits: options.slotBits)
    model = TrainingModel(options, weights)
    heldOut = HeldOutQuestions(corpus, options)
    let batchCount = min(options.batchCount, heldOut.trainingPassages.count)
    order = TrainingOrder(heldOut.trainingPassages, options, batchCount: batchCount)
    step = TrainingStep(
      corpus, weights, model, options, batchCount: batchCount, threads: threads)
  }

  /// Says how many steps there are to be; where time allows fewer, those of the warm-up.
  package func plan(stepTotal: Int) {
    self.stepTotal = max(stepTotal, Self.warmUpStepCount)
  }

  /// The SHA-256 of the corpus, in hexadecimal.
  package var corpusDigest: String { hexadecimal(corpus.digest) }

  /// All that decides the table besides the corpus and the number of steps.
  package var optionsDescription: String { options.canonicalDescription }

  package var isFinished: Bool { stepTotal.map { stepCount >= $0 } ?? false }

  /// Takes one step.
  package func advance() async {
    let passages = order.batch(stepCount)
    let newest = await step.run(passages, number: stepCount, rate: learningRate)
    loss = stepCount == 0 ? newest : loss + 0.02 * (newest - loss)
    stepCount += 1
  }

  /// Rises from 0 and falls to 0, both in a line.
  private var learningRate: Float {
    let warmUp = Self.warmUpStepCount
    guard stepCount >= warmUp else {
      return options.learningRate * Float(stepCount + 1) / Float(warmUp)
    }
    guard let stepTotal else { preconditionFailure("the number of steps is planned first") }
    return options.learningRate * Float(stepTotal - stepCount) / Float(stepTotal - warmUp + 1)
  }

  /// How many of the questions from passages that were kept from training find theirs among the
  /// first ten of some thousand passages.
  package func heldOutRecall() async -> Double {
    await heldOut.recall(model, weights, threads: threads)
  }

  /// Goes on from a checkpoint of the same corpus and options.
  func resume(stepCount: Int, stepTotal: Int?, loss: Double) {
    self.stepCount = stepCount
    self.stepTotal = stepTotal
    self.loss = loss
  }
}
