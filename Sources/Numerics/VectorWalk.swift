import CKernels

/// Queries made ready for walks that are made together.
package struct VectorGraphQueries: Sendable {
  /// Walks that are made together at most.
  package static let limit = Int(FOOTNOTE_GRAPH_WALK_LIMIT)

  let dimensions: Int
  package private(set) var count = 0
  private var codes: [Int8] = []
  private var planes: [UInt8] = []
  private var scalars: [Scalars] = []

  /// What is known of a query besides its numbers.
  private struct Scalars {
    var codeSum: Int32
    var planeSum: Int32
    var scale: Float
    var slack: Float
    var unit: Float
  }

  /// One of the numbers in four bits is so many of the codes'.
  static let planeUnit: Float = 256.0 / 15

  /// - Parameter capacity: queries that room is made for.
  package init(dimensions: Int, capacity: Int = 1) {
    precondition(dimensions % 64 == 0)
    self.dimensions = dimensions
    codes.reserveCapacity(capacity * dimensions)
    planes.reserveCapacity(capacity * dimensions / 2)
  }

  /// Adds a query.
  ///
  /// - Parameters:
  ///   - codes: a number for each dimension.
  ///   - scale: what a product with codes is multiplied by, with a row's factor.
  ///   - slack: by how much an estimate may be worse than the last kept score.
  ///   - unit: what the reach of walks is a multiple of.
  package mutating func append(
    codes: [Int8], scale: Float, slack: Float, unit: Float = 1, _ kernels: VectorKernels = .current
  ) {
    precondition(codes.count == dimensions && count < Self.limit)
    let start = planes.count
    planes.append(contentsOf: repeatElement(0, count: dimensions / 2))
    let planeSum = unsafe planes.withUnsafeMutableBufferPointer { planes in
      unsafe kernels.table.pointee.sign_planes(
        codes, codes.count, planes.baseAddress.unsafelyUnwrapped + start)
    }
    var sum: Int32 = 0
    for code in codes { sum &+= Int32(code) }
    self.codes += codes
    scalars.append(
      Scalars(codeSum: sum, planeSum: planeSum, scale: scale, slack: slack, unit: unit))
    count += 1
  }

  /// The queries as the kernels see them, but for their seeds.
  fileprivate func withRecords(
    _ extent: VectorWalks.Extent,
    _ body: (UnsafeMutableBufferPointer<footnote_graph_query>) -> Void
  ) {
    unsafe codes.withUnsafeBufferPointer { codes in
      unsafe planes.withUnsafeBufferPointer { planes in
        unsafe withUnsafeTemporaryAllocation(of: footnote_graph_query.self, capacity: count) {
          records in
          for (index, scalar) in scalars.enumerated() {
            let reach = extent.reach == .infinity ? .infinity : extent.reach * scalar.unit
            let code = unsafe codes.baseAddress.unsafelyUnwrapped + index * dimensions
            let plane = unsafe planes.baseAddress.unsafelyUnwrapped + index * (dimensions / 2)
            unsafe records.initializeElement(
              at: index,
              to: footnote_graph_query(
                codes: code, planes: plane, code_sum: scalar.codeSum,
                plane_sum: scalar.planeSum, scale: scalar.scale,
                plane_scale: scalar.scale * Self.planeUnit, slack: scalar.slack,
                rank: extent.rank, reach: reach, seeds: nil, seed_count: 0))
          }
          unsafe body(records)
        }
      }
    }
  }
}

/// What walks that are made together found, and what they worked in; used again by the next ones.
package struct VectorWalks: Sendable {
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
  private var counts = [Int](repeating: 0, count: VectorGraphQueries.limit)
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
    _ graph: borrowing VectorGraph, _ queries: VectorGraphQueries, seeds: [[UInt32]],
    _ extent: Extent, _ kernels: VectorKernels = .current
  ) {
    precondition(queries.dimensions == graph.codes.bytes.dimensions)
    precondition(seeds.count == queries.count)
    makeRoom(for: queries.count, width: extent.width, nodeCount: graph.nodeCount)
    for walk in seeds.indices { counts[walk] = 0 }
    guard graph.nodeCount > 0, !seeds.isEmpty else { return }
    let words = seen.count / seeds.count
    var all: [UInt32] = []
    for list in seeds { all += list }
    unsafe graph.withRecord { graph in
      unsafe queries.withRecords(extent) { records in
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
