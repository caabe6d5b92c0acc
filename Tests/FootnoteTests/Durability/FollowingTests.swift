import TestSupport
import Storage
import Synchronization
import Testing

@testable import Footnote

@Suite("Readers that follow an index in the process that changes it")
struct FollowingTests {
  private static let pageCount = 6

  /// Whether the last update is done.
  private final class Progress: Sendable {
    private let state = Mutex(false)

    var isDone: Bool { state.withLock { $0 } }
    func end() { state.withLock { $0 = true } }
  }

  /// All pages in a state, so that an answer with two states mixes two generations.
  private static func articles(_ state: Int) -> [Article] {
    (1...UInt64(pageCount)).map { page in
      plainArticle(
        page, "The harbour is in state \(state).", revision: UInt64(state) * 100 + page,
        timestamp: 1_700_000_000 + Int64(state))
    }
  }

  @Test("Every answer belongs to one generation, and no later answer to an earlier one")
  func followers() async throws {
    let folder = try TemporaryFolder()
    let path = folder("followed.index")
    _ = try await IndexBuilder().build(articles: Self.articles(0), output: path)
    let last = Soak.count(10, soak: 3_000)
    let progress = Progress()
    let answerCount = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask { try await Self.follow(path, until: last, progress) }
      }
      do {
        defer { progress.end() }
        for state in 1...last {
          _ = try await IndexUpdater().update(index: path, articles: Self.articles(state))
        }
      }
      return try await group.reduce(0, +)
    }
    print("\(answerCount) answers under \(last) updates")
    #expect(try openFiles(below: folder.path).isEmpty)
  }

  /// Asks again and again, and gives the number of answers.
  private static func follow(
    _ path: String, until last: Int, _ progress: Progress
  ) async throws -> Int {
    var index = try Index(path: path)
    var latest = 0
    var answerCount = 0
    var wasDone = false
    while !wasDone {
      // One more answer after the last update.
      wasDone = progress.isDone
      index = try index.refreshed()
      let passages = try index.search("harbour", options: SearchOptions(count: 50))
      let states = Set(passages.map { $0.text.filter(\.isNumber) }).compactMap { Int($0) }
      #expect(passages.count == pageCount && states.count == 1)
      guard let state = states.first, state >= latest else {
        Issue.record("\(states) after \(latest)")
        return answerCount
      }
      latest = state
      answerCount += 1
      await Task.yield()
    }
    #expect(latest == last)
    return answerCount
  }
}
