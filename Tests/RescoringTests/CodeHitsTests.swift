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
    for round in 0..<120 {
      let documents = (0..<round % 7).map { _ in
        randomCodes(Int.random(in: 0..<40, using: &generator), using: &generator)
      }
      let filter = randomFilter(using: &generator)
      var file: [UInt8] = generator.bytes(round % 3)
      var ranges: [Range<Int>] = []
      for codes in documents {
        let start = file.count
        for code in codes { WordCode.append(code, to: &file) }
        ranges.append(start..<file.count)
      }
      file += generator.bytes(CodeHits.slackByteCount)
      for kernels in Self.levels {
        var hits = CodeHits()
        #expect(hits.read(file.rawBytes, ranges, filter: filter.span, kernels) == nil)
        for (number, codes) in documents.enumerated() {
          let expected = codes.enumerated().filter { passes($0.element, filter) }
          #expect(hits.codeCount(number) == codes.count)
          #expect(
            found(hits, number)
              == expected.map { UInt64($0.offset) << 32 | UInt64($0.element) })
        }
      }
    }
  }

  @Test("tells the first document that ends inside a code, as reading code by code does")
  func cutOff() throws {
    var generator = SeededGenerator()
    let filter = [UInt64](repeating: .max, count: 512)
    for _ in 0..<1_000 {
      let ranges = (0..<3).map { 20 * $0..<20 * $0 + Int.random(in: 0...20, using: &generator) }
      let file = generator.bytes(60 + CodeHits.slackByteCount)
      let cut = ranges.firstIndex { range in
        var cursor = WordCodeCursor(file.rawBytes.extracting(range))
        while cursor.next() != nil {}
        return !cursor.isAtEnd
      }
      for kernels in Self.levels {
        var hits = CodeHits()
        #expect(hits.read(file.rawBytes, ranges, filter: filter.span, kernels) == cut)
      }
    }
  }

  private func found(_ hits: CodeHits, _ document: Int) -> [UInt64] {
    let found = hits.found(document)
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
