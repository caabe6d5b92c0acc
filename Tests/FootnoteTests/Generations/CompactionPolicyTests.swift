import TestSupport
import Testing

@testable import Footnote

private func start(_ counts: [Int], dead: [Int: Int] = [:], isExact: Bool = true) -> Int? {
  let sizes = counts.enumerated().map { index, count in
    CompactionPolicy.Size(passageCount: count, liveCount: count - (dead[index] ?? 0))
  }
  return CompactionPolicy.start(sizes, isExact: isExact)
}

@Test("Segments are merged once they are no larger than all that are newer, and not before")
func policy() {
  #expect(start([1_000]) == nil)
  #expect(start([1_000, 10, 10]) == nil)
  #expect(start([1_000, 10, 10, 10]) == nil)
  #expect(start([1_000, 10, 10, 10, 10]) == 1)
  #expect(start([1_000, 400, 90, 20, 5]) == nil)
  #expect(start([30, 10, 10, 10]) == 0)
  #expect(start([1_000, 10], dead: [0: 300]) == nil)
  #expect(start([1_000, 10], dead: [0: 400]) == 0)
  #expect(start([1_000, 50, 10], dead: [1: 20]) == 1)
  #expect(start([1_000, 10], isExact: false) == 0)
}

@Test("In a year of updates, segments stay few and passages are rarely written again")
func policyOverTime() {
  var generator = SeededGenerator(for: "policyOverTime")
  var counts = [450_000]
  var written = 0
  var taken = 0
  for _ in 0..<2_000 {
    let count = Int.random(in: 1...3_000, using: &generator)
    counts.append(count)
    taken += count
    written += count
    if let first = start(counts) {
      let merged = counts[first...].reduce(0, +)
      counts.replaceSubrange(first..., with: [merged])
      written += merged
    }
    #expect(counts.count <= 16)
  }
  // Among them once as it comes; of 300 seeds, between 6.46 and 7.54 times.
  #expect((6...8).contains(Double(written) / Double(taken)))
}
