import PassageStore
import PostingIndex
import Rescoring
import Storage
import WikiModel

/// What a segment changes of those before it: the file `changes`, read in place.
///
/// `Documentation/Format.md`, "Changes", gives the layout.
struct SegmentChanges: Sendable {
  enum Format {
    static let kind = SectionFile.Tag("CHNG")
    static let version: UInt32 = 1
    static let taken = SectionFile.Tag("TAKE")
    static let takenEntryByteCount = 16
    static let tombstones = SectionFile.Tag("TOMB")
    static let tombstoneEntryByteCount = 32
    static let wikis = SectionFile.Tag("WIKI")
  }

  let file: SectionFileReader
  private let taken: Range<Int>
  private let tombstones: Range<Int>
  private let wikis: [String]
  /// What the passages that it takes out counted.
  let frequencies: FrequencyRetractions
  let words: WordRetractions

  init(path: String) throws(StorageError) {
    let file = try SectionFileReader(
      path: path, kind: Format.kind, versions: Format.version...Format.version)
    self.file = file
    // Else a damaged byte could bring dead passages back.
    try file.verify([Format.taken, Format.tombstones, Format.wikis])
    taken = try file.range(of: Format.taken, elementByteCount: Format.takenEntryByteCount)
    tombstones = try file.range(
      of: Format.tombstones, elementByteCount: Format.tombstoneEntryByteCount)
    wikis = try file.countedStrings(of: Format.wikis, "a wiki's name")
    frequencies = try FrequencyRetractions(file)
    words = try WordRetractions(file)
  }

  /// The passages that it takes out of older segments, by their place among these.
  func takenPassages(
    from segments: ArraySlice<Segment>
  ) throws(StorageError) -> [(segment: Int, passages: RangeSet<UInt32>)] {
    var found: [(segment: Int, passages: RangeSet<UInt32>)] = []
    let bytes = file.file.bytes
    for offset in stride(
      from: taken.lowerBound, to: taken.upperBound, by: Format.takenEntryByteCount)
    {
      let name = IndexFolder.segmentName(number: bytes.integer(UInt64.self, at: offset))
      let first = bytes.integer(UInt32.self, at: offset + 8)
      let count = bytes.integer(UInt32.self, at: offset + 12)
      guard let segment = segments.firstIndex(where: { $0.name == name }) else {
        throw file.corrupt(offset, "passages of an older segment", "some of \(name)")
      }
      let limit = segments[segment].passages.passageCount
      guard first <= limit, count <= limit - first, count > 0 else {
        throw file.corrupt(
          offset, "passages below \(limit)", "\(count) passages from \(first) on")
      }
      if found.last?.segment != segment { found.append((segment, RangeSet())) }
      found[found.count - 1].passages.insert(contentsOf: first..<first + count)
    }
    return found
  }

  var tombstoneCount: Int { tombstones.count / Format.tombstoneEntryByteCount }

  /// The tombstones in the order of their pages.
  func tombstone(at index: Int) throws(StorageError) -> Tombstone {
    let offset = tombstones.lowerBound + index * Format.tombstoneEntryByteCount
    let bytes = file.file.bytes
    let wiki = Int(bytes.integer(UInt32.self, at: offset + 24))
    guard wiki < wikis.count,
      let reason = Tombstone.Reason(rawValue: bytes.integer(UInt32.self, at: offset + 28))
    else {
      throw file.corrupt(offset + 24, "a wiki below \(wikis.count) and a reason", "others")
    }
    return Tombstone(
      name: PageName(
        wiki: wikis[wiki], page: PageID(rawValue: bytes.integer(UInt64.self, at: offset))),
      revision: RevisionID(rawValue: bytes.integer(UInt64.self, at: offset + 8)),
      timestamp: Timestamp(secondsSince1970: bytes.integer(Int64.self, at: offset + 16)),
      reason: reason)
  }

  /// The tombstone of a page; nil where it has none.
  func tombstone(of name: PageName) throws(StorageError) -> Tombstone? {
    var low = 0
    var high = tombstoneCount
    while low < high {
      let middle = (low + high) / 2
      let found = try tombstone(at: middle)
      if found.name == name { return found }
      if found.name < name { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// Reads every byte, and checks checksums, order and bounds.
  ///
  /// - Parameter older: The segments before it.
  func verify(_ older: ArraySlice<Segment>) throws(StorageError) {
    try file.verify()
    _ = try takenPassages(from: older)
    var last: PageName?
    for index in 0..<tombstoneCount {
      let name = try tombstone(at: index).name
      if let last, !(last < name) {
        throw file.corrupt(tombstones.lowerBound, "tombstones in the order of pages", "others")
      }
      last = name
    }
    try frequencies.verify()
    try words.verify()
  }
}
