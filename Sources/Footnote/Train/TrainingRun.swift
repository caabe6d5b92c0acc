import Embedding
import JSON
import Storage

/// One training from its first step, or from where a checkpoint left off, to the table's file.
struct TrainingRun {
  private let trainer: EmbeddingTrainer
  private let options: EmbeddingTrainingOptions
  private let output: String
  private var state: EmbeddingTrainingProgress
  private let progress: (@Sendable (EmbeddingTrainingProgress) -> Void)?
  private let clock = ContinuousClock()

  private static let timeBetweenCheckpoints = Duration.seconds(60)
  /// How often it is looked at how many questions find their passage.
  private static let timeBetweenLooks = Duration.seconds(20)

  init(
    _ trainer: EmbeddingTrainer, _ options: EmbeddingTrainingOptions, output: String,
    _ state: EmbeddingTrainingProgress,
    _ progress: (@Sendable (EmbeddingTrainingProgress) -> Void)?
  ) {
    self.trainer = trainer
    self.options = options
    self.output = output
    self.state = state
    self.progress = progress
  }

  /// Where the trainer's state is kept until the table is written.
  private var checkpointPath: String { output + ".checkpoint" }

  mutating func run(
    skipped: [String: Int]
  ) async throws(FootnoteError) -> EmbeddingTrainingReport {
    let resumed = try resume()
    try await takeSteps(from: resumed)
    let recall = await trainer.heldOutRecall()
    state.heldOutRecall = recall
    show(.writing)
    let table = try writtenTable(recall: recall)
    return EmbeddingTrainingReport(
      passageCount: trainer.corpus.passageCount, stepCount: trainer.stepCount,
      resumedStepCount: resumed, loss: trainer.loss, heldOutRecall: recall,
      dimensions: table.dimensions, rowCount: table.rowCount, byteCount: table.byteCount,
      digest: table.digest, skipped: skipped)
  }

  private mutating func show(_ phase: EmbeddingTrainingProgress.Phase) {
    state.phase = phase
    state.stepCount = trainer.stepCount
    state.stepTotal = trainer.stepTotal
    state.loss = trainer.loss
    progress?(state)
  }
}

// MARK: - Steps

extension TrainingRun {
  private mutating func takeSteps(from resumed: Int) async throws(FootnoteError) {
    let start = clock.now
    var nextCheckpoint = start + Self.timeBetweenCheckpoints
    var nextLook = start
    if let steps = options.steps(passageCount: trainer.corpus.passageCount) {
      trainer.plan(stepTotal: steps)
    }
    while !trainer.isFinished {
      if Task.isCancelled {
        try writeCheckpoint()
        throw .cancelled
      }
      await trainer.advance()
      let now = clock.now
      let seconds = (now - start) / .seconds(1)
      state.stepsPerSecond = Double(trainer.stepCount - resumed) / max(seconds, 1e-9)
      planSteps()
      if now >= nextLook {
        state.heldOutRecall = await trainer.heldOutRecall()
        nextLook = clock.now + Self.timeBetweenLooks
      }
      if now >= nextCheckpoint {
        try writeCheckpoint()
        nextCheckpoint = clock.now + Self.timeBetweenCheckpoints
      }
      show(.training)
    }
  }

  /// Sets the number of all steps by how fast the first ones were, once those are done.
  private func planSteps() {
    guard trainer.stepTotal == nil, trainer.stepCount >= EmbeddingTrainer.warmUpStepCount else {
      return
    }
    let steps = state.stepsPerSecond * (options.duration / .seconds(1))
    trainer.plan(stepTotal: Int(min(steps, Double(Int32.max))))
  }
}

// MARK: - Files

extension TrainingRun {
  /// Goes on from a checkpoint of the same training, if there is one; gives the steps it had done.
  private func resume() throws(FootnoteError) -> Int {
    guard options.resumes, Folder.exists(checkpointPath) else { return 0 }
    let isResumed: Bool
    do throws(StorageError) {
      isResumed = try trainer.resume(checkpoint: checkpointPath, stepTotal: options.stepCount)
    } catch {
      throw FootnoteError.storage(error).ofCheckpoint
    }
    guard isResumed else {
      throw .invalidOption(
        "\(checkpointPath): expected what a training of these inputs, dimensions, steps and seed "
          + "has learnt, found another's. Run the command that it is from again, remove it to "
          + "train from the start, or choose another output.")
    }
    return trainer.stepCount
  }

  private func writeCheckpoint() throws(FootnoteError) {
    do throws(StorageError) {
      try trainer.writeCheckpoint(path: checkpointPath)
    } catch {
      throw .storage(error)
    }
  }

  private struct WrittenTable {
    var dimensions: Int
    var rowCount: Int
    var byteCount: UInt64
    var digest: String
  }

  /// Writes the table beside its place, gives it its name, and removes the checkpoint.
  private func writtenTable(recall: Double) throws(FootnoteError) -> WrittenTable {
    let temporary = Folder.temporaryName(for: output)
    do throws(StorageError) {
      if Folder.exists(temporary) { try Folder.removeFile(temporary) }
      try trainer.writeTable(path: temporary, note: note(recall: recall))
    } catch {
      throw .storage(error)
    }
    guard !Folder.exists(output) else { throw .outputExists(path: output) }
    do throws(StorageError) {
      try Folder.rename(temporary, to: output)
      try Folder.synchronize(Folder.parent(of: output))
      if Folder.exists(checkpointPath) { try Folder.removeFile(checkpointPath) }
      let table = try EmbeddingTable(path: output)
      return WrittenTable(
        dimensions: table.dimensions, rowCount: table.rowCount,
        byteCount: try Folder.byteCount(ofFile: output), digest: table.digest)
    } catch {
      throw .storage(error)
    }
  }

  /// How the table was trained: what decides its bytes, and what came out.
  private func note(recall: Double) -> String {
    let note: JSONValue = [
      "corpus_sha256": .string(trainer.corpusDigest),
      "held_out_recall_at_10": .double(recall),
      "loss": .double(trainer.loss),
      "matrix_library": .string(EmbeddingTrainer.matrixLibrary ?? "reference"),
      "options": .string(trainer.optionsDescription),
      "passages": .integer(Int64(trainer.corpus.passageCount)),
      "steps": .integer(Int64(trainer.stepCount)),
    ]
    guard let bytes = try? note.canonicalBytes() else {
      preconditionFailure("finite numbers and plain texts are JSON")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
