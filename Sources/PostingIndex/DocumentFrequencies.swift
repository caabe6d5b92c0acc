package import Storage

/// How many documents of several indexes have a feature, less those that are no more.
package struct DocumentFrequencies: Sendable {
  private var tables: SummedTables<PostingIndexReader, FrequencyRetractions>

  package init(_ readers: [PostingIndexReader], retractions: [FrequencyRetractions] = []) {
    tables = SummedTables(added: readers, removed: retractions)
  }

  /// How many documents have each feature, in the features' order.
  package func frequencies(of features: [UInt32]) throws(StorageError) -> [Int] {
    var counts = features.map { Int(tables.joined?[UInt64($0)] ?? 0) }
    for reader in tables.added {
      for (index, count) in try reader.documentFrequencies(of: features).enumerated() {
        counts[index] += count
      }
    }
    for retraction in tables.removed {
      for (index, feature) in features.enumerated() {
        counts[index] -= retraction.count(of: feature)
      }
    }
    // Files that contradict each other could say less than none; `verify` finds that.
    return counts.map { max(0, $0) }
  }

  /// The entries of each table that ``joined(entryLimit:)`` may read.
  package var smallEntryCounts: [Int] { tables.smallEntryCounts }

  /// The same counts, with the small tables read into one.
  ///
  /// - Parameter entryLimit: entries to be read at most; further tables are left where they are.
  package func joined(entryLimit: Int) throws(StorageError) -> DocumentFrequencies {
    var result = self
    try result.tables.join(entryLimit: entryLimit, NetCounts(limit: 1 << 32))
    return result
  }
}

extension PostingIndexReader: CountTable {
  package var entryCount: Int? { featureCount }

  package func add(to sums: inout NetCounts, times factor: Int64) throws(StorageError) {
    var entries: [NetCounts.Entry] = []
    entries.reserveCapacity(featureCount)
    try forEachList { list in
      entries.append((UInt64(list.feature), factor * Int64(list.documentFrequency)))
    }
    sums.add(entries.count) { entries[$0] }
  }
}

extension FrequencyRetractions: CountTable {
  package var entryCount: Int? { count }

  package func add(to sums: inout NetCounts, times factor: Int64) {
    let bytes = file.file.bytes
    sums.add(count) {
      let offset = offset($0)
      return (
        UInt64(bytes.integer(UInt32.self, at: offset)),
        factor * Int64(bytes.integer(UInt32.self, at: offset + 4))
      )
    }
  }
}
