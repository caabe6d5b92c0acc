import Storage
import TestSupport
import Testing

@Suite("Counts that are added up and taken off")
struct NetCountsTests {
  @Test("are the sums that a plain dictionary has, whatever was added and taken off")
  func sums() {
    var generator = SeededGenerator(for: "netCounts")
    for limit in [UInt64(1) << 8, 1 << 28, .max] {
      for tableCount in [0, 1, 2, 9] {
        var counts = NetCounts(limit: limit)
        var expected: [UInt64: Int64] = [:]
        var last: [NetCounts.Entry] = []
        for table in 0..<tableCount {
          let entries = (0..<Int.random(in: 0...400, using: &generator)).map { _ in
            (key: UInt64.random(in: 0..<limit, using: &generator), count: Int64.random(in: 1...3))
          }.sorted { $0.key < $1.key }
          // Every third table takes off what the one before has added.
          let added = table % 3 == 2 ? last.map { ($0.key, -$0.count) } : entries
          counts.add(added.count) { added[$0] }
          for entry in added { expected[entry.0, default: 0] += entry.1 }
          last = entries
        }
        expected = expected.filter { $0.value != 0 }
        #expect(counts.count == expected.count)
        for key in expected.keys { #expect(counts[key] == expected[key]) }
        for _ in 0..<100 {
          let key = UInt64.random(in: 0..<limit, using: &generator)
          #expect(counts[key] == expected[key] ?? 0)
        }
      }
    }
  }

  @Test("of tables whose keys do not ascend, or count beyond 64 bits, end no process")
  func damaged() {
    var generator = SeededGenerator(for: "netCounts.damaged")
    for _ in 0..<50 {
      var counts = NetCounts(limit: 1 << 10)
      for _ in 0..<5 {
        let entries = (0..<100).map { _ in
          (key: UInt64.random(in: 0...(1 << 11), using: &generator), count: Int64.max)
        }
        counts.add(entries.count) { entries[$0] }
      }
      #expect(counts.count <= 500)
      for key in 0...UInt64(1) << 11 { _ = counts[key] }
    }
  }

  @Test("are read from the smallest tables as long as these have no more entries than the limit")
  func smallest() {
    #expect(NetCounts.smallest([], entryLimit: 5) == [])
    #expect(NetCounts.smallest([3, 1, 2], entryLimit: 3) == [false, true, true])
    #expect(NetCounts.smallest([3, 1, 2], entryLimit: 6) == [true, true, true])
    #expect(NetCounts.smallest([4, .max, 0], entryLimit: 5) == [true, false, true])
    #expect(NetCounts.smallest([1, 1], entryLimit: 0) == [false, false])
  }
}
