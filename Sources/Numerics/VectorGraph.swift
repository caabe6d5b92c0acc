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

extension VectorGraph {
  func withRecord(_ body: (UnsafePointer<footnote_graph>) -> Void) {
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
