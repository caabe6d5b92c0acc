import Storage
import TestSupport
import Testing

@Test("Among numbers that ascend, evenly spread or not, the first one not below a key is found")
func search() {
  var generator = SeededGenerator(for: "interpolationSearch")
  for count in [0, 1, 2, 15, 16, 17, 100, 5_000] {
    for limit in [UInt64(1) << 8, 1 << 28, 1 << 32, .max] {
      let even = (0..<count).map { _ in UInt64.random(in: 0..<limit, using: &generator) }
      let uneven = even.map { $0 >> UInt64.random(in: 0...60, using: &generator) }
      for numbers in [even.sorted(), uneven.sorted(), even.map { _ in limit / 2 }] {
        let others = (0..<40).map { _ in UInt64.random(in: 0...limit, using: &generator) }
        for key in others + [0, limit, limit - 1] + numbers.prefix(20) + numbers.suffix(20) {
          let found = InterpolationSearch.firstIndex(notBelow: key, count: count, limit: limit) {
            numbers[$0]
          }
          #expect(found == numbers.firstIndex { $0 >= key } ?? count)
        }
      }
    }
  }
}

@Test("Keys that are looked for at once are found where each alone is; prefetches stay inside")
func searchAtOnce() {
  var generator = SeededGenerator(for: "interpolationSearch.atOnce")
  for count in [0, 1, 2, 17, 300, 5_000] {
    let even = (0..<count).map { _ in UInt64(UInt32.random(in: 0 ... .max, using: &generator)) }
    let uneven = even.map { $0 >> UInt64.random(in: 0...30, using: &generator) }
    for numbers in [even.sorted(), uneven.sorted(), uneven, even.map { _ in 1 << 31 }] {
      let known = numbers.shuffled(using: &generator).prefix(30).map { UInt32($0) }
      let others = (0..<30).map { _ in UInt32.random(in: 0 ... .max, using: &generator) }
      let keys = (known + others + [0, .max]).shuffled(using: &generator)
      let found = InterpolationSearch.firstIndices(
        notBelow: keys, count: count, prefetch: { #expect(numbers.indices.contains($0)) }
      ) {
        numbers[$0]
      }
      #expect(found.allSatisfy { (0...count).contains($0) })
      let isAscending = zip(numbers, numbers.dropFirst()).allSatisfy { $0 <= $1 }
      guard isAscending else { continue }
      #expect(found == keys.map { key in numbers.firstIndex { $0 >= UInt64(key) } ?? count })
    }
  }
  let none = InterpolationSearch.firstIndices(notBelow: [], count: 5, prefetch: { _ in }) { _ in 0 }
  #expect(none == [])
}

@Test("Among numbers that do not ascend, some index within them is found")
func unsortedKeys() {
  var generator = SeededGenerator(for: "unsortedKeys")
  for _ in 0..<2_000 {
    let numbers = (0..<Int.random(in: 1...300, using: &generator)).map { _ in
      UInt64.random(in: 0...UInt64.max, using: &generator)
    }
    let key = UInt64.random(in: 0...UInt64.max, using: &generator)
    let limits: [UInt64] = [0, 1, .random(in: 0 ... .max, using: &generator)]
    let limit = limits[Int.random(in: limits.indices, using: &generator)]
    let found = InterpolationSearch.firstIndex(notBelow: key, count: numbers.count, limit: limit) {
      numbers[$0]
    }
    #expect((0...numbers.count).contains(found))
  }
}
