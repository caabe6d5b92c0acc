import Storage

/// Postings in memory, each a feature and a document in one number, and an impact.
struct PostingBuffer {
  /// Feature in the upper half, provisional document in the lower.
  var keys: [UInt64] = []
  var impacts: [UInt8] = []

  /// Bytes of memory that a posting takes while it is sorted.
  static let byteCountWhileSorting = 2 * (MemoryLayout<UInt64>.size + 1)

  /// Orders postings that ascend by document by their feature, documents still ascending.
  ///
  /// A radix sort of 11-bit digits from the lowest one up; each pass is stable. O(count).
  mutating func sortByFeature() {
    var otherKeys = [UInt64](repeating: 0, count: keys.count)
    var otherImpacts = [UInt8](repeating: 0, count: keys.count)
    for shift: UInt64 in [32, 43, 54] {
      var starts = [Int](repeating: 0, count: 2049)
      for key in keys { starts[Int(key >> shift & 2047) + 1] += 1 }
      // All postings share this digit: the pass would change nothing.
      if starts.contains(keys.count) { continue }
      for digit in 1...2048 { starts[digit] += starts[digit - 1] }
      for index in keys.indices {
        let digit = Int(keys[index] >> shift & 2047)
        otherKeys[starts[digit]] = keys[index]
        otherImpacts[starts[digit]] = impacts[index]
        starts[digit] += 1
      }
      swap(&keys, &otherKeys)
      swap(&impacts, &otherImpacts)
    }
  }
}

/// A sorted run of postings, read from its start to its end: all of it in memory, or in a file and
/// a part at a time in memory.
struct PostingRun {
  /// Where a spilled run lies: all keys, then all impacts.
  struct Place {
    var offset: Int
    var count: Int
  }

  private var part: PostingBuffer
  private var index = 0
  private var file: OutputFile?
  private var place = Place(offset: 0, count: 0)
  private var readCount = 0
  private let partCount: Int

  init(_ buffer: PostingBuffer) {
    part = buffer
    partCount = buffer.keys.count
  }

  /// A spilled run, of which `partCount` postings at a time are in memory.
  init(_ file: OutputFile, _ place: Place, partCount: Int) throws(StorageError) {
    part = PostingBuffer()
    self.file = file
    self.place = place
    self.partCount = partCount
    try readPart()
  }

  /// The feature of the next posting; nil at the end.
  var feature: UInt32? {
    index < part.keys.count ? UInt32(part.keys[index] >> 32) : nil
  }

  /// Moves the postings of the next feature to the ends of two arrays.
  mutating func takeList(
    documents: inout [UInt32], impacts: inout [UInt8]
  ) throws(StorageError) {
    guard let feature else { return }
    while index < part.keys.count, part.keys[index] >> 32 == UInt64(feature) {
      documents.append(UInt32(truncatingIfNeeded: part.keys[index]))
      impacts.append(part.impacts[index])
      index += 1
      if index == part.keys.count { try readPart() }
    }
  }

  private mutating func readPart() throws(StorageError) {
    let count = min(partCount, place.count - readCount)
    guard let file, count > 0 else { return }
    var bytes = [UInt8](repeating: 0, count: 8 * count)
    try file.read(into: &bytes, at: place.offset + 8 * readCount)
    let source = bytes.rawBytes
    part.keys.removeAll(keepingCapacity: true)
    for posting in 0..<count {
      part.keys.append(source.integer(UInt64.self, at: 8 * posting))
    }
    part.impacts = [UInt8](repeating: 0, count: count)
    try file.read(into: &part.impacts, at: place.offset + 8 * place.count + readCount)
    readCount += count
    index = 0
  }
}

extension OutputFile {
  /// Adds a sorted run.
  func append(_ buffer: PostingBuffer) throws(StorageError) -> PostingRun.Place {
    let place = PostingRun.Place(offset: byteCount, count: buffer.keys.count)
    let piece = 1 << 16
    for start in stride(from: 0, to: buffer.keys.count, by: piece) {
      let keys = Array(buffer.keys[start..<min(start + piece, buffer.keys.count)])
      let bytes = keys.rawBytes
      try append(unsafe bytes.withUnsafeBytes { unsafe Array($0) })
    }
    try append(buffer.impacts)
    return place
  }
}
