/// BM25 in integers: an 8-bit impact for each posting and a whole-number weight for each feature.
///
/// A passage's score is the sum over the query's features of weight x impact x multiplicity, which
/// is equal on every machine and in every order of summing. The impact knows nothing of the rest
/// of the corpus: its length normalisation has a fixed pivot instead of the corpus's mean, because
/// passages are cut to a target size, so that an index that grew by segments scores as a fresh one.
///
/// After Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
package struct ImpactModel: Sendable, Equatable {
  /// How slowly further occurrences stop counting; BM25's k1, above 0.
  package let k1: Double
  /// How far a passage's length counts; BM25's b, 0 to 1.
  package let b: Double
  /// The length of a passage that is neither raised nor lowered, in characters of words.
  package let pivot: UInt32

  /// A weight of 1 nat.
  package static let weightScale: UInt32 = 1 << 10

  package init(k1: Double = 0.9, b: Double = 0.4, pivot: UInt32 = 450) {
    precondition(k1 > 0 && k1.isFinite && b >= 0 && b <= 1 && pivot > 0, "constants out of range")
    self.k1 = k1
    self.b = b
    self.pivot = pivot
  }

  /// The largest count that is told from larger ones.
  private static let maximumCount: UInt32 = 1 << 16
  /// The largest length that is told from larger ones.
  private static let maximumLength: UInt32 = 1 << 24

  /// BM25's part within the passage, tf / (tf + k1 (1 - b + b length / pivot)), in steps of 1/255.
  ///
  /// Rises with `count`, falls with `length`, is 0 for a count of 0 only.
  package func impact(count: UInt32, length: UInt32) -> UInt8 {
    guard count > 0 else { return 0 }
    let tf = Double(min(count, Self.maximumCount))
    let relativeLength = Double(min(length, Self.maximumLength)) / Double(pivot)
    let share = tf / (tf + k1 * (1 - b + b * relativeLength))
    return UInt8(max(1, (share * 255).rounded()))
  }

  /// The inverse document frequency ln(1 + (N - df + 0.5) / (df + 0.5)) in units of 1/1024 nat.
  ///
  /// The argument of the logarithm is (2N + 2) / (2df + 1), so that whole numbers suffice. A
  /// frequency above `documentCount` is taken as `documentCount`; counts above 2^62 as 2^62. At
  /// least one unit: what every document has is found in all of them.
  package func weight(documentFrequency: UInt64, documentCount: UInt64) -> UInt32 {
    let documents = min(documentCount, 1 << 62)
    let frequency = min(documentFrequency, documents)
    let log2 =
      FixedPoint.log2(2 * documents + 2) - FixedPoint.log2(2 * frequency + 1)
    return max(1, UInt32(FixedPoint.nats(log2: log2, scale: UInt64(Self.weightScale))))
  }

  var canonicalDescription: String {
    "impact=bm25/255 k1=\(k1) b=\(b) pivot=\(pivot) length=characters idf=ln/\(Self.weightScale)"
      + " among=language"
  }
}

/// Logarithms in whole numbers, because the C library's differ in the last bit between systems.
enum FixedPoint {
  static let fractionBits: UInt64 = 32

  /// The base-2 logarithm of `value`, at least 1, in units of 2^-32, rounded down.
  ///
  /// One bit for each squaring of the mantissa.
  static func log2(_ value: UInt64) -> UInt64 {
    precondition(value > 0, "the logarithm of zero")
    let exponent = UInt64(63 - value.leadingZeroBitCount)
    // The mantissa, in [1, 2), with 63 bits after the point.
    var mantissa = value << (63 - exponent)
    var fraction: UInt64 = 0
    for _ in 0..<fractionBits {
      let square = mantissa.multipliedFullWidth(by: mantissa).high
      fraction <<= 1
      if square >> 63 == 1 {
        fraction |= 1
        mantissa = square
      } else {
        mantissa = square << 1
      }
    }
    return exponent << fractionBits | fraction
  }

  /// `log2` (in units of 2^-32) times ln 2, in units of 1/`scale`, rounded to nearest.
  static func nats(log2: UInt64, scale: UInt64) -> UInt64 {
    // floor(ln 2 x 2^64)
    let ln2: UInt64 = 0xB172_17F7_D1CF_79AB
    let scaled = log2.multipliedFullWidth(by: ln2).high * scale
    return (scaled + 1 << (fractionBits - 1)) >> fractionBits
  }
}
