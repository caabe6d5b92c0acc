import Numerics

/// A query made ready for the codes of an index.
struct VectorQuery: Sendable {
  /// A signed byte for each padded dimension of the rotated query, in units of its greatest number
  /// over 127.
  let codes: [Int8]
  /// What the codes leave over, in units ``fineCount`` times as small.
  let rest: [Int8]
  /// A bit for each padded dimension: whether its code is above 0.
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
  static let fineCount: Double = 254

  init(_ query: Span<Float>, _ transform: VectorTransform, _ layout: VectorLayout) {
    let length = query.length
    let isDistance = transform.metric == .squaredDistance
    let unit = !isDistance && length > 0 ? 1 / length : 1
    var values: [Float] = []
    var rotated = [Float](repeating: 0, count: layout.padded)
    var middle = 0.0
    for index in query.indices {
      values.append(Float(Double(query[index]) * unit))
      rotated[index] = isDistance ? values[index] - transform.mean[index] : values[index]
      middle += Double(values[index]) * Double(transform.mean[index])
    }
    self.values = values
    let square = rotated.reduce(0) { $0 + Double($1) * Double($1) }
    transform.rotate(&rotated)
    let greatest = Double(rotated.reduce(0) { max($0, $1.magnitude) })
    // A damaged mean may be beyond what floats add up to; such a query finds anything.
    let isSound = square.isFinite && rotated.allSatisfy(\.isFinite)
    let inverse = isSound && greatest > 1e-30 ? 127 / greatest : 0
    if !isSound { rotated = rotated.map { _ in 0 } }
    let codes = rotated.map { Int8((Double($0) * inverse).rounded(.toNearestOrEven)) }
    rest = zip(rotated, codes).map { value, code in
      let rest = (Double(value) * inverse - Double(code)) * Self.fineCount
      return Int8(min(max(rest.rounded(.toNearestOrEven), -127), 127))
    }
    self.codes = codes
    signs = stride(from: 0, to: codes.count, by: 8).map { start in
      (0..<8).reduce(0) { $0 | (codes[start + $1] > 0 ? 1 << UInt8($1) : 0) }
    }
    scale = inverse > 0 ? Float(1 / inverse) : 0
    let sum = codes.reduce(0) { $0 + Double(Int($1).magnitude) }
    signScale = sum > 0 ? Float(square / (sum / inverse)) : 0
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
