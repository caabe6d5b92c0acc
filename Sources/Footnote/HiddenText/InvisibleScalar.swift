/// A scalar that has no glyph of its own, and what it is for.
///
/// Source: Unicode's DerivedCoreProperties, Default_Ignorable_Code_Point, with the controls and
/// the marks of interlinear annotations, which are none of these.
enum InvisibleScalar {
  case control
  case tag
  case bidirectional
  case variationSelector
  /// U+200C and U+200D.
  case joiner
  /// Without width, and of use alone: spaces, hyphens, fillers and marks of direction.
  case zeroWidth
  /// What no text needs.
  case other

  /// nil of a scalar that is seen, line feeds and tabs among them.
  init?(_ scalar: UInt32) {
    switch scalar {
    case 0x09, 0x0A: return nil
    case 0x00..<0x20, 0x7F..<0xA0: self = .control
    case 0xAD, 0x034F, 0x061C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180E, 0x200B, 0x200E...0x200F,
      0x2060...0x2064, 0x3164, 0xFEFF, 0xFFA0, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A:
      self = .zeroWidth
    case 0x180B...0x180D, 0x180F, 0xFE00...0xFE0F, 0xE0100...0xE01EF: self = .variationSelector
    case 0x200C...0x200D: self = .joiner
    case 0x202A...0x202E, 0x2066...0x2069: self = .bidirectional
    case 0xE0000...0xE007F: self = .tag
    case 0x2065, 0x206A...0x206F, 0xFFF0...0xFFFB, 0xE0080...0xE0FFF: self = .other
    default: return nil
    }
  }

  /// Whether a byte can be the first of an invisible scalar in UTF-8.
  static func canStart(with byte: UInt8) -> Bool { starts[Int(byte)] }

  private static let starts: [Bool] = (0...255).map { byte in
    switch byte {
    case 0x09, 0x0A: false
    case 0x00..<0x20, 0x7F, 0xC2, 0xCD, 0xD8, 0xE1, 0xE2, 0xE3, 0xEF, 0xF0, 0xF3: true
    default: false
    }
  }
}

extension Unicode.Scalar {
  /// Whether a script is written with joiners, so that one beside this scalar can be needed.
  ///
  /// By blocks: the cursive and the Brahmic scripts, and those whose marks need to be kept apart.
  /// Source: The Unicode Standard, chapters 9, 12, 13, 14, 16, 17 and 23.2.
  var takesJoiners: Bool {
    switch value {
    case 0x0590...0x08FF, 0x0900...0x0DFF, 0x0E00...0x109F, 0x1700...0x18AF, 0x1900...0x1AAF,
      0x1B00...0x1C4F, 0x1CD0...0x1CFF, 0x25CC, 0xA800...0xA8FF, 0xA930...0xA9FF, 0xAA00...0xAAFF,
      0xABC0...0xABFF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10A00...0x10A5F, 0x10AC0...0x10AFF,
      0x10B80...0x10BAF, 0x10D00...0x10D3F, 0x10EC0...0x10FFF, 0x11000...0x11FFF,
      0x1E900...0x1E95F:
      true
    default: false
    }
  }

  /// Whether emoji are made of it; digits, which keycaps are made of, are not counted.
  var isPictograph: Bool { value > 0x7F && properties.isEmoji }

  /// Whether a variation selector after this scalar can select anything.
  ///
  /// Sources: Unicode's StandardizedVariants, emoji-variation-sequences, Ideographic Variation
  /// Database; by kinds of scalars rather than one by one.
  func hasVariant(_ selector: UInt32) -> Bool {
    switch selector {
    case 0xFE0E...0xFE0F: properties.isEmoji
    case 0xE0100...0xE01EF: properties.isIdeographic
    case 0x180B...0x180D, 0x180F: (0x1800...0x18AF).contains(value)
    default:
      switch value {
      case 0x30, 0x1000...0x109F, 0xA840...0xA87F, 0xAA60...0xAA7F, 0x10AC0...0x10AFF,
        0x13000...0x1345F:
        true
      default:
        properties.isIdeographic || value > 0x7F && isSymbolOrPunctuation
      }
    }
  }

  private var isSymbolOrPunctuation: Bool {
    switch properties.generalCategory {
    case .mathSymbol, .otherSymbol, .otherPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation:
      true
    default: false
    }
  }
}
