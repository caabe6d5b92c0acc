import Numerics

/// A query made ready for the codes of an index.
struct VectorQuery: Sendable {
  /// A signed byte for each padded dimension of the rotated query, in units of its greatest number
  /// over 127.
  let codes: [Int8]
  /// What the codes leave over, in units ``fineCount`` times as small.
  let rest: [Int8]
  /// A bit for each padded dimension: whether its code is above 0; where rows have signs alone.
  let signs: [UInt8]
  /// The query as the metric sees it.
  let values: [Float]
  /// What whole-number products are multiplied by, with a row's factor, to give products.
  let scale: Float
  /// The same for bits that are equal.
  let signScale: Float
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
    // A damaged mean may be beyond what floats add up to; such a query finds anything.
    let coded = VectorQueryCodes(rotated)
    codes = coded.codes
    rest = coded.rests
    self.values = values
    scale = coded.inverse > 0 ? 1 / coded.inverse : 0
    var signs: [UInt8] = []
    var signScale: Float = 0
    if !layout.hasWalkableSlots {
      let codes = coded.codes
      signs = stride(from: 0, to: codes.count, by: 8).map { start in
        (0..<8).reduce(0) { $0 | (codes[start + $1] > 0 ? 1 << UInt8($1) : 0) }
      }
      let sum = codes.reduce(0) { $0 + Int($1).magnitude }
      if sum > 0, square.isFinite { signScale = Float(square / Double(sum)) * coded.inverse }
    }
    self.signs = signs
    self.signScale = signScale
    switch transform.metric {
    case .innerProduct:
      size = length > 0 ? length : 1
      offset = middle * size
    case .cosine:
      size = 1
      offset = middle
    case .squaredDistance:
      size = 2
      offset = -square
    }
  }

  /// The score that users see.
  func finished(_ score: Float) -> Float { Float(Double(score) * size + offset) }
}
