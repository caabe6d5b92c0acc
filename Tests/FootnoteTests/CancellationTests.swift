import TestSupport
import Features
import PassageStore
import Storage
import Synchronization
import Testing

@testable import Footnote

/// Articles without an end, each of which fills a batch.
private struct EndlessArticles: Sequence, Sendable {
  let articles = largeArticles(count: 1)

  func makeIterator() -> some IteratorProtocol<Article> {
    var number: UInt64 = 0
    return AnyIterator {
      number += 1
      var article = articles[0]
      article.page = PageID(rawValue: number)
      return article
    }
  }
}

/// A task that can be cancelled from within, once it is known.
private final class TaskBox: Sendable {
  private let task = Mutex<Task<FootnoteError?, Never>?>(nil)

  func hold(_ task: Task<FootnoteError?, Never>) { self.task.withLock { $0 = task } }
  func cancel() { task.withLock { $0?.cancel() } }
}

@Test(
  "A build that is cancelled in the middle ends, says so, and leaves nothing behind",
  .timeLimit(.minutes(20)), arguments: [1, 2, 5])
func cancelledBuild(threads: Int) async throws {
  let folder = try TemporaryFolder()
  let box = TaskBox()
  var options = BuildOptions()
  options.threads = threads
  let builder = IndexBuilder(options: options)
  let task = Task { () async -> FootnoteError? in
    do throws(FootnoteError) {
      _ = try await builder.build(articles: EndlessArticles(), output: folder("made.index")) {
        if $0.passageCount > 3 { box.cancel() }
      }
      return nil
    } catch {
      return error
    }
  }
  box.hold(task)
  guard case .cancelled? = await task.value else {
    Issue.record("the build did not end as cancelled")
    return
  }
  #expect(try folder.names.isEmpty)
}

@Test("A build in a task that was cancelled before, or while it writes, makes nothing")
func cancelledEarlyAndLate() async throws {
  let folder = try TemporaryFolder()
  for phase in [BuildProgress.Phase.reading, .writing] {
    let task = Task { () async -> FootnoteError? in
      do throws(FootnoteError) {
        if phase == .reading { unsafe withUnsafeCurrentTask { unsafe $0?.cancel() } }
        _ = try await IndexBuilder().build(
          articles: [plainArticle(1, "Some text.")], output: folder("made.index")
        ) {
          if $0.phase == .writing { unsafe withUnsafeCurrentTask { unsafe $0?.cancel() } }
        }
        return nil
      } catch {
        return error
      }
    }
    guard case .cancelled? = await task.value else {
      Issue.record("the build did not end as cancelled")
      continue
    }
    #expect(try folder.names.isEmpty)
  }
}

@Test(
  "A failing page ends a build of many threads and batches at once",
  .timeLimit(.minutes(20)), arguments: [2, 12])
func failureAmongThreads(threads: Int) async throws {
  let folder = try TemporaryFolder()
  var articles = largeArticles(count: 24)
  for failing in [0, 13, 23] {
    let licenses = articles[failing].licenses
    articles[failing].licenses = []
    var options = BuildOptions()
    options.threads = threads
    do {
      _ = try await IndexBuilder(options: options).build(
        articles: articles, output: folder("made.index"))
      Issue.record("page \(failing) was taken")
    } catch {
      guard case .invalidArticle(_, let page, _, _) = error else {
        Issue.record("\(error)")
        continue
      }
      #expect(page.rawValue == UInt64(failing + 1))
    }
    articles[failing].licenses = licenses
    #expect(try folder.names.isEmpty)
  }
}

@Test("Threads that wait for a failed one's batch go on, and later ones never wait")
func closedSink() async throws {
  let sink = SegmentSink(nil)
  try await withThrowingTaskGroup(of: Void.self) { group in
    // Number 0 never comes, so that those past the limit wait.
    for number in 1...20 { group.addTask { try await sink.submit([], number: number) } }
    for _ in 0..<7 { try await group.next() }
    await sink.close()
    for number in 21...60 { group.addTask { try await sink.submit([], number: number) } }
    try await group.waitForAll()
  }
  #expect(await sink.passageCount == 0)
}

@Test("Batches in any order are written in their own, and waiting threads go on")
func sinkOrder() async throws {
  let folder = try TemporaryFolder()
  var generator = SeededGenerator()
  let processor = ArticleProcessor(
    chunking: try BuildOptions().chunking(), analysis: AnalyzerOptions(), embedding: nil,
    makesFeatures: true)
  let batches = (0..<30).map { number in
    processor.process(
      plainArticle(UInt64(number) + 1, "Page \(number)."), converter: .init())
  }
  let builder = try SegmentBuilder(folder: folder.path, postingMemory: 100)
  let sink = SegmentSink(builder)
  let order = Array(batches.indices).shuffled(using: &generator)
  try await withThrowingTaskGroup(of: Void.self) { group in
    for number in order {
      let batch = batches[number]
      group.addTask { try await sink.submit([batch], number: number) }
    }
    try await group.waitForAll()
  }
  _ = try await sink.finish()
  // The folder is published while the sink still lives, so nothing temporary may be left by then.
  #expect(try folder.names == IndexFolder.segmentFileNames(hasVectors: false).sorted())
  withExtendedLifetime(sink) {}
  let reader = try PassageStoreReader(path: folder(IndexFolder.passagesName))
  #expect(reader.pageCount == 30)
  for number in batches.indices {
    #expect(try reader.page(at: number).page.rawValue == UInt64(number) + 1)
  }
}
