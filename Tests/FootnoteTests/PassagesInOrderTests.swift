import Testing

@testable import Footnote

@Test("All passages come out in the order of their keys, the same for any size of the ranges")
func passagesInOrder() async throws {
  let index = try await SampleIndex.shared().index
  let count = Int(index.summary.passageCount)
  let all = try index.passages(at: 0..<count)
  #expect(all.count == count)
  #expect(all.map(\.rank) == Array(1...count))
  #expect(all.allSatisfy { $0.score == 0 && !$0.text.isEmpty })
  for (one, next) in zip(all, all.dropFirst()) {
    #expect(one.attribution.key < next.attribution.key)
  }
  for size in [1, 7, 64] {
    var gathered: [AttributedPassage] = []
    for start in stride(from: 0, to: count, by: size) {
      gathered += try index.passages(at: start..<min(start + size, count))
    }
    #expect(gathered == all)
  }
}

@Test("A passage that is taken out by its position is the one that a search finds")
func passagesAsFound() async throws {
  let index = try await SampleIndex.shared().index
  let all = try index.passages(at: 0..<Int(index.summary.passageCount))
  for found in try index.search("How was the Bay of Fundy measured?") {
    let same = try #require(all.first { $0.attribution.key == found.attribution.key })
    #expect(same.text == found.text)
    #expect(same.attribution == found.attribution)
  }
}

@Test("Positions that the index does not have are refused, an empty range gives nothing")
func positionsOutsideTheIndex() async throws {
  let index = try await SampleIndex.shared().index
  let count = Int(index.summary.passageCount)
  #expect(try index.passages(at: 0..<0).isEmpty)
  #expect(try index.passages(at: count..<count).isEmpty)
  for range in [-1..<1, count..<count + 1, 0..<Int.max, Int.min..<0, Int.max..<Int.max] {
    #expect {
      try index.passages(at: range)
    } throws: { error in
      guard case .invalidOption? = error as? FootnoteError else { return false }
      return "\(error)".contains("positions") && "\(error)".contains("0..<\(count)")
    }
  }
}
