import CKernels

/// Queries made ready for walks or searches of lists that are made together.
package struct CodedQueries: Sendable {
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
  ///   - slack: by how much an estimate by a row's signs may be too low, in units of their factor.
  ///   - unit: what a reach is a multiple of.
  package mutating func append(
    codes: [Int8], scale: Float, slack: Float, unit: Float = 1, _ kernels: VectorKernels = .current
  ) {
    precondition(codes.count == dimensions)
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

  /// A query as the kernels see it.
  @unsafe
  struct Record {
    var codes: UnsafePointer<Int8>
    var planes: UnsafePointer<UInt8>
    var codeSum: Int32
    var planeSum: Int32
    var scale: Float
    var planeScale: Float
    var slack: Float
    var unit: Float

    /// A reach in units of products.
    func reach(_ reach: Float) -> Float { unsafe reach == .infinity ? .infinity : reach * unit }
  }

  /// What is made of each of the queries, in a row.
  func withRecords<Made>(
    _ make: (Record) -> Made, _ body: (UnsafeMutableBufferPointer<Made>) -> Void
  ) {
    unsafe codes.withUnsafeBufferPointer { codes in
      unsafe planes.withUnsafeBufferPointer { planes in
        unsafe withUnsafeTemporaryAllocation(of: Made.self, capacity: count) { made in
          for (index, scalar) in scalars.enumerated() {
            let record = unsafe Record(
              codes: codes.baseAddress.unsafelyUnwrapped + index * dimensions,
              planes: planes.baseAddress.unsafelyUnwrapped + index * (dimensions / 2),
              codeSum: scalar.codeSum, planeSum: scalar.planeSum, scale: scalar.scale,
              planeScale: scalar.scale * Self.planeUnit, slack: scalar.slack, unit: scalar.unit)
            unsafe made.initializeElement(at: index, to: make(record))
          }
          unsafe body(made)
          unsafe made.deinitialize()
        }
      }
    }
  }
}
