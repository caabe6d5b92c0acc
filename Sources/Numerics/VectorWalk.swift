import CKernels

/// What walks that are made together found, and what they worked in; used again by the next ones.
package struct VectorWalks: Sendable {
  /// Walks that are made together at most.
  package static let limit = Int(FOOTNOTE_GRAPH_WALK_LIMIT)

  /// What walks did, added up.
  package struct Work: Hashable, Sendable {
    /// Nodes whose links were looked at.
    package var hops: UInt64 = 0
    /// Rows whose scores were estimated from their signs.
    package var estimates: UInt64 = 0
    /// Rows whose bytes were read.
    package var closerLooks: UInt64 = 0
  }

  /// How far walks go.
  package struct Extent: Sendable {
    /// Nodes that are kept at most.
    package var width: Int
    /// Nodes are passed whose score is further below that of the best node of this rank, counted
    /// from 1, than the reach, in units of the query's.
    package var rank: Int
    package var reach: Float

    package init(width: Int, rank: Int = 1, reach: Float = .infinity) {
      precondition(width > 0 && rank > 0 && reach >= 0)
      self.width = width
      self.rank = rank
      self.reach = reach
    }
  }

  package private(set) var work = Work()
  /// Of each walk the nodes found, the best first.
  private var counts = [Int](repeating: 0, count: Self.limit)
  private var keys: [UInt64] = []
  private var keyCount = 0
  private var seen: [UInt64] = []
  private var touched: [UInt32] = []

  package init() {}

  /// Nodes that a walk found.
  package func count(of walk: Int = 0) -> Int { counts[walk] }

  /// The node at a place of a walk's ranking.
  package func node(_ place: Int, of walk: Int = 0) -> UInt32 {
    UInt32(truncatingIfNeeded: keys[walk * keyCount + place]) >> 1
  }

  /// Its score by the codes.
  package func score(_ place: Int, of walk: Int = 0) -> Float {
    let worse = UInt32(truncatingIfNeeded: keys[walk * keyCount + place] >> 32)
    return Float(bitPattern: worse >> 31 == 1 ? worse : worse ^ 0x7FFF_FFFF)
  }

  /// Walks towards each query from its seeds, always on from the best node that was not left, until
  /// all nodes within the extent were left.
  ///
  /// Seeds that are no nodes are passed. What is found is the same bits at every level, and whether
  /// walks are made together or one by one.
  package mutating func walk(
    _ graph: borrowing VectorGraph, _ queries: CodedQueries, seeds: [[UInt32]],
    _ extent: Extent, _ kernels: VectorKernels = .current
  ) {
    precondition(queries.dimensions == graph.codes.bytes.dimensions)
    precondition(seeds.count == queries.count && queries.count <= Self.limit)
    makeRoom(for: queries.count, width: extent.width, nodeCount: graph.nodeCount)
    for walk in seeds.indices { counts[walk] = 0 }
    guard graph.nodeCount > 0, !seeds.isEmpty else { return }
    let words = seen.count / seeds.count
    var all: [UInt32] = []
    for list in seeds { all += list }
    unsafe graph.withRecord { graph in
      unsafe queries.withWalkRecords(extent) { records in
        unsafe all.withUnsafeBufferPointer { all in
          var start = 0
          for walk in seeds.indices {
            unsafe records[walk].seeds = all.baseAddress.map { unsafe $0 + start }
            unsafe records[walk].seed_count = seeds[walk].count
            start += seeds[walk].count
          }
          unsafe withScratches(seeds.count, words) { scratches in
            unsafe kernels.table.pointee.graph_walks(
              graph, records.baseAddress.unsafelyUnwrapped, scratches, seeds.count, extent.width)
          }
        }
      }
    }
  }

  private mutating func makeRoom(for walkCount: Int, width: Int, nodeCount: Int) {
    let wanted = width + Int(FOOTNOTE_GRAPH_SLACK_COUNT)
    if keyCount < wanted {
      keyCount = wanted
      keys = []
    }
    if keys.count < walkCount * keyCount {
      keys = [UInt64](repeating: 0, count: walkCount * keyCount)
    }
    let touchedCount = walkCount * Int(FOOTNOTE_GRAPH_TOUCHED_COUNT)
    if touched.count < touchedCount { touched = [UInt32](repeating: 0, count: touchedCount) }
    let words = (nodeCount + 63) / 64 * walkCount
    if seen.count < words { seen = [UInt64](repeating: 0, count: words) }
  }

  private mutating func withScratches(
    _ walkCount: Int, _ words: Int, _ body: (UnsafeMutablePointer<footnote_graph_scratch>) -> Void
  ) {
    let keyCount = keyCount
    unsafe seen.withUnsafeMutableBufferPointer { seen in
      unsafe touched.withUnsafeMutableBufferPointer { touched in
        unsafe keys.withUnsafeMutableBufferPointer { keys in
          unsafe withUnsafeTemporaryAllocation(
            of: footnote_graph_scratch.self, capacity: walkCount
          ) { scratches in
            for walk in 0..<walkCount {
              let touchedStart = walk * Int(FOOTNOTE_GRAPH_TOUCHED_COUNT)
              unsafe scratches.initializeElement(
                at: walk,
                to: footnote_graph_scratch(
                  seen: seen.baseAddress.unsafelyUnwrapped + walk * words,
                  touched: touched.baseAddress.unsafelyUnwrapped + touchedStart,
                  keys: keys.baseAddress.unsafelyUnwrapped + walk * keyCount, found_count: 0,
                  hop_count: 0, estimate_count: 0, closer_count: 0))
            }
            unsafe body(scratches.baseAddress.unsafelyUnwrapped)
            for walk in 0..<walkCount {
              unsafe counts[walk] = scratches[walk].found_count
              unsafe work.hops += scratches[walk].hop_count
              unsafe work.estimates += scratches[walk].estimate_count
              unsafe work.closerLooks += scratches[walk].closer_count
            }
          }
        }
      }
    }
  }
}

extension CodedQueries {
  /// The queries as walks see them, but for their seeds.
  fileprivate func withWalkRecords(
    _ extent: VectorWalks.Extent,
    _ body: (UnsafeMutableBufferPointer<footnote_graph_query>) -> Void
  ) {
    unsafe withRecords(
      { query in
        unsafe footnote_graph_query(
          codes: query.codes, planes: query.planes, code_sum: query.codeSum,
          plane_sum: query.planeSum, scale: query.scale, plane_scale: query.planeScale,
          slack: query.slack, rank: extent.rank, reach: query.reach(extent.reach), seeds: nil,
          seed_count: 0)
      }, body)
  }
}
