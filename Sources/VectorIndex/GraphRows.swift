import Numerics
import Storage

/// The rows that a graph is built over: their bytes, and what turns products into distances.
///
/// Distances are squared ones between the rotated rests as their codes have them, from whole-number
/// products and a few rounded steps in one order.
struct GraphRows: Sendable {
  private let signs: MappedFile
  let file: MappedFile
  let layout: VectorLayout
  let factors: [Float]
  let biases: [Float]
  /// Half the square of each row's length, as its codes have it.
  let halfSquares: [Float]

  /// - Parameters:
  ///   - signs: a file of each row's signs.
  ///   - bytes: a file of each row's bytes.
  init(
    signs: MappedFile, bytes: MappedFile, layout: VectorLayout, factors: [Float], biases: [Float]
  ) {
    self.signs = signs
    file = bytes
    self.layout = layout
    self.factors = factors
    self.biases = biases
    var halfSquares: [Float] = []
    halfSquares.reserveCapacity(factors.count)
    for row in factors.indices {
      var sum: Int32 = 0
      let codes = bytes.bytes.extracting(row * layout.padded..<(row + 1) * layout.padded)
        .integers(UInt8.self)
      for index in codes.indices {
        let number = Int32(codes[index]) - 128
        sum &+= number &* number
      }
      halfSquares.append(Float(sum) * factors[row] * factors[row] * 0.5)
    }
    self.halfSquares = halfSquares
  }

  var padded: Int { layout.padded }

  /// All bytes as the kernels see them.
  var bytes: VectorKernels.Rows {
    @_lifetime(borrow self)
    get {
      let rows = VectorKernels.Rows(file.bytes, .byte, dimensions: padded, stride: padded)
      return unsafe _overrideLifetime(rows, borrowing: self)
    }
  }

  /// All codes as walks see them.
  var codes: VectorGraphCodes {
    @_lifetime(borrow self)
    get {
      let codes = VectorGraphCodes(
        slots: VectorKernels.Rows(
          signs.bytes, .sign, dimensions: padded, stride: layout.slotByteCount),
        bytes: bytes)
      return unsafe _overrideLifetime(codes, borrowing: self)
    }
  }

  var count: Int { factors.count }

  /// How far products of rows with a query of length 1 are spread, for directions at random.
  var spread: Float {
    var sum = 0.0
    for half in halfSquares { sum += Double(half) }
    return Float((2 * sum / Double(max(1, count) * layout.dimensions)).squareRoot())
  }

  /// Appends a row's codes as a query's numbers.
  func append(_ row: UInt32, to numbers: inout [Int8]) {
    let start = Int(row) * padded
    let codes = file.bytes.extracting(start..<start + padded).integers(UInt8.self)
    for index in codes.indices { numbers.append(Int8(bitPattern: codes[index] ^ 0x80)) }
  }

  /// The products of a row's codes with those of listed rows.
  func products(
    _ numbers: [Int8], with rows: [UInt32], into sums: inout [Int32]
  ) {
    if sums.count < rows.count { sums = [Int32](repeating: 0, count: rows.count) }
    var target = sums.mutableSpan
    VectorKernels.current.products(numbers.span, bytes, .listed(rows.span), into: &target)
  }

  /// The square of the distance between two rows from the product of their codes.
  func distance(_ a: UInt32, _ b: UInt32, product: Int32) -> Float {
    let product = Float(product) * factors[Int(b)] * factors[Int(a)]
    return max(0, 2 * (halfSquares[Int(a)] + halfSquares[Int(b)] - product))
  }

  /// Whether a distance is that between rows with the same codes, but for rounding.
  func isZero(_ distance: Float, from row: UInt32) -> Bool {
    distance <= halfSquares[Int(row)] * 1e-5
  }
}
