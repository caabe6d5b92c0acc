import Numerics
import Storage

/// The rows that a graph or lists are built over: their codes, and what turns products into
/// distances.
///
/// Distances are squared ones between the rotated rests as their codes have them, from whole-number
/// products and a few rounded steps in one order.
struct CodedRows: Sendable {
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
      let codes = VectorGraphCodes(slots: signRows, bytes: bytes)
      return unsafe _overrideLifetime(codes, borrowing: self)
    }
  }

  var count: Int { factors.count }

  /// All signs as the kernels see them.
  private var signRows: VectorKernels.Rows {
    @_lifetime(borrow self)
    get {
      let rows = VectorKernels.Rows(
        signs.bytes, .sign, dimensions: padded, stride: layout.slotByteCount)
      return unsafe _overrideLifetime(rows, borrowing: self)
    }
  }

  /// The signs of up to 32 rows, laid out together.
  func tileOfSigns(_ listed: ArraySlice<UInt32>) -> [UInt8] {
    var tile = VectorTile(.sign, dimensions: padded)
    VectorKernels.current.pack(signRows, .listed(listed.span), into: &tile)
    return tile.bytes
  }

  /// What turns sums over a row's signs into products.
  func signFactor(of row: UInt32) -> Float {
    let place = Int(row) * layout.slotByteCount + padded / 8
    return Float(bitPattern: signs.bytes.integer(UInt32.self, at: place))
  }

  /// How far products of rows with a query of length 1 are spread, for directions at random.
  var spread: Float {
    var sum = 0.0
    for half in halfSquares { sum += Double(half) }
    return Float((2 * sum / Double(max(1, count) * layout.dimensions)).squareRoot())
  }

  /// Appends a row's codes as a query's numbers.
  func append(_ row: UInt32, to numbers: inout [Int8]) { bytes.append(Int(row), to: &numbers) }

  /// A row as its codes have it.
  func numbers(of row: UInt32) -> [Float] {
    var codes: [Int8] = []
    append(row, to: &codes)
    return codes.map { Float($0) * factors[Int(row)] }
  }

  /// Asks for a row's codes without waiting for them.
  func prefetch(_ row: UInt32) {
    file.bytes.prefetch(Int(row) * padded..<(Int(row) + 1) * padded)
  }

  /// The products of a row's codes with those of listed rows.
  func products(
    _ numbers: [Int8], with rows: ArraySlice<UInt32>, into sums: inout [Int32]
  ) {
    if sums.count < rows.count { sums = [Int32](repeating: 0, count: rows.count) }
    var target = sums.mutableSpan
    VectorKernels.current.products(numbers.span, bytes, .listed(rows.span), into: &target)
  }

  /// What a product with a row's codes is multiplied by, and half the square of its length.
  struct Scale: Sendable {
    var factor: Float
    var halfSquare: Float

    /// The square of the distance to a row of another scale from the product of their codes.
    func distance(to other: Scale, product: Int32) -> Float {
      let product = Float(product) * other.factor * factor
      return max(0, 2 * (halfSquare + other.halfSquare - product))
    }

    /// Whether a distance is that between rows with the same codes, but for rounding.
    func isZero(_ distance: Float) -> Bool { distance <= halfSquare * 1e-5 }
  }

  func scale(of row: UInt32) -> Scale {
    Scale(factor: factors[Int(row)], halfSquare: halfSquares[Int(row)])
  }
}
