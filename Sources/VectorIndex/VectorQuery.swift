import Numerics

/// A query made ready for the codes of an index.
struct VectorQuery: Sendable {
  /// A signed byte for each padded dimension of the rotated query, in units of its greatest number
  /// over 127.
  let codes: [Int8]
  /// What the codes leave over, in units ``fineCount`` times as small.
  let rest: [Int8]
  /// A bit for each padded dimension, whether its code is above 0; see ``withSigns()``.
  private(set) var signs: [UInt8] = []
  /// The query as the metric sees it.
  let values: [Float]
  /// What whole-number products are multiplied by, with a row's factor, to give products.
  let scale: Float
  /// The same for bits that are equal.
  private(set) var signScale: Float = 0
  /// What is taken off a vector's product with ``values``, for the same score as codes give.
  let middle: Double
  /// The square of the query's length, as the rows are.
  private let square: Double
  /// What a score within the index is multiplied by, and what is added then.
  private let size: Double
  private let offset: Double

  /// Units of the rest in one of the codes.
  static let fineCount = Double(VectorQueryCodes.restUnit)

  init(_ query: Span<Float>, _ transform: VectorTransform, _ layout: VectorLayout) {
    let kernels = VectorKernels.current
    let length = kernels.product(query, query).squareRoot()
    let isDistance = transform.metric == .squaredDistance
    let unit = !isDistance && length > 0 ? 1 / length : 1
    var values = [Float](repeating: 0, count: query.count)
    for index in query.indices { values[index] = Float(Double(query[index]) * unit) }
    var rotated = values
    let mean = transform.mean
    if isDistance { for index in mean.indices { rotated[index] -= mean[index] } }
    let middle = kernels.product(values.span, mean.span)
    let square = kernels.product(rotated.span, rotated.span)
    rotated.append(contentsOf: repeatElement(0, count: layout.padded - query.count))
    transform.rotate(&rotated)
    let size = length > 0 ? length : 1
    switch transform.metric {
    case .innerProduct:
      self.init(
        rotated: rotated, square: square, values: values, middle: middle, size: size,
        offset: middle * size)
    case .cosine:
      self.init(
        rotated: rotated, square: square, values: values, middle: middle, offset: middle)
    case .squaredDistance:
      let whole = kernels.product(values.span, values.span)
      self.init(
        rotated: rotated, square: square, values: values, middle: (whole - square) / 2, size: 2,
        offset: -square)
    }
  }

  /// - Parameters:
  ///   - rotated: the query as rows are, a number for each padded dimension.
  ///   - square: the square of its length.
  ///   - values: the query as the metric sees it; needed for looks at vectors themselves, as is
  ///     `middle`.
  init(
    rotated: [Float], square: Double, values: [Float] = [], middle: Double = 0, size: Double = 1,
    offset: Double = 0
  ) {
    self.values = values
    self.middle = middle
    self.square = square
    self.size = size
    self.offset = offset
    // A damaged mean may be beyond what floats add up to; such a query finds anything.
    let coded = VectorQueryCodes(rotated)
    codes = coded.codes
    rest = coded.rests
    scale = coded.inverse > 0 ? 1 / coded.inverse : 0
  }

  /// The query with what is needed to count signs that rows share with it; walks need it not.
  func withSigns() -> VectorQuery {
    var query = self
    query.signs = stride(from: 0, to: codes.count, by: 8).map { start in
      (0..<8).reduce(0) { $0 | (codes[start + $1] > 0 ? 1 << UInt8($1) : 0) }
    }
    let sum = codes.reduce(0) { $0 + Int($1).magnitude }
    if sum > 0, square.isFinite, scale > 0 {
      query.signScale = Float(square / (Double(sum) * Double(scale)))
    }
    return query
  }

  /// Its length, as its codes have it.
  var length: Float {
    var square: Int32 = 0
    for code in codes { square &+= Int32(code) &* Int32(code) }
    return Float(square).squareRoot() * scale
  }

  /// The score that users see.
  func finished(_ score: Float) -> Float { Float(Double(score) * size + offset) }
}
