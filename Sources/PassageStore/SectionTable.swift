import Storage

/// The passages under each section title, gathered while passages come in order.
///
/// A passage counts for every title above it, and one above all headings for the empty title.
struct SectionTable {
  /// The passages under a title.
  private struct Runs {
    /// The finished runs.
    var encoded: [UInt8] = []
    var count = 0
    /// Where the last finished run ends.
    var end: UInt32 = 0
    var open: Range<UInt32>

    mutating func closeRun() {
      encoded.append(varint: UInt64(open.lowerBound - end))
      encoded.append(varint: UInt64(open.count))
      count += 1
      end = open.upperBound
    }

    mutating func add(_ passages: Range<UInt32>) {
      if passages.lowerBound > open.upperBound {
        closeRun()
        open = passages
      } else {
        open = open.lowerBound..<passages.upperBound
      }
    }
  }

  private var titles: [[UInt8]: Runs] = [:]
  /// The path of the last passages, which mostly is the next one's too.
  private var path: [String] = []
  private var passages: Range<UInt32> = 0..<0

  /// Adds the passage that follows those added before.
  mutating func append(_ sectionPath: [String]) {
    if !passages.isEmpty, sectionPath != path { addPassages() }
    path = sectionPath
    passages = passages.lowerBound..<passages.upperBound + 1
  }

  private mutating func addPassages() {
    for title in path.isEmpty ? [""] : path {
      let key = Array(title.utf8)
      if titles[key]?.add(passages) == nil { titles[key] = Runs(open: passages) }
    }
    passages = passages.upperBound..<passages.upperBound
  }

  /// The section of titles, and the one of their places.
  consuming func encoded() -> (titles: [UInt8], directory: [UInt8]) {
    if !passages.isEmpty { addPassages() }
    var encoded: [UInt8] = []
    var directory: [UInt8] = []
    let names = titles.keys.sorted { $0.lexicographicallyPrecedes($1) }
    for name in names {
      guard var runs = titles.removeValue(forKey: name) else { continue }
      runs.closeRun()
      directory.append(integer: UInt64(encoded.count))
      encoded.append(counted: name)
      encoded.append(varint: UInt64(runs.count))
      encoded += runs.encoded
    }
    directory.append(integer: UInt64(encoded.count))
    return (encoded, directory)
  }
}
