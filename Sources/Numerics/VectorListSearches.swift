import CKernels

/// What searches of lists that are made together found, and what they worked in; used again by the
/// next ones.
package struct VectorListSearches: Sendable {
  /// Searches that are made together at most.
  package static let limit = Int(FOOTNOTE_LIST_QUERY_LIMIT)

  /// What searches did, added up.
  package struct Work: Hashable, Sendable {
    /// Rows whose signs were looked at.
    package var visits: UInt64 = 0
    /// Rows whose bytes were read.
    package var closerLooks: UInt64 = 0
  }

  /// How far searches go.
  package struct Extent: Sendable {
    /// Rows that are kept at most.
    package var width: Int
    /// Lists are passed whose centre is further below the worst of the rows kept than the reach, in
    /// units of the query's.
    package var reach: Float

    package init(width: Int, reach: Float) {
      precondition(width > 0 && reach >= 0)
      self.width = width
      self.reach = reach
    }
  }

  package private(set) var work = Work()
  /// Of each search the rows found.
  private var counts = [Int](repeating: 0, count: limit)
  private var keys: [UInt64] = []
  private var keyCount = 0
  private var sums: [Int32] = []
  private var order: [UInt64] = []

  package init() {}

  /// The rows that a search found, the best first.
  package func rows(of search: Int) -> [UInt32] {
    keys[search * keyCount..<search * keyCount + counts[search]].map {
      UInt32(truncatingIfNeeded: $0)
    }
  }

  /// Looks at the lists around each query, those with the best centres first, until the others are
  /// out of reach, and finds the best allowed rows by their bytes.
  ///
  /// What is found is the same bits at every level, and whether searches are made together or one
  /// by one.
  package mutating func search(
    _ lists: borrowing VectorListCodes, _ queries: CodedQueries, _ extent: Extent,
    among allowed: DocumentRanges?, _ kernels: VectorKernels = .current
  ) {
    precondition(queries.dimensions == lists.dimensions && queries.count <= Self.limit)
    for search in 0..<queries.count { counts[search] = 0 }
    guard lists.listCount > 0, lists.rowCount > 0, queries.count > 0 else { return }
    makeRoom(for: queries.count, listCount: lists.listCount, width: extent.width)
    guard let allowed else {
      return unsafe search(lists, queries, extent, bounds: nil, kernels)
    }
    unsafe allowed.withBounds { bounds in
      unsafe search(lists, queries, extent, bounds: bounds, kernels)
    }
  }

  /// - Parameter bounds: of each range of allowed rows its ends; nil where all are.
  private mutating func search(
    _ lists: borrowing VectorListCodes, _ queries: CodedQueries, _ extent: Extent,
    bounds: UnsafeBufferPointer<UInt32>?, _ kernels: VectorKernels
  ) {
    let listCount = lists.listCount
    unsafe queries.withRecords(
      { query in
        let raised = unsafe query.planeScale > 0 ? query.slack / query.planeScale : 0
        return unsafe footnote_list_query(
          codes: query.codes, code_sum: query.codeSum, planes: query.planes,
          plane_sum: query.planeSum, scale: query.scale, plane_scale: query.planeScale,
          plane_offset: raised, reach: query.reach(extent.reach), ranges: bounds?.baseAddress,
          range_count: (bounds?.count ?? 0) / 2)
      },
      { records in
        unsafe lists.withRecord { lists in
          unsafe withScratches(records.count, listCount) { scratches in
            unsafe kernels.table.pointee.search_lists(
              lists, records.baseAddress.unsafelyUnwrapped, scratches, records.count,
              extent.width)
          }
        }
      })
  }

  private mutating func makeRoom(for count: Int, listCount: Int, width: Int) {
    if keyCount < width {
      keyCount = width
      keys = []
    }
    if keys.count < count * keyCount { keys = [UInt64](repeating: 0, count: count * keyCount) }
    if sums.count < count * listCount { sums = [Int32](repeating: 0, count: count * listCount) }
    if order.count < 2 * count * listCount {
      order = [UInt64](repeating: 0, count: 2 * count * listCount)
    }
  }

  private mutating func withScratches(
    _ count: Int, _ listCount: Int, _ body: (UnsafeMutablePointer<footnote_list_scratch>) -> Void
  ) {
    let keyCount = keyCount
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      unsafe order.withUnsafeMutableBufferPointer { order in
        unsafe keys.withUnsafeMutableBufferPointer { keys in
          unsafe withUnsafeTemporaryAllocation(
            of: footnote_list_scratch.self, capacity: count
          ) { scratches in
            for search in 0..<count {
              unsafe scratches.initializeElement(
                at: search,
                to: footnote_list_scratch(
                  sums: sums.baseAddress.unsafelyUnwrapped + search * listCount,
                  order: order.baseAddress.unsafelyUnwrapped + 2 * search * listCount,
                  keys: keys.baseAddress.unsafelyUnwrapped + search * keyCount, found_count: 0,
                  visit_count: 0, closer_count: 0))
            }
            unsafe body(scratches.baseAddress.unsafelyUnwrapped)
            for search in 0..<count {
              unsafe counts[search] = scratches[search].found_count
              unsafe work.visits += scratches[search].visit_count
              unsafe work.closerLooks += scratches[search].closer_count
            }
          }
        }
      }
    }
  }
}
