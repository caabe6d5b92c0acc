import Storage

/// Turns vectors into the parts of their codes.
struct VectorRowEncoder: Sendable {
  /// Some rows' parts of the file.
  struct Rows: Sendable {
    var factors: [Float] = []
    var biases: [Float] = []
    /// In the order of the code's planes.
    var planes: [[UInt8]] = []
  }

  let code: VectorCode
  let layout: VectorLayout
  let transform: VectorTransform

  init(code: VectorCode, transform: VectorTransform) {
    self.code = code
    self.transform = transform
    layout = VectorLayout(dimensions: transform.dimensions, code: code)
  }

  /// The codes of some vectors by their numbers.
  func encode(_ spooled: VectorSpool.Reader, _ numbers: ArraySlice<UInt32>) -> Rows {
    var rows = Rows()
    rows.planes = code.planes.map { plane in
      var bytes: [UInt8] = []
      bytes.reserveCapacity(layout.stride(plane) * numbers.count)
      return bytes
    }
    var rest = [Float](repeating: 0, count: layout.padded)
    var vector = [Float](repeating: 0, count: layout.dimensions)
    for number in numbers {
      spooled.read(Int(number), into: &vector)
      transform.apply(vector.span, into: &rest)
      var square = 0.0
      for index in 0..<layout.dimensions { square += Double(rest[index]) * Double(rest[index]) }
      for (index, plane) in code.planes.enumerated() {
        let factor = append(plane, vector.span, rest, square: square, &rows.planes[index])
        if plane == code.finest, plane != .signs { rows.factors.append(factor) }
      }
      if transform.metric == .squaredDistance { rows.biases.append(Float(square / 2)) }
      if layout.hasWalkableSlots { completeSlot(&rows) }
    }
    return rows
  }

  /// Puts the factor of the last row's bytes and its bias into the last slot.
  private func completeSlot(_ rows: inout Rows) {
    var scales: [UInt8] = []
    scales.append(integer: (rows.factors.last ?? 0).bitPattern)
    scales.append(integer: (rows.biases.last ?? 0).bitPattern)
    let start = rows.planes[0].count - layout.slotByteCount + layout.padded / 8 + 4
    rows.planes[0].replaceSubrange(start..<start + scales.count, with: scales)
  }

  /// Appends one part of a row and gives its factor: what turns whole numbers into products.
  private func append(
    _ plane: VectorPlane, _ vector: Span<Float>, _ rest: [Float], square: Double,
    _ bytes: inout [UInt8]
  ) -> Float {
    switch plane {
    case .signs: return appendSigns(rest, square: square, &bytes)
    case .nibbles: return appendNibbles(rest, square: square, &bytes)
    case .bytes: return appendBytes(rest, square: square, &bytes)
    case .floats:
      let size = VectorTransform.size(vector, transform.metric)
      for index in vector.indices {
        bytes.append(integer: Float(Double(vector[index]) * size).bitPattern)
      }
      return 1
    }
  }

  private func appendSigns(
    _ rest: [Float], square: Double, _ bytes: inout [UInt8]
  ) -> Float {
    var sum = 0.0
    for start in stride(from: 0, to: layout.padded, by: 8) {
      var byte: UInt8 = 0
      for bit in 0..<8 where start + bit < layout.dimensions {
        let value = rest[start + bit]
        if value > 0 { byte |= 1 << UInt8(bit) }
        sum += Double(value.magnitude)
      }
      bytes.append(byte)
    }
    let factor = self.factor(square, agreement: sum)
    bytes.append(integer: factor.bitPattern)
    for _ in layout.padded / 8 + 4..<layout.slotByteCount { bytes.append(0) }
    return factor
  }

  private func appendBytes(
    _ rest: [Float], square: Double, _ bytes: inout [UInt8]
  ) -> Float {
    var agreement = 0.0
    let inverse = self.inverse(rest, greatestCode: 127)
    for index in 0..<layout.padded {
      let number = (rest[index] * inverse).rounded(.toNearestOrEven)
      agreement += Double(number) * Double(rest[index])
      bytes.append(UInt8(Int32(number) + 128))
    }
    return factor(square, agreement: agreement)
  }

  private func appendNibbles(
    _ rest: [Float], square: Double, _ bytes: inout [UInt8]
  ) -> Float {
    var agreement = 0.0
    let inverse = self.inverse(rest, greatestCode: 7)
    func nibble(_ index: Int) -> UInt8 {
      let number = (rest[index] * inverse).rounded(.toNearestOrEven)
      agreement += Double(number) * Double(rest[index])
      return UInt8(Int32(number) + 8)
    }
    for start in stride(from: 0, to: layout.padded, by: 128) {
      for index in start..<start + 64 { bytes.append(nibble(index) | nibble(index + 64) << 4) }
    }
    return factor(square, agreement: agreement)
  }

  /// One over the step between codes.
  private func inverse(_ rest: [Float], greatestCode: Float) -> Float {
    let greatest = rest.reduce(0) { max($0, $1.magnitude) }
    // Below this the rest is the rounding of a vector that is the mean.
    return greatest > 1e-30 ? greatestCode / greatest : 0
  }

  /// The factor that makes the product of a row with its own code what it is with itself.
  ///
  /// Source: Gao and Long, "RaBitQ", 2024: the estimate of products is then unbiased.
  private func factor(_ square: Double, agreement: Double) -> Float {
    agreement > 0 ? Float(square / agreement) : 0
  }
}
