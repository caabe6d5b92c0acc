import PostingIndex
import TestSupport
import Testing

@testable import Footnote

@Suite("The statistics of several segments")
struct CollectionStatisticsTests {
  @Test("are joined after as many questions as reading them is worth, with the same answers")
  func joined() async throws {
    let small = try await SmallIndex.updated()
    let index = try Index(path: small.path)
    func isApart() -> Bool {
      !index.segments.statistics.tables().frequencies.smallEntryCounts.isEmpty
    }
    func answers() throws -> [[AttributedPassage]] {
      try SmallIndex.questions.map { try index.search($0) }
    }
    #expect(index.segments.parts.count == 3)
    let first = try SmallIndex.questions.map { try Index(path: small.path).search($0) }
    for _ in 0..<3 { #expect(try answers() == first) }
    #expect(!isApart())
  }

  @Test("are the same for many threads that ask while one of them joins the tables")
  func threads() async throws {
    let small = try await SmallIndex.updated()
    let expected = try SmallIndex.questions.map { try Index(path: small.path).search($0) }
    for _ in 0..<Soak.count(5, soak: 200) {
      let index = try Index(path: small.path)
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<4 {
          group.addTask {
            try (0..<3).allSatisfy { _ in
              try SmallIndex.questions.map { try index.search($0) } == expected
            }
          }
        }
        for try await isEqual in group { #expect(isEqual) }
      }
    }
  }

  @Test("of one segment are looked up where they are")
  func oneSegment() async throws {
    let small = try await SmallIndex.shared()
    let statistics = try Index(path: small.path).segments.statistics
    for _ in 0..<3 { #expect(statistics.tables().frequencies.smallEntryCounts.isEmpty) }
  }
}
