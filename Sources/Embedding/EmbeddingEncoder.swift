import Numerics
import Storage

/// A feature and how often a text has it.
package struct EmbeddedFeature: Sendable, Equatable {
  package var feature: UInt32
  package var count: UInt32

  package init(feature: UInt32, count: UInt32) {
    self.feature = feature
    self.count = count
  }
}

/// Turns bags of features into unit vectors; one for each thread.
///
/// Sums are whole numbers, so a vector is the same bits whatever the instruction set and the order
/// of the features.
package struct EmbeddingEncoder {
  package let table: EmbeddingTable
  /// Dimensions of the vectors: the table's first ones.
  package let dimensions: Int

  private let kernels: Kernels
  private var rows: [UInt32] = []
  private var coefficients: [Int16] = []
  private var sums: [Int32]
  private var totals: [Int64]

  /// Makes an encoder of vectors of `dimensions`, at most those of the table; nil takes all.
  package init(_ table: EmbeddingTable, dimensions: Int? = nil) {
    self.init(table, dimensions: dimensions, .current)
  }

  init(_ table: EmbeddingTable, dimensions: Int?, _ kernels: Kernels) {
    let dimensions = dimensions ?? table.dimensions
    precondition((1...table.dimensions).contains(dimensions))
    self.table = table
    self.dimensions = dimensions
    self.kernels = kernels
    sums = [Int32](repeating: 0, count: dimensions)
    totals = [Int64](repeating: 0, count: dimensions)
  }

  /// The vector of a text's features; zeros where the table knows none of them.
  @inlinable
  package mutating func vector(of features: some Sequence<EmbeddedFeature>) -> [Float] {
    for feature in features { add(feature) }
    return finish()
  }

  /// Adds a feature to the vector that is being made; one that was added before counts anew.
  package mutating func add(_ item: EmbeddedFeature) {
    guard item.count > 0, let row = table.row(of: item.feature) else { return }
    rows.append(row.number)
    coefficients.append(Int16(row.weight) * EmbeddingFormat.countWeight(item.count))
    if rows.count == Kernels.codeRowLimit { addRows() }
  }

  /// The vector of what was added, and an end to it; zeros where the table knew none.
  package mutating func finish() -> [Float] {
    addRows()
    var square = 0.0
    for total in totals { square += Double(total) * Double(total) }
    let length = square.squareRoot()
    let vector = totals.map { length > 0 ? Float(Double($0) / length) : 0 }
    for index in totals.indices { totals[index] = 0 }
    return vector
  }

  /// Moves what was gathered into the totals.
  private mutating func addRows() {
    guard !rows.isEmpty else { return }
    for index in sums.indices { sums[index] = 0 }
    let table = table
    kernels.addCodeRows(
      rows, coefficients: coefficients, codes: table.codes, rowByteCount: table.dimensions,
      into: &sums)
    for index in sums.indices { totals[index] &+= Int64(sums[index]) }
    rows.removeAll(keepingCapacity: true)
    coefficients.removeAll(keepingCapacity: true)
  }
}
