import CKernels

/// A graph over rows of codes, in place: of each node the nodes that it links to.
@safe
package struct VectorGraph: ~Escapable {
  /// Links that a node has at most.
  package static let degreeLimit = Int(FOOTNOTE_GRAPH_DEGREE_LIMIT)

  let links: Span<UInt32>
  let degree: Int
  package let nodeCount: Int
  /// Of each node its row; empty where nodes are rows.
  let rows: Span<UInt32>
  let codes: VectorGraphCodes

  /// - Parameters:
  ///   - links: `degree` of each node; a number that is no node ends them.
  ///   - rows: of each node its row; empty where nodes are rows. Nodes without one are passed.
  @_lifetime(copy links, copy rows, copy codes)
  package init(
    links: Span<UInt32>, degree: Int, rows: Span<UInt32>, codes: borrowing VectorGraphCodes
  ) {
    precondition((1...Self.degreeLimit).contains(degree) && links.count % degree == 0)
    nodeCount = links.count / degree
    precondition(rows.isEmpty ? nodeCount == codes.count : rows.count == nodeCount)
    self.links = links
    self.degree = degree
    self.rows = rows
    self.codes = copy codes
  }
}

/// The codes of the rows that a graph's nodes stand for.
package struct VectorGraphCodes: ~Escapable {
  /// Floats after a row's signs: the factors of its signs and of its bytes, and its bias.
  package static let slotFloatCount = 3

  let slots: VectorKernels.Rows
  let bytes: VectorKernels.Rows
  /// Rows that are there.
  package let count: Int

  /// - Parameters:
  ///   - slots: rows of signs, each followed by its ``slotFloatCount`` floats.
  @_lifetime(copy slots, copy bytes)
  package init(slots: consuming VectorKernels.Rows, bytes: consuming VectorKernels.Rows) {
    precondition(slots.width == .sign && bytes.width == .byte)
    precondition(slots.dimensions == bytes.dimensions && bytes.stride == bytes.dimensions)
    let floats = Self.slotFloatCount * MemoryLayout<Float>.size
    precondition(slots.stride >= slots.dimensions / 8 + floats)
    precondition(slots.count == bytes.count && bytes.count < 1 << 31)
    count = bytes.count
    self.slots = slots
    self.bytes = bytes
  }
}

/// A query made ready for walks.
package struct VectorGraphQuery: Sendable {
  fileprivate let codes: [Int8]
  fileprivate let planes: [UInt8]
  fileprivate let codeSum: Int32
  fileprivate let planeSum: Int32
  fileprivate let scale: Float
  fileprivate let slack: Float

  /// One of the numbers in four bits is so many of the codes'.
  private static let planeUnit: Float = 256.0 / 15

  /// - Parameters:
  ///   - codes: a number for each dimension.
  ///   - scale: what a product with codes is multiplied by, with a row's factor.
  ///   - slack: by how much an estimate may be worse than the last kept score.
  package init(
    codes: [Int8], scale: Float, slack: Float, _ kernels: VectorKernels = .current
  ) {
    precondition(codes.count % 64 == 0)
    var planes = [UInt8](repeating: 0, count: codes.count / 2)
    planeSum = unsafe planes.withUnsafeMutableBufferPointer { planes in
      unsafe kernels.table.pointee.sign_planes(
        codes, codes.count, planes.baseAddress.unsafelyUnwrapped)
    }
    var sum: Int32 = 0
    for code in codes { sum += Int32(code) }
    codeSum = sum
    self.planes = planes
    self.codes = codes
    self.scale = scale
    self.slack = slack
  }

  fileprivate func withRecord(_ body: (UnsafePointer<footnote_graph_query>) -> Void) {
    unsafe codes.withUnsafeBufferPointer { codes in
      unsafe planes.withUnsafeBufferPointer { planes in
        var record = unsafe footnote_graph_query(
          codes: codes.baseAddress.unsafelyUnwrapped,
          planes: planes.baseAddress.unsafelyUnwrapped, code_sum: codeSum,
          plane_sum: planeSum, scale: scale, plane_scale: scale * Self.planeUnit, slack: slack)
        unsafe withUnsafePointer(to: &record) { unsafe body($0) }
      }
    }
  }
}

/// What a walk found, and what it worked in; used again by the next one.
package struct VectorWalk: Sendable {
  /// What walks did, added up.
  package struct Work: Hashable, Sendable {
    /// Nodes whose links were looked at.
    package var hops: UInt64 = 0
    /// Rows whose scores were estimated from their signs.
    package var estimates: UInt64 = 0
    /// Rows whose bytes were read.
    package var closerLooks: UInt64 = 0
  }

  package private(set) var work = Work()
  /// Nodes found, the best first.
  package private(set) var count = 0
  private var keys: [UInt64] = []
  private var seen: [UInt64] = []
  private var touched = [UInt32](repeating: 0, count: Int(FOOTNOTE_GRAPH_TOUCHED_COUNT))

  package init() {}

  /// The node at a place of the ranking.
  package func node(_ place: Int) -> UInt32 { UInt32(truncatingIfNeeded: keys[place]) >> 1 }

  /// Its score by the codes.
  package func score(_ place: Int) -> Float {
    let worse = UInt32(truncatingIfNeeded: keys[place] >> 32)
    return Float(bitPattern: worse >> 31 == 1 ? worse : worse ^ 0x7FFF_FFFF)
  }

  /// Walks from the seeds on, always from the best node that was not left, until the `width` best
  /// nodes that were seen were all left.
  ///
  /// Seeds that are no nodes are passed. What is found is the same bits at every level.
  package mutating func walk(
    _ graph: borrowing VectorGraph, _ query: VectorGraphQuery, seeds: Span<UInt32>, width: Int,
    _ kernels: VectorKernels = .current
  ) {
    precondition(width > 0 && query.codes.count == graph.codes.bytes.dimensions)
    let slack = Int(FOOTNOTE_GRAPH_SLACK_COUNT)
    if keys.count < width + slack { keys = [UInt64](repeating: 0, count: width + slack) }
    let words = (graph.nodeCount + 63) / 64
    if seen.count < words { seen = [UInt64](repeating: 0, count: words) }
    count = 0
    guard graph.nodeCount > 0, !seeds.isEmpty else { return }
    unsafe graph.withRecord { graph in
      unsafe query.withRecord { query in
        unsafe seeds.withUnsafeBufferPointer { seeds in
          unsafe withScratch { scratch in
            unsafe kernels.table.pointee.graph_walk(
              graph, query, seeds.baseAddress.unsafelyUnwrapped, seeds.count, width, scratch)
          }
        }
      }
    }
  }

  private mutating func withScratch(
    _ body: (UnsafeMutablePointer<footnote_graph_scratch>) -> Int
  ) {
    unsafe seen.withUnsafeMutableBufferPointer { seen in
      unsafe touched.withUnsafeMutableBufferPointer { touched in
        unsafe keys.withUnsafeMutableBufferPointer { keys in
          var scratch = unsafe footnote_graph_scratch(
            seen: seen.baseAddress.unsafelyUnwrapped,
            touched: touched.baseAddress.unsafelyUnwrapped,
            keys: keys.baseAddress.unsafelyUnwrapped, hop_count: work.hops,
            estimate_count: work.estimates, closer_count: work.closerLooks)
          count = unsafe withUnsafeMutablePointer(to: &scratch) { unsafe body($0) }
          work = unsafe Work(
            hops: scratch.hop_count, estimates: scratch.estimate_count,
            closerLooks: scratch.closer_count)
        }
      }
    }
  }
}

extension VectorGraph {
  fileprivate func withRecord(_ body: (UnsafePointer<footnote_graph>) -> Void) {
    unsafe links.withUnsafeBufferPointer { links in
      unsafe rows.withUnsafeBufferPointer { rows in
        unsafe codes.slots.bytes.withUnsafeBytes { slots in
          unsafe codes.bytes.bytes.withUnsafeBytes { bytes in
            var record = unsafe footnote_graph(
              links: links.baseAddress.unsafelyUnwrapped, degree: degree, node_count: nodeCount,
              rows: rows.isEmpty ? nil : rows.baseAddress, row_count: codes.count,
              dimensions: codes.bytes.dimensions,
              slots: slots.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self),
              slot_stride: codes.slots.stride,
              bytes: bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self))
            unsafe withUnsafePointer(to: &record) { unsafe body($0) }
          }
        }
      }
    }
  }
}
