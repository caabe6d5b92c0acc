package import Storage

extension PassageStoreReader {
  /// Different titles of sections; the empty one of the text above all headings counts too.
  private var sectionCount: Int { sectionDirectory.count / 8 - 1 }

  /// The passages under a title, its subsections included; none for an unknown one.
  package func passages(
    inSection title: String
  ) throws(StorageError) -> RangeSet<UInt32> {
    let wanted = Array(title.utf8)
    var low = 0
    var high = max(0, sectionCount)
    while low < high {
      let middle = (low + high) / 2
      let found = try section(at: middle)
      if found.title == wanted { return try passages(ofRuns: found.runs) }
      if found.title.lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
    }
    return RangeSet()
  }

  /// The titles with the most passages, most first; reads all titles.
  package func commonSections(_ count: Int) throws(StorageError) -> [String] {
    var best: [(count: Int, title: [UInt8])] = []
    for index in 0..<max(0, sectionCount) {
      let (title, runs) = try section(at: index)
      guard !title.isEmpty else { continue }
      let total = try passages(ofRuns: runs).ranges.reduce(0) { $0 + $1.count }
      // Of equal counts the title that comes first in the table stays before.
      let place = best.firstIndex { $0.count < total } ?? best.count
      best.insert((total, title), at: place)
      if best.count > count { best.removeLast() }
    }
    return best.map { String(decoding: $0.title, as: UTF8.self) }
  }

  /// A title, and where its passages stand in the file.
  private func section(
    at index: Int
  ) throws(StorageError) -> (title: [UInt8], runs: Range<Int>) {
    let bytes = file.file.bytes
    let at = sectionDirectory.lowerBound + 8 * index
    let start = bytes.integer(UInt64.self, at: at)
    let end = bytes.integer(UInt64.self, at: at + 8)
    guard start <= end, end <= UInt64(sections.count) else {
      throw file.corrupt(at, "a title inside \(sections.count) bytes", "\(start) to \(end)")
    }
    let range = sections.lowerBound + Int(start)..<sections.lowerBound + Int(end)
    var cursor = ByteCursor(file.bytes(range))
    guard let title = cursor.countedBytes() else {
      throw file.corrupt(range.lowerBound, "a section's title", "other bytes")
    }
    return (title, range.lowerBound + cursor.offset..<range.upperBound)
  }

  private func passages(
    ofRuns range: Range<Int>
  ) throws(StorageError) -> RangeSet<UInt32> {
    var cursor = ByteCursor(file.bytes(range))
    var runs = PassageRuns()
    var last: UInt64 = 0
    guard let count = cursor.count(limit: range.count) else {
      throw file.corrupt(range.lowerBound, "a section's passages", "other bytes")
    }
    for _ in 0..<count {
      guard let gap = cursor.varint(), gap <= UInt64(passageCount) - last,
        let length = cursor.varint(), length <= UInt64(passageCount) - last - gap
      else {
        throw file.corrupt(range.lowerBound, "passages below \(passageCount)", "other bytes")
      }
      runs.add(UInt32(last + gap)..<UInt32(last + gap + length))
      last += gap + length
    }
    return runs.set
  }

  /// Compares the tables of properties and sections with what the passages say.
  func verify(
    _ foundProperties: PropertyTable, _ foundSections: consuming SectionTable
  ) throws(StorageError) {
    let (titles, directory) = foundSections.encoded()
    let parts = [
      (properties, foundProperties.encoded, "the passages' languages and licences"),
      (sections, titles, "the passages' sections"),
      (sectionDirectory, directory, "the places of the sections' titles"),
    ]
    let bytes = file.file.bytes
    for (range, expected, what) in parts {
      let isEqual =
        range.count == expected.count
        && zip(range, expected).allSatisfy { bytes.integer(UInt8.self, at: $0) == $1 }
      guard isEqual else { throw file.corrupt(range.lowerBound, what, "others") }
    }
  }
}
