import Embedding
import Storage

/// Takes the texts of batches in any order and writes them in the order of their numbers.
actor TrainingSink {
  private let writer: TrainingCorpusWriter
  private var waiting: [Int: [TrainingText]] = [:]
  private var nextNumber = 0

  init(_ writer: sending TrainingCorpusWriter) { self.writer = writer }

  var passageCount: Int { writer.passageCount }

  func submit(_ texts: [TrainingText], number: Int) throws(StorageError) {
    waiting[number] = texts
    while let texts = waiting.removeValue(forKey: nextNumber) {
      nextNumber += 1
      for text in texts { try writer.append(text) }
    }
  }

  func finish() throws(StorageError) -> TrainingCorpus { try writer.finish() }
}
