internal import CICU

/// Takes the accents off Latin and Greek stems, so that `Godel` finds `Gödel`.
struct AccentFolding {
  private var normalizer = Normalizer(.nfd)
  private var decomposed: [UInt32] = []

  /// Replaces a stem of `script` by its letters without accents, in O(count).
  mutating func fold(_ word: inout [UInt8], script: Script) {
    guard script == .latin || script == .greek, word.contains(where: { $0 >= 0x80 }) else {
      return
    }
    decomposed.removeAll(keepingCapacity: true)
    let text = String(decoding: word, as: UTF8.self)
    normalizer.append(text.unicodeScalars.lazy.map(\.value), to: &decomposed)
    word.removeAll(keepingCapacity: true)
    for scalar in decomposed {
      if let letters = Self.withoutStroke[scalar] {
        word += letters
      } else if footnote_general_category(scalar) != FOOTNOTE_CATEGORY_MN {
        UTF8Decoding.append(scalar, to: &word)
      }
    }
  }

  /// Letters that do not decompose, and how they are written where they are not at hand.
  private static let withoutStroke: [UInt32: [UInt8]] = [
    0xE6: Array("ae".utf8), 0xF0: Array("d".utf8), 0xF8: Array("o".utf8),
    0xFE: Array("th".utf8), 0x111: Array("d".utf8), 0x127: Array("h".utf8),
    0x131: Array("i".utf8), 0x142: Array("l".utf8), 0x153: Array("oe".utf8),
    0x167: Array("t".utf8),
  ]
}
