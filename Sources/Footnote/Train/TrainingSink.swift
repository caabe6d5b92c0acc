import Embedding
import Storage

/// Takes the texts of batches in any order and writes them in the order of their numbers.
///
/// A thread that runs far ahead waits, so that few batches are held in memory.
actor TrainingSink {
  private let writer: TrainingCorpusWriter
  private var batches = OrderedBatches<[TrainingText]>()

  init(_ writer: sending TrainingCorpusWriter) { self.writer = writer }

  var passageCount: Int { writer.passageCount }

  /// Takes a batch; after ``close()`` drops it.
  func submit(_ texts: [TrainingText], number: Int) async throws(StorageError) {
    batches.add(texts, number: number)
    while let texts = batches.next() {
      for text in texts { try writer.append(text) }
    }
    if batches.isFull {
      await withCheckedContinuation { batches.hold($0) }
    } else {
      batches.release()
    }
  }

  /// Lets every waiting thread go on: a thread has failed, so that its batch will never come.
  func close() { batches.close() }

  func finish() throws(StorageError) -> TrainingCorpus { try writer.finish() }
}
