import CKernels

/// The inner loops over vectors' codes, at one instruction set level.
///
/// Every level gives the same bits. Lengths and row numbers are checked here, once a call; the
/// rows' bytes may be anything. ``Rows`` says how codes lie in memory.
@safe
package struct VectorKernels: Sendable {
  /// Rows that a tile holds.
  package static let tileRowCount = Int(FOOTNOTE_TILE_ROW_COUNT)

  // Points at a constant of the C module.
  nonisolated(unsafe) let table: UnsafePointer<footnote_vector_kernels>

  /// The best level of this processor, or the one that `FOOTNOTE_SIMD` names.
  package static let current = unsafe VectorKernels(table: footnote_vector_kernels_current())

  private init(table: UnsafePointer<footnote_vector_kernels>) { unsafe self.table = table }

  /// The kernels of a level, or nil where this processor or this build lacks it.
  package init?(level: Kernels.Level) {
    guard let table = unsafe footnote_vector_kernels_at(level.number) else { return nil }
    unsafe self.init(table: table)
  }

  /// How each dimension of a row is kept.
  package enum Width: Sendable {
    /// One byte: a number from -127 to 127, plus 128.
    case byte
    /// Four bits: a number from -7 to 7, plus 8. Of each 64 bytes, the lower nibbles are 64
    /// dimensions and the upper ones the 64 that follow.
    case nibble
    /// One bit, lowest first.
    case sign

    /// Rows have a multiple of so many dimensions; what is over is there for the kernels alone.
    package var dimensionsMultiple: Int { self == .nibble ? 128 : 64 }

    /// Bytes of a row of so many dimensions.
    package func byteCount(dimensions: Int) -> Int {
      switch self {
      case .byte: dimensions
      case .nibble: dimensions / 2
      case .sign: dimensions / 8
      }
    }
  }

  /// Rows that lie at equal distances.
  package struct Rows: ~Escapable {
    let bytes: RawSpan
    let width: Width
    let dimensions: Int
    let stride: Int
    /// Rows that are there.
    package let count: Int

    /// Takes as many rows as the bytes hold whole strides.
    ///
    /// - Parameters:
    ///   - dimensions: of each row, a multiple of the width's.
    ///   - stride: bytes from one row to the next, a row at least.
    @_lifetime(copy bytes)
    package init(_ bytes: RawSpan, _ width: Width, dimensions: Int, stride: Int) {
      precondition(dimensions > 0 && dimensions % width.dimensionsMultiple == 0)
      precondition(stride >= width.byteCount(dimensions: dimensions), "rows do not overlap")
      self.bytes = bytes
      self.width = width
      self.dimensions = dimensions
      self.stride = stride
      count = bytes.byteCount / stride
    }
  }

}

extension VectorKernels.Rows {
  /// Adds a row of bytes to a query's numbers.
  package func append(_ row: Int, to numbers: inout [Int8]) {
    precondition(width == .byte && row >= 0 && row < count)
    let first = numbers.count
    let codes = bytes.extracting(row * stride..<row * stride + dimensions)
    unsafe codes.withUnsafeBytes {
      unsafe numbers.append(contentsOf: $0.bindMemory(to: Int8.self))
    }
    // A byte is a number plus 128.
    unsafe numbers.withUnsafeMutableBufferPointer {
      for place in first..<first + dimensions { unsafe $0[place] ^= .min }
    }
  }
}

extension VectorKernels {
  /// Which rows a kernel looks at.
  package enum Selection: ~Escapable {
    /// Rows that follow each other.
    case range(Range<Int>)
    /// Rows by their numbers, in any order.
    case listed(Span<UInt32>)

    package var count: Int {
      switch self {
      case .range(let range): range.count
      case .listed(let numbers): numbers.count
      }
    }

    /// The row from which numbers count.
    var start: Int {
      switch self {
      case .range(let range): range.lowerBound
      case .listed: 0
      }
    }

    /// Traps unless all rows lie below a count.
    func check(below count: Int) {
      switch self {
      case .range(let range):
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "rows that are there")
      case .listed(let numbers):
        var greatest: UInt32 = 0
        for index in numbers.indices { greatest = max(greatest, numbers[index]) }
        precondition(numbers.isEmpty || Int(greatest) < count, "rows that are there")
      }
    }

    /// The address of the listed numbers; nil for a range.
    func withListed(_ body: (UnsafePointer<UInt32>?) -> Void) {
      switch self {
      case .range: body(nil)
      case .listed(let numbers):
        unsafe numbers.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
      }
    }
  }
}

extension Kernels.Level {
  var number: footnote_level {
    switch self {
    case .scalar: footnote_level_scalar
    case .avx2: footnote_level_avx2
    case .avx512: footnote_level_avx512
    case .neon: footnote_level_neon
    }
  }
}
