import TestSupport
import Numerics
import Testing

@Suite("The best k")
struct TopKTests {
  @Test("are those of a full sort, in its order", arguments: [0, 1, 2, 7, 100, 400])
  func agreesWithSort(_ k: Int) {
    var generator = SeededGenerator()
    for count in [0, 1, 5, 300] {
      let rows = (0..<count).map { row in
        (row: UInt32(row), score: UInt32.random(in: 0...40, using: &generator))
      }.shuffled(using: &generator)
      var best = TopK(k: k)
      for row in rows { best.insert(row: row.row, score: row.score) }
      let expected = rows.sorted {
        $0.score != $1.score ? $0.score > $1.score : $0.row < $1.row
      }.prefix(k)
      let found = best.sorted()
      #expect(found.map(\.row) == expected.map(\.row))
      #expect(found.map(\.score) == expected.map(\.score))
    }
  }

  @Test("have as threshold the worst score kept once there are k")
  func givesThreshold() {
    var best = TopK(k: 2)
    #expect(best.threshold == 0)
    best.insert(row: 0, score: 9)
    #expect(best.threshold == 0)
    best.insert(row: 1, score: 5)
    #expect(best.threshold == 5)
    best.insert(row: 2, score: 7)
    #expect(best.threshold == 7)
    best.insert(row: 3, score: 7)
    #expect(best.sorted().map(\.row) == [0, 2])
  }
}
