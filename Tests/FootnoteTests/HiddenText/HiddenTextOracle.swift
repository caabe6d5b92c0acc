@testable import Footnote

/// Hidden text by the letter of `Documentation/HiddenText.md`, one scalar at a time and by the
/// properties that Swift's library knows.
struct HiddenTextOracle {
  let scalars: [Unicode.Scalar]

  /// Each scalar's kind where it is flagged.
  var kinds: [HiddenText.Kind?] { scalars.indices.map(kind) }

  /// Neighbours of one kind as one.
  func found() -> [HiddenText] {
    let kinds = kinds
    var found: [HiddenText] = []
    var offset = 0
    var start = 0
    for (index, scalar) in scalars.enumerated() {
      if index == 0 || kinds[index] != kinds[index - 1] { start = offset }
      offset += String(scalar).utf8.count
      if let kind = kinds[index], index + 1 == scalars.count || kinds[index + 1] != kind {
        found.append(HiddenText(kind: kind, place: .text, bytes: start..<offset))
      }
    }
    return found
  }

  private func kind(_ index: Int) -> HiddenText.Kind? {
    guard let kind = Self.kind(scalars[index]), !isNeeded(index) else { return nil }
    guard kind == .zeroWidth else { return kind }
    let hasNeighbour = [index - 1, index + 1].contains {
      scalars.indices.contains($0) && Self.kind(scalars[$0]) == .zeroWidth && !isNeeded($0)
    }
    return hasNeighbour || !isFineAlone(index) ? kind : nil
  }

  /// What a scalar would be flagged as.
  static func kind(_ scalar: Unicode.Scalar) -> HiddenText.Kind? {
    let properties = scalar.properties
    if scalar == "\n" || scalar == "\t" { return nil }
    if properties.generalCategory == .control { return .controls }
    if (0xFFF9...0xFFFB).contains(scalar.value) { return .ignorable }
    guard properties.isDefaultIgnorableCodePoint else { return nil }
    if (0xE0000...0xE007F).contains(scalar.value) { return .tags }
    if properties.isVariationSelector { return .variationSelectors }
    if (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value) {
      return .bidirectional
    }
    let isUnassigned = properties.generalCategory == .unassigned
    return isUnassigned || (0x206A...0x206F).contains(scalar.value) ? .ignorable : .zeroWidth
  }

  private func isInvisible(_ index: Int) -> Bool {
    scalars.indices.contains(index) && Self.kind(scalars[index]) != nil
  }

  private func scalar(_ index: Int) -> Unicode.Scalar? {
    scalars.indices.contains(index) ? scalars[index] : nil
  }

  /// The first scalar of the row of invisible ones.
  private func rowStart(_ index: Int) -> Int {
    var start = index
    while isInvisible(start - 1) { start -= 1 }
    return start
  }

  private func rowEnd(_ index: Int) -> Int {
    var end = index
    while isInvisible(end) { end += 1 }
    return end
  }

  private func isNeeded(_ index: Int) -> Bool {
    let start = rowStart(index)
    guard let base = scalar(start - 1) else { return false }
    let row = scalars[start..<rowEnd(index)].map(\.value)
    if base.value == 0x1F3F4, let last = row.firstIndex(of: 0xE007F) {
      let code = row[..<last].map { $0 >= 0xE0000 ? $0 - 0xE0000 : 0 }
      let letters = Array("abcdefghijklmnopqrstuvwxyz".unicodeScalars.map(\.value))
      let digits = Array("0123456789".unicodeScalars.map(\.value))
      if code.count >= 3, code.count <= 6, letters.contains(code[0]), letters.contains(code[1]),
        code.allSatisfy({ letters.contains($0) || digits.contains($0) })
      {
        return index - start <= last
      }
    }
    let selects = Self.kind(scalars[start]) == .variationSelectors && base.hasVariant(row[0])
    if selects, index == start { return true }
    guard scalars[index].value == 0x200D, index == start + (selects ? 1 : 0),
      rowEnd(index) == index + 1, let next = scalar(index + 1)
    else { return false }
    return base.value > 0x7F && base.properties.isEmoji && next.value > 0x7F
      && next.properties.isEmoji
  }

  private func isFineAlone(_ index: Int) -> Bool {
    guard scalars[index].properties.isJoinControl else { return true }
    let (before, after) = (scalar(rowStart(index) - 1), scalar(rowEnd(index)))
    if [before, after].contains(where: { $0?.takesJoiners == true }) { return true }
    return scalars[index].value == 0x200C && before?.properties.isAlphabetic == true
      && after?.properties.isAlphabetic == true
  }
}
