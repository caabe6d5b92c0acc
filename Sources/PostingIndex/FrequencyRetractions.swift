package import Storage

/// Counts how many of some documents have each feature.
package struct FrequencyTally: Sendable {
  private var counts: [UInt32: UInt32] = [:]

  package init() {}

  /// Bytes that it holds, and that writing it takes besides, about.
  package var memoryByteCount: Int { Self.entryByteCount * counts.capacity }

  /// Of each feature: its place in the table, in the order, and in the file.
  private static let entryByteCount = 32

  /// Counts a document's features, which are distinct.
  package mutating func add(_ features: [UInt32]) {
    for feature in features { counts[feature, default: 0] += 1 }
  }

  package mutating func merge(_ other: FrequencyTally) {
    counts.merge(other.counts) { $0 + $1 }
  }

  /// Writes the counts as a section of a file that is being written.
  package func write(to file: SectionFileWriter) throws(StorageError) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(counts.count * FrequencyRetractions.entryByteCount)
    for (feature, count) in counts.sorted(by: { $0.key < $1.key }) {
      bytes.append(integer: feature)
      bytes.append(integer: count)
    }
    try file.beginSection(FrequencyRetractions.tag)
    try file.append(bytes)
  }
}

/// How many documents with each feature are no more; read in place from a section of a file.
package struct FrequencyRetractions: Sendable {
  static let tag = SectionFile.Tag("FREQ")
  static let entryByteCount = 8

  let file: SectionFileReader
  private let entries: Range<Int>

  package init(_ file: SectionFileReader) throws(StorageError) {
    self.file = file
    entries = try file.range(of: Self.tag, elementByteCount: Self.entryByteCount)
  }

  /// Features that it has.
  var count: Int { entries.count / Self.entryByteCount }

  func offset(_ index: Int) -> Int { entries.lowerBound + index * Self.entryByteCount }

  /// How many documents with a feature are no more.
  package func count(of feature: UInt32) -> Int {
    let bytes = file.file.bytes
    let index = InterpolationSearch.firstIndex(
      notBelow: UInt64(feature), count: count, limit: 1 << 32
    ) {
      UInt64(bytes.integer(UInt32.self, at: offset($0)))
    }
    guard index < count, bytes.integer(UInt32.self, at: offset(index)) == feature else { return 0 }
    return Int(bytes.integer(UInt32.self, at: offset(index) + 4))
  }

  /// Checks that features rise and none has a count of 0.
  package func verify() throws(StorageError) {
    let bytes = file.file.bytes
    var last: UInt32?
    for offset in stride(from: entries.lowerBound, to: entries.upperBound, by: Self.entryByteCount)
    {
      let feature = bytes.integer(UInt32.self, at: offset)
      guard last.map({ $0 < feature }) ?? true, bytes.integer(UInt32.self, at: offset + 4) > 0
      else {
        throw file.corrupt(offset, "features that rise, with counts above 0", "\(feature)")
      }
      last = feature
    }
  }
}
