import Glibc
import Testing

@testable import Features

@Suite("Impacts and weights")
struct ImpactTests {
  private let model = ImpactModel()

  @Test("an impact rises with the count and falls with the length")
  func monotonic() {
    let counts: [UInt32] = Array(0...300) + [1_000, 65_535, 65_536, 1 << 20, .max]
    let lengths: [UInt32] = Array(0...600) + [5_000, 1 << 20, 1 << 24, .max]
    for length in lengths {
      let row = counts.map { model.impact(count: $0, length: length) }
      #expect(zip(row, row.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(row[0] == 0 && row[1] > 0)
    }
    for count in counts {
      let column = lengths.map { model.impact(count: count, length: $0) }
      #expect(zip(column, column.dropFirst()).allSatisfy { $0 >= $1 })
    }
  }

  @Test("an impact is BM25's share in steps of 1/255")
  func definition() {
    #expect(model.impact(count: 1, length: 450) == UInt8((255 / 1.9).rounded()))
    #expect(model.impact(count: 3, length: 900) == UInt8((255 * 3 / (3 + 0.9 * 1.4)).rounded()))
    #expect(model.impact(count: .max, length: 0) == 255)
  }

  @Test("a weight is the inverse document frequency to a unit")
  func weights() {
    for documents: UInt64 in [0, 1, 10, 468_368, 1 << 40, 1 << 62] {
      for frequency: UInt64 in [0, 1, 2, 9, 1_000, documents / 2, documents]
      where frequency <= documents {
        let exact = log((2 * Double(documents) + 2) / (2 * Double(frequency) + 1))
        let weight = model.weight(documentFrequency: frequency, documentCount: documents)
        #expect(abs(Double(weight) / 1_024 - exact) <= 1.0 / 1_024)
      }
    }
  }

  @Test("a weight falls with the document frequency and takes any counts")
  func weightOrder() {
    let row = (0...5_000).map { model.weight(documentFrequency: $0, documentCount: 5_000) }
    #expect(zip(row, row.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(model.weight(documentFrequency: .max, documentCount: .max) == 1)
    #expect(model.weight(documentFrequency: 0, documentCount: .max) > 40_000)
    #expect(model.weight(documentFrequency: 9, documentCount: 3) > 0)
  }
}
