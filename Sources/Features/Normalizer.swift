internal import CICU

/// Unicode normalisation over scalars, through ICU.
struct Normalizer {
  enum Form {
    /// Compatibility composition, full case folding, nothing invisible left.
    case nfkcCasefold
    /// Canonical decomposition.
    case nfd
  }

  private let form: Form
  private var input: [UInt16] = []
  private var output: [UInt16] = []

  init(_ form: Form) { self.form = form }

  /// Appends the normal form of `scalars` to `result` in O(count).
  mutating func append(_ scalars: some Sequence<UInt32>, to result: inout [UInt32]) {
    input.removeAll(keepingCapacity: true)
    for scalar in scalars { Self.appendUTF16(scalar, to: &input) }
    if output.count < 4 * input.count + 64 {
      output = [UInt16](repeating: 0, count: 8 * input.count + 64)
    }
    var count = normalizeInput()
    if count > output.count {
      output = [UInt16](repeating: 0, count: count)
      count = normalizeInput()
    }
    // Without ICU's data the text stays as it is; the data are linked in, so this cannot be met.
    if count < 0 {
      output = input
      count = input.count
    }
    var index = 0
    while index < count {
      let unit = UInt32(output[index])
      index += 1
      if unit & 0xFC00 == 0xD800, index < count {
        let low = UInt32(output[index])
        index += 1
        result.append(0x1_0000 + (unit & 0x3FF) << 10 + low & 0x3FF)
      } else {
        result.append(unit)
      }
    }
  }

  private mutating func normalizeInput() -> Int {
    let found = unsafe form == .nfd ? footnote_nfd() : footnote_nfkc_casefold()
    guard let normalizer = unsafe found else { return -1 }
    let count = Int32(truncatingIfNeeded: input.count)
    let capacity = Int32(truncatingIfNeeded: output.count)
    return Int(unsafe footnote_normalize_utf16(normalizer, input, count, &output, capacity))
  }

  private static func appendUTF16(_ scalar: UInt32, to units: inout [UInt16]) {
    if scalar < 0x1_0000 {
      units.append(UInt16(scalar))
    } else {
      units.append(UInt16(0xD800 + (scalar - 0x1_0000) >> 10))
      units.append(UInt16(0xDC00 + scalar & 0x3FF))
    }
  }

  /// True when NFKC_Casefold leaves the code point as it is, whatever stands before it.
  mutating func isPlain(_ codePoint: UInt32) -> Bool {
    // Surrogates are no scalar values.
    guard !(0xD800...0xDFFF).contains(codePoint),
      let normalizer = unsafe footnote_nfkc_casefold()
    else { return false }
    if unsafe footnote_normalizer_is_inert(normalizer, codePoint) { return true }
    guard unsafe footnote_normalizer_has_boundary_before(normalizer, codePoint) else {
      return false
    }
    var result: [UInt32] = []
    append(CollectionOfOne(codePoint), to: &result)
    return result == [codePoint]
  }
}
