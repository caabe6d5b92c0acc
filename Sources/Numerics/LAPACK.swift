internal import CLAPACK

/// Decompositions of dense matrices, by the system's LAPACK.
package enum LAPACK {
  /// The eigenvalues of a symmetric matrix, greatest first, and a unit eigenvector for each.
  package struct Eigensystem: Sendable {
    package var values: [Float]
    /// One vector a row, in the order of the values.
    package var vectors: [Float]
  }

  /// Decomposes a symmetric matrix of `order` rows; nil where the library finds no solution, as for
  /// values that are not finite.
  ///
  /// Of each vector and its opposite the one whose greatest component is positive is given, the
  /// first of equal ones. O(order^3).
  package static func eigensystem(ofSymmetric matrix: [Float], order: Int) -> Eigensystem? {
    precondition(order >= 0 && matrix.count == order * order)
    guard order > 0 else { return Eigensystem(values: [], vectors: []) }
    // Infinite values make some versions loop for ever.
    guard matrix.allSatisfy(\.isFinite) else { return nil }
    guard let ascending = decompose(matrix, order: order) else { return nil }
    var system = Eigensystem(values: ascending.values.reversed(), vectors: [])
    system.vectors.reserveCapacity(matrix.count)
    for row in (0..<order).reversed() {
      let vector = ascending.vectors[row * order..<(row + 1) * order]
      var greatest: Float = 0
      for component in vector where component.magnitude > greatest.magnitude {
        greatest = component
      }
      system.vectors += greatest < 0 ? vector.map { -$0 } : Array(vector)
    }
    return system
  }

  private static func decompose(_ matrix: [Float], order: Int) -> Eigensystem? {
    // The library's columns are our rows, which makes no difference to what is symmetric.
    var system = Eigensystem(
      values: [Float](repeating: 0, count: order), vectors: matrix)
    var work: [Float] = [0]
    var integers: [Int32] = [0]
    guard solve(&system, order, &work, &integers, asksForRoom: true) else { return nil }
    // The size is given as a float, which may be rounded down.
    let workCount = Int(work[0]) + Int(work[0]) / 1_000 + 1
    work = [Float](repeating: 0, count: workCount)
    integers = [Int32](repeating: 0, count: max(1, Int(integers[0])))
    return solve(&system, order, &work, &integers, asksForRoom: false) ? system : nil
  }

  /// Solves, or puts the room that is needed into the first elements.
  private static func solve(
    _ system: inout Eigensystem, _ order: Int, _ work: inout [Float], _ integers: inout [Int32],
    asksForRoom: Bool
  ) -> Bool {
    var information: Int32 = 0
    var order = Int32(order)
    var workCount = asksForRoom ? -1 : Int32(work.count)
    var integerCount = asksForRoom ? -1 : Int32(integers.count)
    unsafe ssyevd_(
      "V", "U", &order, &system.vectors, &order, &system.values, &work, &workCount, &integers,
      &integerCount, &information, 1, 1)
    return information == 0
  }
}
