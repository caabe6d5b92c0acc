import JSON
import TestSupport
import Testing
import WikiModel

@testable import WikiIngest

@Suite("How far feeds were read")
struct FeedProgressTests {
  private func line(_ partition: Int64, _ offset: Int64) -> JSONValue {
    [
      "event": [
        "type": "delete", "date_created": "2026-01-08T06:12:41Z", "partition": .integer(partition),
        "offset": .integer(offset),
      ],
      "identifier": .integer(offset % 1_000 + 1), "name": "Page",
      "is_part_of": ["identifier": "enwiki"],
    ]
  }

  @Test("Events that were taken before are counted and left out, in each partition by itself")
  func takenBefore() throws {
    let file = try EventFile()
    let lines = [line(0, 5), line(1, 2), line(0, 6), line(1, 3)]
    let first = readChanges(try file.path(lines))
    #expect(first.changes.count == 4)
    var options = IngestOptions()
    options.progress = first.progress
    let again = readChanges(try file.path(lines + [line(1, 4), line(2, 0)]), options)
    #expect(again.error == nil)
    #expect(again.changes.compactMap(\.position?.offset) == [4, 0])
    #expect(again.counts[.takenBefore] == 4)
    #expect(again.counts.pages == 6)
    options.progress.merge(again.progress)
    #expect(
      options.progress.partitions.map { [UInt64($0.partition.partition), $0.nextOffset] }
        == [[0, 7], [1, 5], [2, 1]])
  }

  @Test("The last offset that there can be is taken like any other")
  func lastOffset() throws {
    let reading = try EventFile().read(line(0, .max))
    #expect(reading.error == nil)
    #expect(reading.progress.partitions.map(\.nextOffset) == [1 << 63])
  }

  @Test("More partitions than any feed has are refused")
  func tooMany() throws {
    let lines = (0...Int64(IngestLimit.feedPartitionCount)).map { line($0, 0) }
    let file = try EventFile()
    let reading = readChanges(try file.path(lines))
    #expect(reading.changes.count == IngestLimit.feedPartitionCount)
    #expect(reading.fault?.line == IngestLimit.feedPartitionCount + 1)
  }

  @Test("Partitions are ordered by feed, then by number; merging takes the further one")
  func order() {
    var progress = FeedProgress()
    let partitions = [("b", 1), ("a", 10), ("a", 9)].map {
      FeedPartition(feed: $0.0, partition: UInt32($0.1))
    }
    for partition in partitions { progress.advance(partition, to: 5) }
    #expect(progress.partitions.map(\.partition) == partitions.reversed())
    var other = FeedProgress()
    other.take(FeedPosition(partition: partitions[0], offset: 2))
    progress.merge(other)
    #expect(progress.partitions.map(\.nextOffset) == [5, 5, 5])
    other.take(FeedPosition(partition: partitions[0], offset: 7))
    progress.merge(other)
    #expect(progress.partitions.map(\.nextOffset) == [5, 5, 8])
  }
}
