import Embedding
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Footnote

/// Articles with enough sentences to train on.
private func trainingArticles(count: UInt64 = 12) -> [Article] {
  let nouns = ["harbour", "glacier", "violin", "comet", "orchid", "engine", "castle", "falcon"]
  return (1...count).map { number in
    let noun = nouns[Int(number) % nouns.count]
    let text = (0..<60).map { sentence in
      "The \(noun) number \(sentence) of place \(number) has a \(nouns[sentence % nouns.count]) "
        + "that was built in the year \(1_800 + sentence) by people of town \(sentence % 7)."
    }
    return plainArticle(number, text.joined(separator: " "), title: "\(noun) \(number)")
  }
}

private func smallTraining(steps: Int = 55, threads: Int = 2) -> EmbeddingTableTrainer {
  var options = EmbeddingTrainingOptions()
  options.dimensions = 16
  options.stepCount = steps
  options.reading.threads = threads
  return EmbeddingTableTrainer(options: options)
}

@Suite("Training an embedding table on articles")
struct TrainTests {
  @Test("writes a table that its report tells of, and leaves nothing else")
  func writesTable() async throws {
    let folder = try TemporaryFolder()
    let report = try await smallTraining().train(
      articles: trainingArticles(), output: folder("a.table"))
    #expect(try folder.names == ["a.table"])
    let table = try EmbeddingTable(path: folder("a.table"))
    try table.verify()
    #expect(report.digest == table.digest && report.rowCount == table.rowCount)
    #expect(report.byteCount == UInt64(try contents(of: folder("a.table")).count))
    #expect(report.dimensions == 16 && report.stepCount == 55 && report.resumedStepCount == 0)
    #expect(table.note.contains(#""steps":55"#))
  }

  @Test("was done on the sample corpus: its table is sound")
  func sampleTable() throws {
    let table = try EmbeddingTable(path: SampleCorpus.path("sample.embedding"))
    try table.verify()
    #expect(table.dimensions == 64 && table.rowCount > 10_000)
  }

  @Test("gives the same bytes whatever the number of threads")
  func isDeterministic() async throws {
    let folder = try TemporaryFolder()
    var digests: Set<String> = []
    for threads in [1, 3] {
      digests.insert(
        try await smallTraining(threads: threads).train(
          articles: trainingArticles(), output: folder("\(threads)")
        ).digest)
    }
    #expect(digests.count == 1)
  }

  @Test("is refused for too little text, bad options, and a place that is taken")
  func refuses() async throws {
    let folder = try TemporaryFolder()
    await #expect {
      try await smallTraining().train(
        articles: trainingArticles(count: 1), output: folder("few"))
    } throws: {
      if case FootnoteError.tooLittleText(let found, let wanted) = $0 {
        found < wanted
      } else {
        false
      }
    }
    for steps in [-1, 0, 1, 49] {
      await #expect(throws: FootnoteError.self) {
        try await smallTraining(steps: steps).train(
          articles: trainingArticles(), output: folder("steps"))
      }
    }
    var odd = smallTraining()
    for dimensions in [0, 8, 250, 4_096] {
      odd.options.dimensions = dimensions
      await #expect(throws: FootnoteError.self) {
        try await odd.train(articles: trainingArticles(), output: folder("odd"))
      }
    }
    try folder.file("taken", "x")
    await #expect {
      try await smallTraining().train(articles: trainingArticles(), output: folder("taken"))
    } throws: {
      if case FootnoteError.outputExists = $0 { true } else { false }
    }
    #expect(try folder.names == ["taken"])
  }

  @Test("that is cancelled keeps a checkpoint, from which the next one goes on to the same bytes")
  func resumes() async throws {
    let folder = try TemporaryFolder()
    let whole = try await smallTraining(steps: 60).train(
      articles: trainingArticles(), output: folder("whole"))
    let task = Mutex<Task<Bool, Never>?>(nil)
    let cut = Task {
      do throws(FootnoteError) {
        _ = try await smallTraining(steps: 60).train(
          articles: trainingArticles(), output: folder("cut")
        ) { progress in
          if progress.stepCount >= 20 { task.withLock { $0?.cancel() } }
        }
        return false
      } catch {
        if case .cancelled = error { return true } else { return false }
      }
    }
    task.withLock { $0 = cut }
    #expect(await cut.value)
    #expect(try folder.names == ["cut.checkpoint", "whole"])
    let checkpoint = try contents(of: folder("cut.checkpoint"))
    try overwrite(folder("cut.checkpoint"), Array(checkpoint.dropLast()))
    await #expect {
      try await smallTraining(steps: 60).train(articles: trainingArticles(), output: folder("cut"))
    } throws: { error in
      guard case FootnoteError.badCheckpoint = error else { return false }
      return "\(error)".hasSuffix("Remove it to train from the start, or restore it from a copy.")
    }
    try overwrite(folder("cut.checkpoint"), checkpoint)
    await #expect {
      try await smallTraining(steps: 70).train(articles: trainingArticles(), output: folder("cut"))
    } throws: { error in
      guard case FootnoteError.invalidOption(let text) = error else { return false }
      return text.contains("another's")
    }
    #expect(try contents(of: folder("cut.checkpoint")) == checkpoint)
    let resumed = try await smallTraining(steps: 60).train(
      articles: trainingArticles(), output: folder("cut"))
    #expect(resumed.resumedStepCount >= 20)
    #expect(resumed.digest == whole.digest)
    #expect(try folder.names == ["cut", "whole"])
  }
}
