import Numerics
import TestSupport
import Testing

/// Dense lists that are added up while candidates are collected, held to adding one by one.
@Suite("Dense lists")
struct DenseListTests {
  private static let levels = Kernels.Level.allCases.compactMap { Kernels(level: $0) }

  @Test("are added up to the same candidates, wherever their impacts end", arguments: 0..<60)
  func added(_ round: Int) throws {
    var generator = SeededGenerator(for: "dense lists \(round)")
    let count = [1, 63, 64, 65, 128, 1_000, 3_000][round % 7]
    let listCount = round % 5 == 4 ? 21 : round % 4
    var file: [UInt8] = generator.bytes(3)
    let scores = randomScores(count, using: &generator)
    var expected = scores
    var lists: [DenseList] = []
    for number in 0..<listCount {
      let list = append(number, count: count, to: &file, using: &generator)
      add(list, of: file, to: &expected, count: count)
      lists.append(list)
    }
    let least = round % 3 == 0 ? 0 : UInt32.random(in: 1...500_000, using: &generator)
    let threshold = UInt32.random(in: 0...(300_000 * UInt32(listCount + 1)), using: &generator)
    let chosen = (0..<count).filter { scores[$0] >= least && expected[$0] > threshold }
    for kernels in Self.levels {
      var candidates = Candidates(capacity: count)
      var cleared = scores
      candidates.collect(
        &cleared, count: count, adding: lists, of: file.rawBytes, toAtLeast: least,
        above: threshold, start: 90, kernels)
      #expect(candidates.listed.map(\.document) == chosen.map { UInt32($0 + 90) })
      #expect(candidates.listed.map(\.sum) == chosen.map { expected[$0] })
      #expect(cleared[..<count].allSatisfy { $0 == 0 })
    }
  }

  private func randomScores(
    _ count: Int, using generator: inout SeededGenerator
  ) -> [UInt32] {
    (0..<(count + 63) / 64 * 64).map {
      $0 < count && UInt8.random(in: 0...9, using: &generator) == 0
        ? UInt32.random(in: 0...900_000, using: &generator) : 0
    }
  }

  /// Writes a column, or a bitmap with impacts that are too few, just enough or too many.
  private func append(
    _ number: Int, count: Int, to file: inout [UInt8], using generator: inout SeededGenerator
  ) -> DenseList {
    let weight = UInt32.random(in: 1...20_000, using: &generator)
    if number % 3 == 0 {
      let start = file.count
      file += generator.bytes(count)
      return DenseList(impacts: start..<file.count, weight: weight)
    }
    // No bits behind the last document, as in a sound file.
    var words = generator.bytes((count + 63) / 64 * 8)
    if number % 3 == 2 { words = words.map { $0 & 0x11 } }
    for bit in count..<8 * words.count { words[bit / 8] &= ~(1 << UInt8(bit % 8)) }
    let bitCount = words.reduce(0) { $0 + $1.nonzeroBitCount }
    let impactCount = [bitCount / 2, bitCount, bitCount + 70][number % 2 + Int(weight % 2)]
    let start = file.count
    file += words
    let end = file.count
    file += generator.bytes(impactCount)
    return DenseList(words: start..<end, impacts: end..<file.count, weight: weight)
  }

  private func add(
    _ list: DenseList, of file: [UInt8], to scores: inout [UInt32], count: Int
  ) {
    var next = list.impacts.lowerBound
    for document in 0..<count {
      guard let words = list.words else {
        scores[document] &+= list.weight &* UInt32(file[list.impacts.lowerBound + document])
        continue
      }
      let byte = file[words.lowerBound + document / 8]
      guard byte >> UInt8(document % 8) & 1 == 1, next < list.impacts.upperBound else { continue }
      scores[document] &+= list.weight &* UInt32(file[next])
      next += 1
    }
  }
}
