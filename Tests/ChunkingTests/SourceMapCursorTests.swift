import TestSupport
import Testing
import WikiModel

@testable import Chunking

@Suite struct SourceMapCursorTests {
  /// Text of 4 copied bytes, 2 that stand for 6, and 5 copied bytes.
  private func map() -> SourceMap {
    var map = SourceMap()
    map.appendVerbatim(sourceStart: 10, count: 4)
    map.appendReplacement(textCount: 2, source: 14..<20)
    map.appendVerbatim(sourceStart: 20, count: 5)
    return map
  }

  @Test("Copies are cut to the range and replaced runs keep their whole source")
  func cuts() {
    var cursor = SourceMapCursor(map())
    #expect(
      cursor.runs(in: 1..<5) == [
        .init(textCount: 3, sourceStart: 11, sourceCount: 3, isVerbatim: true),
        .init(textCount: 1, sourceStart: 14, sourceCount: 6, isVerbatim: false),
      ])
    #expect(
      cursor.runs(in: 5..<8) == [
        .init(textCount: 1, sourceStart: 14, sourceCount: 6, isVerbatim: false),
        .init(textCount: 2, sourceStart: 20, sourceCount: 2, isVerbatim: true),
      ])
  }

  @Test("A cursor that goes back finds the same runs as a new one")
  func backwards() {
    var generator = SeededGenerator(for: "backwards")
    var cursor = SourceMapCursor(map())
    for _ in 0..<200 {
      let start = Int.random(in: 0..<11, using: &generator)
      let range = start..<Int.random(in: start + 1...11, using: &generator)
      var fresh = SourceMapCursor(map())
      let runs = cursor.runs(in: range)
      #expect(runs == fresh.runs(in: range))
      #expect(runs.reduce(0) { $0 + $1.textCount } == range.count)
    }
  }
}
