/// A table of counts by hashed keys, which can be looked into or read whole.
package protocol CountTable: Sendable {
  /// Entries to be read; nil where a look costs no more than one into a joined table.
  var entryCount: Int? { get }

  /// Adds all counts, so many times each.
  func add(to sums: inout NetCounts, times factor: Int64) throws(StorageError)
}

/// Tables whose counts are added up, and others whose counts are taken off.
///
/// The small ones can be joined. What is left is a table or two for each kind, however many
/// segments an index has.
package struct SummedTables<Added: CountTable, Removed: CountTable>: Sendable {
  /// Those to be looked into one by one.
  package private(set) var added: [Added]
  package private(set) var removed: [Removed]
  /// The sums of the others.
  package private(set) var joined: NetCounts?

  package init(added: [Added], removed: [Removed]) {
    self.added = added
    self.removed = removed
  }

  /// The tables that may be joined: all but the largest of those that add.
  private var small: (added: [Int], removed: [Int]) {
    let sizes = added.map { $0.entryCount ?? .max }
    let largest = sizes.indices.max { sizes[$0] < sizes[$1] }
    return (
      added.indices.filter { $0 != largest && added[$0].entryCount != nil },
      removed.indices.filter { removed[$0].entryCount != nil }
    )
  }

  /// The entries of each table that ``join(entryLimit:_:)`` may read.
  package var smallEntryCounts: [Int] {
    let small = small
    return small.added.compactMap { added[$0].entryCount }
      + small.removed.compactMap { removed[$0].entryCount }
  }

  /// Joins the smallest tables, all but the largest at most.
  ///
  /// - Parameters:
  ///   - entryLimit: entries to be read at most; further tables are left where they are.
  ///   - sums: where nothing was added yet.
  package mutating func join(
    entryLimit: Int, _ sums: consuming NetCounts
  ) throws(StorageError) {
    let small = small
    let isChosen = NetCounts.smallest(smallEntryCounts, entryLimit: entryLimit)
    let joinedAdded = zip(small.added, isChosen).filter(\.1).map(\.0)
    let joinedRemoved = zip(small.removed, isChosen.dropFirst(small.added.count))
      .filter(\.1).map(\.0)
    // By turns, since much of what a segment takes out is what it adds.
    for turn in 0..<max(joinedAdded.count, joinedRemoved.count) {
      if turn < joinedAdded.count { try added[joinedAdded[turn]].add(to: &sums, times: 1) }
      if turn < joinedRemoved.count { try removed[joinedRemoved[turn]].add(to: &sums, times: -1) }
    }
    added = added.indices.filter { !joinedAdded.contains($0) }.map { added[$0] }
    removed = removed.indices.filter { !joinedRemoved.contains($0) }.map { removed[$0] }
    joined = sums
  }
}
