/// Unicode's superscript and subscript characters.
enum ScriptCharacters {
  /// The longest text of a tag that is looked at, in bytes.
  static let longest = 24

  private static let raised = table("0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻−⁻=⁼(⁽)⁾nⁿiⁱ")
  private static let lowered = table("0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋−₋=₌(₍)₎iᵢjⱼkₖmₘnₙxₓ")

  private static func table(_ pairs: String) -> [Unicode.Scalar: Unicode.Scalar] {
    let scalars = Array(pairs.unicodeScalars)
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    for index in stride(from: 0, to: scalars.count - 1, by: 2) {
      table[scalars[index]] = scalars[index + 1]
    }
    return table
  }

  /// The same text in raised or lowered characters, nil where Unicode lacks one of them.
  static func text(_ text: Span<UInt8>, _ range: Range<Int>, raised isRaised: Bool) -> [UInt8]? {
    var bytes: [UInt8] = []
    for index in range { bytes.append(text[index]) }
    return convert(bytes, raised: isRaised)
  }

  /// Whether the character is above or below the line.
  static func isScript(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xB2, 0xB3, 0xB9, 0x2070...0x209C, 0x2C7C: true
    default: false
    }
  }

  /// The same, of bytes of their own.
  static func convert(_ bytes: [UInt8], raised isRaised: Bool) -> [UInt8]? {
    guard bytes.count <= longest else { return nil }
    let table = isRaised ? raised : lowered
    var result: [UInt8] = []
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      guard let character = table[scalar] else { return nil }
      result.append(contentsOf: character.utf8)
    }
    return result.isEmpty ? nil : result
  }
}
