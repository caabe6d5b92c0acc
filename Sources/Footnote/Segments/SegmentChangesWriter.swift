import PassageStore
import PostingIndex
import Rescoring
import Storage

/// What a new segment changes of older ones, before it is written.
struct SegmentChangesDraft {
  /// Passages of a segment, given by its number, that are alive no more.
  struct Taken: Comparable {
    var segment: UInt64
    var passages: Range<UInt32>

    static func < (a: Self, b: Self) -> Bool {
      (a.segment, a.passages.lowerBound) < (b.segment, b.passages.lowerBound)
    }
  }

  var taken: [Taken] = []
  var tombstones: [Tombstone] = []

  var isEmpty: Bool { taken.isEmpty && tombstones.isEmpty }

  /// Writes the file `changes`.
  ///
  /// - Parameter retracted: what the taken passages counted.
  func write(to path: String, retracted: inout RetractedStatistics) throws(StorageError) {
    typealias Format = SegmentChanges.Format
    let file = try SectionFileWriter(path: path, kind: Format.kind, version: Format.version)
    var bytes: [UInt8] = []
    for taken in taken.sorted() {
      bytes.append(integer: taken.segment)
      bytes.append(integer: taken.passages.lowerBound)
      bytes.append(integer: UInt32(taken.passages.count))
    }
    try file.beginSection(Format.taken)
    try file.append(bytes)
    let sorted = tombstones.sorted { $0.name < $1.name }
    var wikis: [String] = []
    bytes = []
    for tombstone in sorted {
      if wikis.last != tombstone.name.wiki { wikis.append(tombstone.name.wiki) }
      bytes.append(integer: tombstone.name.page.rawValue)
      bytes.append(integer: tombstone.revision.rawValue)
      bytes.append(integer: tombstone.timestamp.secondsSince1970)
      bytes.append(integer: UInt32(wikis.count - 1))
      bytes.append(integer: tombstone.reason.rawValue)
    }
    try file.beginSection(Format.tombstones)
    try file.append(bytes)
    bytes = []
    for wiki in wikis { bytes.append(counted: wiki.utf8) }
    try file.beginSection(Format.wikis)
    try file.append(bytes)
    try retracted.frequencies.write(to: file)
    try retracted.words.write(to: file)
    try file.finish()
  }
}
