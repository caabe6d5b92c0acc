import TestSupport
import Numerics
import Testing

@Suite("The best rows")
struct BestRowsTests {
  @Test("are those of a full sort, in its order", arguments: [1, 2, 7, 100, 400])
  func agreeWithSort(_ k: Int) {
    var generator = SeededGenerator()
    for count in [0, 1, 5, 300, 3_000] {
      let rows = (0..<count).map { row in
        (row: UInt32(row), score: Float(Int.random(in: -20...20, using: &generator)))
      }.shuffled(using: &generator)
      var best = BestRows(k: k)
      for row in rows { best.insert(row: row.row, score: row.score == 0 ? -0.0 : row.score) }
      let expected = rows.sorted {
        $0.score != $1.score ? $0.score > $1.score : $0.row < $1.row
      }.prefix(k)
      #expect(best.rows() == expected.map(\.row).sorted())
      let found = best.sorted()
      #expect(found.map(\.row) == expected.map(\.row))
      #expect(found.map(\.score) == expected.map(\.score))
    }
  }

  @Test("have, once settled, the threshold of the k-th best so far", arguments: [1, 3, 20])
  func settle(_ k: Int) {
    var generator = SeededGenerator()
    var best = BestRows(k: k)
    var scores: [Float] = []
    for row in 0..<120 {
      let score = Float.random(in: -9...9, using: &generator)
      scores.append(score)
      best.insert(row: UInt32(row), score: score)
      guard Bool.random(using: &generator) || row == 119 else { continue }
      best.settle()
      scores.sort(by: >)
      #expect(best.threshold == (scores.count < k ? -.infinity : scores[k - 1]))
    }
    #expect(best.sorted().map(\.score) == Array(scores.prefix(k)))
  }

  @Test("hold no score that is no number")
  func passNaN() {
    var best = BestRows(k: 3)
    best.insert(row: 1, score: .nan)
    best.insert(row: 2, score: -.infinity)
    #expect(best.sorted().map(\.row) == [2])
  }
}
