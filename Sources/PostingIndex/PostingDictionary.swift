import Numerics
import Storage

/// The features of an index in groups, read in place from untrusted bytes.
struct PostingDictionary: Sendable {
  let file: SectionFileReader
  let documentCount: Int
  let featureCount: Int
  let postingCount: UInt64
  let lists: Range<Int>
  let terms: Range<Int>
  private let groupFeatures: Range<Int>
  private let groupOffsets: Range<Int>

  var groupCount: Int { groupFeatures.count / 4 }

  /// Checks that the counts agree with each other and with the sections' sizes.
  init(_ file: SectionFileReader) throws(StorageError) {
    self.file = file
    lists = try file.range(of: PostingFormat.lists)
    terms = try file.range(of: PostingFormat.terms)
    groupFeatures = try file.range(of: PostingFormat.groupFeatures, elementByteCount: 4)
    groupOffsets = try file.range(of: PostingFormat.groupOffsets, elementByteCount: 8)
    let head = try file.range(of: PostingFormat.head)
    guard head.count == PostingFormat.headByteCount else {
      throw file.corrupt(
        head.lowerBound, "\(PostingFormat.headByteCount) bytes of counts", "\(head.count)")
    }
    let bytes = file.file.bytes
    let documents = bytes.integer(UInt32.self, at: head.lowerBound)
    let features = bytes.integer(UInt64.self, at: head.lowerBound + 8)
    postingCount = bytes.integer(UInt64.self, at: head.lowerBound + 16)
    let groups = UInt64(groupFeatures.count / 4)
    let groupCount = UInt64(PostingFormat.groupCount)
    guard documents <= PostingFormat.documentCountLimit, features <= 1 << 32,
      (features + groupCount - 1) / groupCount == groups,
      UInt64(groupOffsets.count / 8) == groups + 1
    else {
      throw file.corrupt(
        head.lowerBound, "counts that agree with the sections",
        "\(documents) documents, \(features) features, \(groups) groups")
    }
    documentCount = Int(documents)
    featureCount = Int(features)
  }

  /// The first feature of a group.
  func firstFeature(ofGroup group: Int) -> UInt32 {
    file.file.bytes.integer(UInt32.self, at: groupFeatures.lowerBound + 4 * group)
  }

  /// The postings of a feature; nil when no document has it.
  func list(of feature: UInt32) throws(StorageError) -> PostingList? {
    try lists(of: [feature])[0]
  }

  /// Of a group, whose entries and short lists seldom take more.
  private static let prefetchedByteCount = 256

  /// The postings of each feature, in the features' order; nil when no document has it.
  ///
  /// What is read is asked for from memory ahead, for all features at once. O(log groups) for
  /// each.
  func lists(of features: [UInt32]) throws(StorageError) -> [PostingList?] {
    let bytes = file.file.bytes
    let notBelow = InterpolationSearch.firstIndices(
      notBelow: features, count: groupCount,
      prefetch: { bytes.prefetch(at: groupFeatures.lowerBound + 4 * $0) }
    ) {
      UInt64(firstFeature(ofGroup: $0))
    }
    // A group starts with its first feature; of those before it, the last one may hold others.
    let groups = zip(features, notBelow).map { feature, group in
      group < groupCount && firstFeature(ofGroup: group) == feature ? group : group - 1
    }
    for group in groups where group >= 0 {
      bytes.prefetch(at: groupOffsets.lowerBound + 8 * group)
    }
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(groups.count)
    for group in groups {
      let range = group < 0 ? 0..<0 : try range(ofGroup: group)
      bytes.prefetch(range.prefix(Self.prefetchedByteCount))
      ranges.append(range)
    }
    var lists: [PostingList?] = []
    lists.reserveCapacity(features.count)
    for (index, group) in groups.enumerated() {
      lists.append(group < 0 ? nil : try list(of: features[index], inGroup: group, ranges[index]))
    }
    return lists
  }

  /// The postings of a feature that a group would have, whose bytes lie in a range.
  ///
  /// Questions ask for some dozen features in each segment, so nothing is kept of the others.
  private func list(
    of feature: UInt32, inGroup group: Int, _ range: Range<Int>
  ) throws(StorageError) -> PostingList? {
    let count = entryCount(ofGroup: group)
    var cursor = ByteCursor(file.file.bytes.extracting(range))
    var next = UInt64(firstFeature(ofGroup: group))
    var wanted: Entry?
    var shortByteCount = 0
    for index in 0..<count {
      guard let entry = readEntry(&cursor, isFirst: index == 0, next: next) else {
        throw noEntry(range.lowerBound + cursor.offset)
      }
      if entry.feature == feature {
        wanted = entry
        if entry.long != nil { break }
      } else if wanted == nil {
        if entry.feature > feature { return nil }
        shortByteCount += entry.shortByteCount
      }
      next = UInt64(entry.feature) + 1
    }
    guard let wanted else { return nil }
    var start = min(range.lowerBound + cursor.offset + shortByteCount, range.upperBound)
    return try locate(wanted, short: &start, end: range.upperBound)
  }

  private func entryCount(ofGroup group: Int) -> Int {
    min(PostingFormat.groupCount, featureCount - group * PostingFormat.groupCount)
  }

  private func noEntry(_ offset: Int) -> StorageError {
    file.corrupt(offset, "an entry of the dictionary", "something else")
  }

  /// The bytes of a group: its entries and their short lists.
  func range(ofGroup group: Int) throws(StorageError) -> Range<Int> {
    let at = groupOffsets.lowerBound + 8 * group
    let start = file.file.bytes.integer(UInt64.self, at: at)
    let end = file.file.bytes.integer(UInt64.self, at: at + 8)
    guard start <= end, end <= UInt64(terms.count) else {
      throw file.corrupt(at, "a group inside \(terms.count) bytes", "\(start) to \(end)")
    }
    return terms.lowerBound + Int(start)..<terms.lowerBound + Int(end)
  }

  /// An entry as it is written, before its list is located.
  private struct Entry {
    var feature: UInt32
    var documentFrequency: Int
    var width: Int
    /// Of a long list: its offset in its section, and its greatest impact.
    var long: (offset: Int, maximum: UInt8)?

    /// Bytes of its short list, which stands behind the group's entries; 0 of a long one.
    var shortByteCount: Int {
      guard long == nil else { return 0 }
      return PostingFormat.packedByteCount(documentFrequency, width: width) + documentFrequency
    }
  }

  /// The lists of a group's features, in order.
  func lists(ofGroup group: Int) throws(StorageError) -> [PostingList] {
    let range = try range(ofGroup: group)
    let bytes = file.file.bytes.extracting(range)
    let count = entryCount(ofGroup: group)
    var cursor = ByteCursor(bytes)
    var entries: [Entry] = []
    entries.reserveCapacity(count)
    var next = UInt64(firstFeature(ofGroup: group))
    for index in 0..<count {
      guard let entry = readEntry(&cursor, isFirst: index == 0, next: next) else {
        throw noEntry(range.lowerBound + cursor.offset)
      }
      entries.append(entry)
      next = UInt64(entry.feature) + 1
    }
    var lists: [PostingList] = []
    lists.reserveCapacity(count)
    var start = range.lowerBound + cursor.offset
    for entry in entries {
      let list = try locate(entry, short: &start, end: range.upperBound)
      lists.append(list)
    }
    guard start == range.upperBound else {
      throw file.corrupt(start, "the end of a group", "\(range.upperBound - start) more bytes")
    }
    return lists
  }

  private func readEntry(_ cursor: inout ByteCursor, isFirst: Bool, next: UInt64) -> Entry? {
    let numbers =
      isFirst ? cursor.varint().map { (first: 0, second: $0) } : cursor.varintPair()
    let greatest = UInt64(UInt32.max)
    guard let (gap, key) = numbers, gap <= greatest, next + gap <= greatest,
      key <= UInt64(documentCount) << PostingFormat.widthBits
    else { return nil }
    let feature = next + gap
    let documentFrequency = Int(key >> PostingFormat.widthBits) + 1
    let width = Int(key & 31)
    guard documentFrequency <= documentCount else { return nil }
    var entry = Entry(
      feature: UInt32(feature), documentFrequency: documentFrequency, width: width)
    if documentFrequency > PostingFormat.blockCount {
      guard width == 0, let offset = cursor.count(limit: lists.count),
        let maximum = cursor.count(limit: 255)
      else { return nil }
      entry.long = (offset, UInt8(maximum))
    }
    return entry
  }

  /// The place of an entry's list: in `LIST`, or from `short` on, which moves past it.
  private func locate(
    _ entry: Entry, short: inout Int, end: Int
  ) throws(StorageError) -> PostingList {
    let count = entry.documentFrequency
    let layout: PostingList.Layout
    if let long = entry.long {
      layout = try locateLong(entry, lists.lowerBound + long.offset, long.maximum)
    } else {
      let gapsByteCount = PostingFormat.packedByteCount(count, width: entry.width)
      guard gapsByteCount + count <= end - short else {
        throw file.corrupt(
          short, "\(gapsByteCount + count) bytes of postings", "\(end - short)")
      }
      let gaps = short..<short + gapsByteCount
      layout = .short(
        gaps: gaps, width: entry.width, impacts: gaps.upperBound..<gaps.upperBound + count)
      short = gaps.upperBound + count
    }
    return PostingList(feature: entry.feature, documentFrequency: count, layout: layout)
  }

  private func locateLong(
    _ entry: Entry, _ start: Int, _ maximum: UInt8
  ) throws(StorageError) -> PostingList.Layout {
    let count = entry.documentFrequency
    let layout: PostingList.Layout
    let end: Int
    switch PostingFormat.Shape(documentFrequency: count, documentCount: documentCount) {
    case .column:
      end = start + documentCount
      layout = .column(start..<end, maximum: maximum)
    case .bitmap:
      let bitmap = PostingList.BitmapLayout(
        start: start, documentFrequency: count, documentCount: documentCount)
      end = bitmap.impacts.upperBound
      layout = .bitmap(bitmap, maximum: maximum)
    case .short, .packed:
      let blockCount = (count + PostingFormat.blockCount - 1) / PostingFormat.blockCount
      let blocks = start + 8 * blockCount
      guard blocks <= lists.upperBound else {
        throw file.corrupt(start, "a block table inside its section", "\(blockCount) blocks")
      }
      var packed = PostingList.PackedLayout(
        documentFrequency: count, blockCount: blockCount, start: start, blocks: blocks..<blocks)
      end = blocks + packed.end(file.file.bytes, blockCount - 1)
      packed.blocks = blocks..<end
      layout = .packed(packed, maximum: maximum)
    }
    guard end <= lists.upperBound else {
      throw file.corrupt(
        start, "a list inside its section", "\(end - lists.upperBound) bytes beyond")
    }
    return layout
  }
}
