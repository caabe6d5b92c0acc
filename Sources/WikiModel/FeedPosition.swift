/// One partition of a feed of change events, whose events are numbered in the order they come in.
package struct FeedPartition: Hashable, Comparable, Sendable {
  /// The feed's name: the topic of a stream, or ``enterprise``.
  package let feed: String
  package let partition: UInt32

  package init(feed: String, partition: UInt32) {
    self.feed = feed
    self.partition = partition
  }

  /// What the feed of Wikimedia Enterprise, whose events name none, is called.
  package static let enterprise = "enterprise"

  package static func < (a: Self, b: Self) -> Bool {
    if a.feed != b.feed { return a.feed.utf8.lexicographicallyPrecedes(b.feed.utf8) }
    return a.partition < b.partition
  }
}

/// Where in its feed an event stands.
package struct FeedPosition: Hashable, Sendable {
  package let partition: FeedPartition
  /// Below 2^63.
  package let offset: UInt64

  package init(partition: FeedPartition, offset: UInt64) {
    self.partition = partition
    self.offset = offset
  }
}

/// How far feeds were read: the offset in each partition before which all was taken.
package struct FeedProgress: Hashable, Sendable {
  private var nextOffsets: [FeedPartition: UInt64] = [:]
  /// The first event of each partition that was left out at fault: it may come again, mended.
  private var leftOffsets: [FeedPartition: UInt64] = [:]

  package init() {}

  /// The partitions in their order, each with the first offset that was not taken.
  package var partitions: [(partition: FeedPartition, nextOffset: UInt64)] {
    nextOffsets.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The same without what comes after an event that was left out.
  package var upToLeftOut: FeedProgress {
    var progress = FeedProgress()
    for (partition, offset) in nextOffsets {
      progress.nextOffsets[partition] = min(offset, leftOffsets[partition] ?? offset)
    }
    return progress
  }

  package var count: Int { nextOffsets.count }

  /// Whether anything of the partition was taken.
  package func knows(_ partition: FeedPartition) -> Bool { nextOffsets[partition] != nil }

  /// Whether the event was taken, or one behind it.
  package func has(_ position: FeedPosition) -> Bool {
    position.offset < nextOffsets[position.partition] ?? 0
  }

  /// Takes everything up to this event.
  package mutating func take(_ position: FeedPosition) {
    advance(position.partition, to: position.offset + 1)
  }

  /// Leaves out an event that is at fault.
  package mutating func leave(_ position: FeedPosition) {
    let before = leftOffsets[position.partition] ?? position.offset
    leftOffsets[position.partition] = min(position.offset, before)
    advance(position.partition, to: position.offset)
  }

  /// Takes everything before this offset.
  package mutating func advance(_ partition: FeedPartition, to nextOffset: UInt64) {
    nextOffsets[partition] = max(nextOffset, nextOffsets[partition] ?? 0)
  }

  /// Takes what either has taken, and leaves what either has left.
  package mutating func merge(_ other: FeedProgress) {
    for (partition, offset) in other.nextOffsets { advance(partition, to: offset) }
    leftOffsets.merge(other.leftOffsets) { min($0, $1) }
  }
}
