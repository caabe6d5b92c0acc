import Storage
import TestSupport
import Testing

@testable import Embedding

@Suite("Training a table")
struct TrainingTests {
  @Test("lowers the loss and leads held-out questions to their passages")
  func learns() async throws {
    var generator = SeededGenerator(usual: 1)
    let folder = try TemporaryFolder()
    let corpus = try SampleCorpus(passages: 1_200, using: &generator).spooled(folder)
    let trainer = try #require(
      EmbeddingTrainer(corpus, options: smallOptions(batchCount: 128), threads: 1))
    trainer.plan(stepTotal: 150)
    let recall = await trainer.heldOutRecall()
    await trainer.advance()
    let loss = trainer.loss
    while !trainer.isFinished { await trainer.advance() }
    #expect(trainer.loss < 0.9 * loss)
    #expect(await trainer.heldOutRecall() >= recall)
  }

  @Test("says of few passages, too, that a table which has learnt nothing finds little")
  func heldOutOfFew() async throws {
    var generator = SeededGenerator(usual: 1)
    let folder = try TemporaryFolder()
    let corpus = try SampleCorpus(passages: 300, topics: 1, using: &generator).spooled(folder)
    let trainer = try #require(EmbeddingTrainer(corpus, options: smallOptions(), threads: 1))
    #expect(await trainer.heldOutRecall() < 0.9)
  }

  @Test("gives the same bytes again, whatever the number of threads")
  func isDeterministic() async throws {
    var generator = SeededGenerator()
    let folder = try TemporaryFolder()
    let corpus = try SampleCorpus(passages: 200, using: &generator).spooled(folder)
    var tables: [[UInt8]] = []
    for threads in [1, 1, 2, 5] {
      let trainer = try await trained(corpus, steps: 60, threads: threads)
      let path = folder("table-\(tables.count)")
      try trainer.writeTable(path: path, note: "{}")
      tables.append(try contents(of: path))
    }
    #expect(tables.allSatisfy { $0 == tables[0] })
    var options = smallOptions()
    options.seed = 2
    let other = try await trained(corpus, options, steps: 60)
    try other.writeTable(path: folder("other"), note: "{}")
    #expect(try contents(of: folder("other")) != tables[0])
  }

  @Test("goes on from a checkpoint as if it had not been cut off", arguments: [7, 55])
  func resumes(_ cut: Int) async throws {
    var generator = SeededGenerator()
    let folder = try TemporaryFolder()
    let corpus = try SampleCorpus(passages: 150, using: &generator).spooled(folder)
    let whole = try await trained(corpus, steps: 70)
    try whole.writeTable(path: folder("whole"), note: "{}")

    let first = try #require(EmbeddingTrainer(corpus, options: smallOptions(), threads: 1))
    first.plan(stepTotal: 70)
    for _ in 0..<cut { await first.advance() }
    try first.writeCheckpoint(path: folder("checkpoint"))
    try first.writeCheckpoint(path: folder("checkpoint"))
    let second = try #require(EmbeddingTrainer(corpus, options: smallOptions(), threads: 1))
    #expect(try second.resume(checkpoint: folder("checkpoint")))
    #expect(second.stepCount == cut)
    while !second.isFinished { await second.advance() }
    try second.writeTable(path: folder("resumed"), note: "{}")
    #expect(try contents(of: folder("resumed")) == contents(of: folder("whole")))
    #expect(second.loss == whole.loss)
  }

  @Test("does not take up a checkpoint of other options or another corpus")
  func refusesOtherCheckpoints() async throws {
    var generator = SeededGenerator()
    let folder = try TemporaryFolder()
    let sample = SampleCorpus(passages: 100, using: &generator)
    let trainer = try await trained(try sample.spooled(folder), steps: 50)
    try trainer.writeCheckpoint(path: folder("checkpoint"))
    var options = smallOptions()
    options.seed = 9
    let seeded = try #require(
      EmbeddingTrainer(try sample.spooled(folder), options: options, threads: 1))
    #expect(try !seeded.resume(checkpoint: folder("checkpoint")))
    var shorter = sample
    shorter.texts.removeLast()
    let other = try #require(
      EmbeddingTrainer(try shorter.spooled(folder), options: smallOptions(), threads: 1))
    #expect(try !other.resume(checkpoint: folder("checkpoint")))
    let same = try #require(
      EmbeddingTrainer(try sample.spooled(folder), options: smallOptions(), threads: 1))
    #expect(try !same.resume(checkpoint: folder("checkpoint"), stepTotal: 90))
    #expect(same.stepCount == 0)
    #expect(try same.resume(checkpoint: folder("checkpoint"), stepTotal: 50))
  }

  @Test("refuses a checkpoint of steps that no training is at, and of no loss")
  func refusesImpossibleCheckpoints() async throws {
    var generator = SeededGenerator()
    let folder = try TemporaryFolder()
    let corpus = try SampleCorpus(passages: 100, using: &generator).spooled(folder)
    let trainer = try #require(EmbeddingTrainer(corpus, options: smallOptions(), threads: 1))
    let warmUp = EmbeddingTrainer.warmUpStepCount
    let states = [
      (warmUp, nil, 1.0), (80, 70, 1), (3, nil, Double.nan), (3, nil, .infinity), (3, nil, 1),
      (warmUp, 70, 1),
    ]
    var areTaken: [Bool] = []
    for (index, (steps, total, loss)) in states.enumerated() {
      trainer.resume(stepCount: steps, stepTotal: total, loss: loss)
      try trainer.writeCheckpoint(path: folder("\(index)"))
      let other = try #require(EmbeddingTrainer(corpus, options: smallOptions(), threads: 1))
      areTaken.append((try? other.resume(checkpoint: folder("\(index)"))) ?? false)
    }
    #expect(areTaken == [false, false, false, false, true, true])
  }

  @Test("refuses a checkpoint that is damaged")
  func refusesDamage() async throws {
    var generator = SeededGenerator()
    let folder = try TemporaryFolder()
    let corpus = try SampleCorpus(passages: 80, using: &generator).spooled(folder)
    let trainer = try await trained(corpus, steps: 50)
    try trainer.writeCheckpoint(path: folder("checkpoint"))
    let bytes = try contents(of: folder("checkpoint"))
    for _ in 0..<20 {
      var damaged = bytes
      damaged[Int.random(in: 0..<bytes.count, using: &generator)] ^= 0x10
      let path = try folder.file("damaged", damaged)
      #expect(throws: StorageError.self) {
        if try !trainer.resume(checkpoint: path) { throw StorageError.notOurs(path: path) }
      }
    }
  }

  @Test("is refused for too few passages, and takes passages without words")
  func takesOddTexts() async throws {
    var generator = SeededGenerator()
    let folder = try TemporaryFolder()
    let few = SampleCorpus(passages: EmbeddingTrainer.passageLimit - 1, using: &generator)
    #expect(
      EmbeddingTrainer(try few.spooled(folder), options: smallOptions(), threads: 1) == nil)
    var odd = few
    for _ in 0..<20 {
      odd.texts.append(TrainingText(headings: [], words: [], sentenceStarts: []))
      odd.texts.append(TrainingText(headings: [5], words: [7], sentenceStarts: [0]))
      odd.texts.append(TrainingText(headings: [], words: [7, 7, 7, 7, 7, 7], sentenceStarts: []))
    }
    let trainer = try await trained(try odd.spooled(folder), steps: 60)
    #expect(trainer.loss.isFinite)
    try trainer.writeTable(path: folder("table"), note: "{}")
    try EmbeddingTable(path: folder("table")).verify()
  }
}
