extension HiddenText {
  /// What is hidden in a text, in its order.
  ///
  /// O(bytes); of a text without invisible characters, a look at each byte.
  static func found(in text: String, at place: Place) -> [HiddenText] {
    hasInvisibleScalar(text.utf8.span) ? HiddenTextScanner(text).found(at: place) : []
  }

  private static func hasInvisibleScalar(_ utf8: Span<UInt8>) -> Bool {
    for index in utf8.indices where InvisibleScalar.canStart(with: utf8[index]) {
      if InvisibleScalar(scalar(of: utf8, at: index)) != nil { return true }
    }
    return false
  }

  /// The scalar that starts at a place of valid UTF-8.
  private static func scalar(of utf8: Span<UInt8>, at index: Int) -> UInt32 {
    let first = UInt32(utf8[index])
    func next(_ distance: Int) -> UInt32 { UInt32(utf8[index + distance] & 0x3F) }
    switch first {
    case ..<0x80: return first
    case ..<0xE0: return (first & 0x1F) << 6 | next(1)
    case ..<0xF0: return (first & 0x0F) << 12 | next(1) << 6 | next(2)
    default: return (first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3)
    }
  }
}

/// Goes over the invisible scalars of a text, a row of neighbours at a time.
private struct HiddenTextScanner {
  private let scalars: [Unicode.Scalar]
  /// Where each scalar starts, and where the last has ended.
  private var offsets: [Int] = [0]

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    offsets.reserveCapacity(scalars.count + 1)
    for scalar in scalars { offsets.append(offsets[offsets.count - 1] + UTF8.width(scalar)) }
  }

  func found(at place: HiddenText.Place) -> [HiddenText] {
    var found: [HiddenText] = []
    var index = 0
    while index < scalars.count {
      var end = index
      while end < scalars.count, InvisibleScalar(scalars[end].value) != nil { end += 1 }
      if end > index { append(index..<end, at: place, to: &found) }
      index = end + 1
    }
    return found
  }

  /// Notes what is hidden in a row of invisible scalars, after what its neighbours need.
  private func append(
    _ row: Range<Int>, at place: HiddenText.Place, to found: inout [HiddenText]
  ) {
    var index = row.lowerBound + neededCount(of: row)
    while index < row.upperBound {
      guard let kind = kind(at: index) else { return }
      var end = index + 1
      while end < row.upperBound, self.kind(at: end) == kind { end += 1 }
      if kind != .zeroWidth || end - index > 1 || !isFineAlone(index, in: row) {
        found.append(
          HiddenText(kind: kind, place: place, bytes: offsets[index]..<offsets[end]))
      }
      index = end
    }
  }

  private func kind(at index: Int) -> HiddenText.Kind? {
    switch InvisibleScalar(scalars[index].value) {
    case .control: .controls
    case .tag: .tags
    case .bidirectional: .bidirectional
    case .variationSelector: .variationSelectors
    case .joiner, .zeroWidth: .zeroWidth
    case .other: .ignorable
    case nil: nil
    }
  }

  /// How many scalars at a row's start belong to what stands before it.
  private func neededCount(of row: Range<Int>) -> Int {
    guard row.lowerBound > 0 else { return 0 }
    let base = scalars[row.lowerBound - 1]
    let flag = flagTagCount(of: row, base)
    if flag > 0 { return flag }
    var count = 0
    if InvisibleScalar(scalars[row.lowerBound].value) == .variationSelector,
      base.hasVariant(scalars[row.lowerBound].value)
    {
      count = 1
    }
    // An emoji that is joined to the next.
    if row.count == count + 1, scalars[row.lowerBound + count] == "\u{200D}", base.isPictograph,
      row.upperBound < scalars.count, scalars[row.upperBound].isPictograph
    {
      count += 1
    }
    return count
  }

  /// The tags of a flag of a country's part, such as Wales, with the one that ends them.
  ///
  /// Source: Unicode Technical Standard 51, section 1.4.8; CLDR, unicode_subdivision_id.
  private func flagTagCount(of row: Range<Int>, _ base: Unicode.Scalar) -> Int {
    guard base == "\u{1F3F4}",
      let end = row.first(where: { scalars[$0].value == 0xE007F })
    else { return 0 }
    let code = scalars[row.lowerBound..<end].map { $0.value &- 0xE0000 }
    let isCode =
      (3...6).contains(code.count) && code.prefix(2).allSatisfy { (0x61...0x7A).contains($0) }
      && code.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
    return isCode ? code.count + 1 : 0
  }

  /// Whether a character without width may stand by itself where it does.
  private func isFineAlone(_ index: Int, in row: Range<Int>) -> Bool {
    guard InvisibleScalar(scalars[index].value) == .joiner else { return true }
    let before = row.lowerBound > 0 ? scalars[row.lowerBound - 1] : nil
    let after = row.upperBound < scalars.count ? scalars[row.upperBound] : nil
    if before?.takesJoiners == true || after?.takesJoiners == true { return true }
    // Keeps letters from being set as a ligature.
    return scalars[index] == "\u{200C}" && before?.properties.isAlphabetic == true
      && after?.properties.isAlphabetic == true
  }
}
