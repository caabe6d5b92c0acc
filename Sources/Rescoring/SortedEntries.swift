import Storage

/// Entries of a file that ascend by a number, or by two, at their start.
struct SortedEntries: Sendable {
  /// Where they lie in the file.
  let range: Range<Int>
  let byteCount: Int

  var count: Int { range.count / byteCount }

  func offset(of index: Int) -> Int { range.lowerBound + byteCount * index }

  func key(_ index: Int, _ bytes: RawSpan) -> UInt32 {
    bytes.integer(UInt32.self, at: offset(of: index))
  }

  /// Both numbers of an entry as one.
  func longKey(_ index: Int, _ bytes: RawSpan) -> UInt64 {
    let offset = offset(of: index)
    return UInt64(bytes.integer(UInt32.self, at: offset)) << 32
      | UInt64(bytes.integer(UInt32.self, at: offset + 4))
  }

  /// The first entry that is not below a number.
  func first(from key: UInt32, _ bytes: RawSpan) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self.key(middle, bytes) < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first entry that is not below two numbers.
  func first(from key: UInt64, _ bytes: RawSpan) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if longKey(middle, bytes) < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The sum of the counts behind the numbers in a range; entries are a number and its count.
  func sum(_ keys: Range<Int>, _ bytes: RawSpan) -> UInt64 {
    var sum: UInt64 = 0
    var index = first(from: UInt32(truncatingIfNeeded: keys.lowerBound), bytes)
    while index < count, Int(key(index, bytes)) < keys.upperBound {
      sum += UInt64(bytes.integer(UInt32.self, at: offset(of: index) + 4))
      index += 1
    }
    return sum
  }
}
