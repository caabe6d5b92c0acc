/// Counts by hashed keys, added up and taken off from many tables, so that one look finds a sum.
///
/// Only sums other than 0 are kept, ascending by key: what one table adds and another takes off
/// costs nothing. 16 bytes for each.
package struct NetCounts: Sendable {
  /// A key and how often it counts.
  package typealias Entry = (key: UInt64, count: Int64)

  private var keys: [UInt64] = []
  private var counts: [Int64] = []
  /// A number above all keys.
  private let limit: UInt64

  package init(limit: UInt64) { self.limit = limit }

  /// Keys whose sum is not 0.
  package var count: Int { keys.count }

  /// The sum of a key's counts.
  ///
  /// - Complexity: O(log ``count``), few of the looks far from each other, since keys are hashes.
  package subscript(key: UInt64) -> Int64 {
    let index = InterpolationSearch.firstIndex(notBelow: key, count: keys.count, limit: limit) {
      keys[$0]
    }
    return index < keys.count && keys[index] == key ? counts[index] : 0
  }

  /// Adds a table whose keys ascend, equal ones in a row.
  ///
  /// Of a damaged table whose keys do not ascend, some sums are not found; nothing worse happens.
  ///
  /// - Parameters:
  ///   - entryCount: entries of the table.
  ///   - entry: an entry by its index; its count is below 0 where it is taken off.
  /// - Complexity: O(``count`` + entryCount).
  package mutating func add(_ entryCount: Int, _ entry: (Int) -> Entry) {
    var merged = NetCounts(limit: limit)
    merged.keys.reserveCapacity(keys.count + entryCount)
    merged.counts.reserveCapacity(keys.count + entryCount)
    var known = 0
    var index = 0
    while index < entryCount {
      var (key, sum) = entry(index)
      index += 1
      while index < entryCount, case let next = entry(index), next.key == key {
        sum &+= next.count
        index += 1
      }
      while known < keys.count, keys[known] < key {
        merged.append((keys[known], counts[known]))
        known += 1
      }
      if known < keys.count, keys[known] == key {
        sum &+= counts[known]
        known += 1
      }
      merged.append((key, sum))
    }
    merged.keys += keys[known...]
    merged.counts += counts[known...]
    self = merged
  }

  private mutating func append(_ entry: Entry) {
    guard entry.count != 0 else { return }
    keys.append(entry.key)
    counts.append(entry.count)
  }
}

extension NetCounts {
  /// Which tables are worth joining: the smallest, as long as they are no larger together.
  ///
  /// - Parameter entryCounts: of each table.
  package static func smallest(_ entryCounts: [Int], entryLimit: Int) -> [Bool] {
    var chosen = [Bool](repeating: false, count: entryCounts.count)
    var sum = 0
    for table in entryCounts.indices.sorted(by: { entryCounts[$0] < entryCounts[$1] }) {
      guard entryCounts[table] <= entryLimit - sum else { break }
      sum += entryCounts[table]
      chosen[table] = true
    }
    return chosen
  }
}
