import TestSupport
import Numerics
import Testing

@Suite("Candidates of a search")
struct CandidateTests {
  /// Candidates with these documents, each with its number as the sum.
  private func candidates(_ documents: [UInt32]) -> Candidates {
    Candidates(capacity: 0).merging(
      documents, documents.map { UInt8($0 % 200 + 1) }, weight: 3)
  }

  private func sums(_ documents: [UInt32]) -> [UInt32: UInt32] {
    Dictionary(uniqueKeysWithValues: documents.map { ($0, 3 * ($0 % 200 + 1)) })
  }

  private func randomDocuments(
    _ count: Int, below limit: UInt32, _ generator: inout SeededGenerator
  ) -> [UInt32] {
    Set((0..<count).map { _ in UInt32.random(in: 0..<limit, using: &generator) }).sorted()
  }

  @Test("merge with a list to the union, sums added")
  func merge() {
    var generator = SeededGenerator()
    for kernels in KernelLevelTests.levels {
      for (first, second) in [(0, 0), (0, 5), (5, 0), (60, 80)] {
        let old = randomDocuments(first, below: 200, &generator)
        let new = randomDocuments(second, below: 200, &generator)
        let merged = candidates(old).merging(new, new.map { _ in 7 }, weight: 10, kernels)
        var expected = sums(old)
        for document in new { expected[document, default: 0] += 70 }
        #expect(merged.listed.map(\.document) == expected.keys.sorted())
        #expect(merged.listed.allSatisfy { expected[$0.document] == $0.sum })
      }
    }
  }

  @Test("take their share from a column, a bitmap and a list alike")
  func lookUp() {
    var generator = SeededGenerator()
    let listed = randomDocuments(100, below: 640, &generator)
    let impacts = listed.map { _ in UInt8.random(in: 1...255, using: &generator) }
    var column = [UInt8](repeating: 0, count: 640)
    var words = [UInt64](repeating: 0, count: 10)
    for (document, impact) in zip(listed, impacts) {
      column[Int(document)] = impact
      words[Int(document) / 64] |= 1 << UInt64(document % 64)
    }
    let ranks = (0..<5).map { line in UInt32(listed.count { $0 < line * 128 }) }
    let documents = randomDocuments(300, below: 800, &generator)
    var expected = sums(documents)
    for (document, impact) in zip(listed, impacts) where expected[document] != nil {
      expected[document, default: 0] += 9 * UInt32(impact)
    }
    for kernels in KernelLevelTests.levels {
      var byColumn = candidates(documents)
      byColumn.add(column: column.rawBytes, weight: 9, kernels)
      var byBitmap = candidates(documents)
      let isSound = byBitmap.add(
        ranks: ranks.rawBytes, words: words.rawBytes, impacts: impacts.rawBytes,
        weight: 9, kernels)
      var byList = candidates(documents)
      byList.add(
        listed: listed.span, impacts: impacts.rawBytes, weight: 9,
        to: 0..<byList.count, kernels)
      #expect(isSound)
      for found in [byColumn, byBitmap, byList] {
        #expect(found.listed.allSatisfy { expected[$0.document] == $0.sum })
      }
    }
  }

  @Test("report a bitmap whose ranks lead beyond its impacts")
  func reportBadRanks() {
    for kernels in KernelLevelTests.levels {
      var found = candidates([3])
      let isSound = found.add(
        ranks: [UInt32(5)].rawBytes, words: [UInt64(8), 0].rawBytes,
        impacts: [UInt8(1), 2].rawBytes, weight: 1, kernels)
      #expect(!isSound)
    }
  }

  @Test("keep those that lie in ranges, with their sums")
  func retainInRanges() {
    var generator = SeededGenerator()
    for count in [0, 1, 2, 50, 700] {
      for rangeCount in [0, 1, 2, 40] {
        let documents = randomDocuments(count, below: 1_000, &generator)
        let bounds = randomDocuments(2 * rangeCount, below: 1_001, &generator)
        let ranges = stride(from: 0, to: bounds.count - 1, by: 2).map {
          bounds[$0]..<bounds[$0 + 1]
        }
        var kept = candidates(documents)
        kept.retain(in: ranges[...])
        let expected = documents.filter { document in ranges.contains { $0.contains(document) } }
        #expect(kept.listed.map(\.document) == expected)
        #expect(kept.listed.allSatisfy { sums(expected)[$0.document] == $0.sum })
      }
    }
  }

  @Test("give for a rank a sum that so many reach and hardly more do")
  func giveSumOfRank() {
    var generator = SeededGenerator()
    let documents = randomDocuments(500, below: 100_000, &generator)
    let found = candidates(documents)
    let descending = found.listed.map(\.sum).sorted(by: >)
    for rank in [1, 2, 10, found.count] {
      let sum = found.sum(ofRank: rank)
      #expect(sum <= descending[rank - 1])
      #expect(descending[rank - 1] - sum <= descending[0] / 2_048 + 1)
    }
    #expect(found.sum(ofRank: found.count + 1) == 0)
  }
}
