import Numerics
import Storage
import TestSupport
import Testing

@testable import Rescoring

@Suite("Finding the codes of a document that may concern a question")
struct CodeHitsTests {
  private static let levels = Kernels.Level.allCases.compactMap { Kernels(level: $0) }

  @Test("gives what reading code by code gives, at each instruction set level")
  func asCodeByCode() throws {
    var generator = SeededGenerator()
    for round in 0..<200 {
      let codes = randomCodes(round % 40, using: &generator)
      var bytes: [UInt8] = []
      for code in codes { WordCode.append(code, to: &bytes) }
      let filter = randomFilter(using: &generator)
      let expected = codes.enumerated().filter { passes($0.element, filter) }
      let before = generator.bytes(round % 3)
      let file = before + bytes + generator.bytes(CodeHits.slackByteCount)
      for kernels in Self.levels {
        var hits = CodeHits()
        let isWhole = hits.read(
          file.rawBytes, before.count..<before.count + bytes.count, filter: filter.span, kernels)
        #expect(isWhole)
        #expect(hits.codeCount == codes.count)
        #expect(found(hits) == expected.map { UInt64($0.offset) << 32 | UInt64($0.element) })
      }
    }
  }

  @Test("refuses what ends inside a code, as reading code by code does")
  func cutOff() throws {
    var generator = SeededGenerator()
    let filter = [UInt64](repeating: .max, count: 512)
    for _ in 0..<2_000 {
      let file = generator.bytes(Int.random(in: 4...24, using: &generator))
      let range = 0..<file.count - CodeHits.slackByteCount
      var cursor = WordCodeCursor(file.rawBytes.extracting(range))
      var codes: [UInt32] = []
      while let code = cursor.next() { codes.append(code) }
      let isWhole = cursor.isAtEnd
      for kernels in Self.levels {
        var hits = CodeHits()
        #expect(hits.read(file.rawBytes, range, filter: filter.span, kernels) == isWhole)
        let listed = found(hits).map { UInt32(truncatingIfNeeded: $0) }
        #expect(listed == (isWhole ? codes : []))
      }
    }
  }

  private func found(_ hits: CodeHits) -> [UInt64] {
    let found = hits.found
    return found.indices.map { found[$0] }
  }

  private func randomCodes(
    _ count: Int, using generator: inout SeededGenerator
  ) -> [UInt32] {
    (0..<count).map { _ in
      let limit = [176, 20_000, 500_000, UInt32.max][Int.random(in: 0..<4, using: &generator)]
      return UInt32.random(in: 0...limit, using: &generator)
    }
  }

  private func randomFilter(using generator: inout SeededGenerator) -> [UInt64] {
    (0..<512).map { _ in
      UInt64.random(in: 0 ... .max, using: &generator)
        & UInt64.random(in: 0 ... .max, using: &generator)
    }
  }

  private func passes(_ code: UInt32, _ filter: [UInt64]) -> Bool {
    let low = code & (1 << CodeHits.filterBits - 1)
    return filter[Int(low / 64)] >> UInt64(low % 64) & 1 == 1
  }
}

@Suite("What words are to a question")
struct MatchTableTests {
  @Test("is what the last prefix and the last stem of a word's rank say")
  func asDictionary() {
    var generator = SeededGenerator()
    for round in 0..<100 {
      let prefixes = entries(3 * round, using: &generator) { MatchTable.Match.prefix(ofTerm: $0) }
      let stems = entries(round, using: &generator) {
        MatchTable.Match.stem(ofTerm: $0, isForm: $0 % 2 == 0)
      }
      var expected: [UInt32: UInt32] = [:]
      for entry in prefixes { expected[entry.rank] = entry.bits }
      for entry in stems {
        expected[entry.rank] = (expected[entry.rank] ?? 0) & ~0xFF | entry.bits
      }
      expected[.max] = nil
      let table = MatchTable(prefixes: prefixes, stems: stems)
      #expect(table[WordCode.gap].bits == 0)
      #expect(isLetThrough(WordCode.gap, table))
      for rank in (0..<600).map(UInt32.init) {
        #expect(table[rank + 1].bits == expected[rank] ?? 0)
        if expected[rank] != nil { #expect(isLetThrough(rank + 1, table)) }
      }
    }
  }

  private func isLetThrough(_ code: UInt32, _ table: MatchTable) -> Bool {
    let low = code & (1 << CodeHits.filterBits - 1)
    return table.filter[Int(low / 64)] >> UInt64(low % 64) & 1 == 1
  }

  private func entries(
    _ count: Int, using generator: inout SeededGenerator, _ bits: (Int) -> UInt32
  ) -> [(rank: UInt32, bits: UInt32)] {
    (0..<count).map { _ in
      let rank =
        Bool.random(using: &generator) || count < 9
        ? UInt32.random(in: 0..<600, using: &generator) : UInt32.max
      return (rank, bits(Int.random(in: 0..<64, using: &generator)))
    }
  }
}
