internal import CICU

/// Brings a word to the form that is stemmed and hashed.
///
/// The result is in `bytes`: NFKC, case-folded, without marks that writers leave out at will,
/// digits of every script as ASCII digits.
struct WordForm {
  /// The word's normal form in UTF-8.
  private(set) var bytes: [UInt8] = []
  /// The script of the word's first letter; common for numbers, in digits of whatever script.
  private(set) var script = Script.common

  private var normalizer = Normalizer(.nfkcCasefold)
  private var scalars: [UInt32] = []
  private var folded: [UInt32] = []

  /// Characters of the word.
  var characterCount: Int { bytes.count { $0 & 0xC0 != 0x80 } }

  /// The word's first five letters, in UTF-8.
  var prefix: [UInt8] {
    var left = 5
    var end = 0
    while end < bytes.count {
      if bytes[end] & 0xC0 != 0x80 {
        if left == 0 { break }
        left -= 1
      }
      end += 1
    }
    return Array(bytes[..<end])
  }

  /// Reads a token of valid UTF-8.
  mutating func read(
    _ token: Span<UInt8>, profile: LanguageProfile, classes: inout TokenScanner
  ) {
    if !readASCII(token, profile: profile) {
      readThroughICU(token, profile: profile, classes: &classes)
    }
    NumberShape.ungroup(&bytes)
    Self.removeApostrophes(from: &bytes, by: profile.apostrophe)
  }

  /// The fast path; false where the token needs the slow one.
  mutating func readASCII(_ token: Span<UInt8>, profile: LanguageProfile) -> Bool {
    bytes.removeAll(keepingCapacity: true)
    script = .common
    for index in token.indices {
      let byte = token[index]
      guard byte < 0x80, !(profile.hasDotlessI && byte == 0x49) else { return false }
      let lowercased = ASCII.lowercased(byte)
      if lowercased &- 0x61 < 26 { script = .latin }
      bytes.append(lowercased)
    }
    return true
  }

  /// The definition of the normal form.
  mutating func readThroughICU(
    _ token: Span<UInt8>, profile: LanguageProfile, classes: inout TokenScanner
  ) {
    scalars.removeAll(keepingCapacity: true)
    var offset = 0
    while offset < token.count {
      let (scalar, count) = UTF8Decoding.scalar(in: token, at: offset)
      scalars.append(profile.hasDotlessI ? Self.loweringTurkicI(scalar) : scalar)
      offset += count
    }
    folded.removeAll(keepingCapacity: true)
    normalizer.append(scalars, to: &folded)
    script = .common
    for scalar in folded {
      let candidate = Script(scalar)
      if candidate.isSpecific, footnote_digit_value(scalar) < 0 {
        script = candidate
        break
      }
    }
    bytes.removeAll(keepingCapacity: true)
    for scalar in folded {
      let kind = classes.classEntry(scalar) & CharacterClass.mask
      if let kept = kept(scalar, kind: kind) { UTF8Decoding.append(kept, to: &bytes) }
    }
    // A full stop that was part of a numeral's sign.
    while let last = bytes.last, NumberShape.isSeparator(last) { bytes.removeLast() }
  }

  /// What stands for a normalised scalar; nil where it goes.
  private func kept(_ scalar: UInt32, kind: UInt8) -> UInt32? {
    if scalar < 0x80 {
      let byte = UInt8(scalar)
      let stays =
        ASCII.isAlphanumeric(byte) || byte == ASCII.apostrophe || NumberShape.isSeparator(byte)
      return stays ? scalar : nil
    }
    switch kind {
    case CharacterClass.apostrophe: return UInt32(ASCII.apostrophe)
    case CharacterClass.separator: return scalar == 0x2044 ? scalar : nil  // ½ is 1⁄2, not 12
    case CharacterClass.extend: return keepsMark(scalar) ? scalar : nil
    default: break
    }
    let digit = footnote_digit_value(scalar)
    if digit >= 0 { return 0x30 + UInt32(digit) }
    switch scalar {
    case 0x219: return 0x15F  // Romanian ș, often typed, and known to stemmers, as ş
    case 0x21B: return 0x163  // and ț as ţ
    case 0x640: return nil  // tatweel, which only widens
    case 0x6A9: return 0x643  // Persian kaf, often typed for the Arabic one and the reverse
    case 0x6CC: return 0x64A  // Persian yeh
    default: return scalar
    }
  }

  /// Vowel points and stress marks, which most texts leave out, go, as do circles and keycaps;
  /// the vowels of Indic scripts stay.
  private func keepsMark(_ scalar: UInt32) -> Bool {
    let category = footnote_general_category(scalar)
    guard category != FOOTNOTE_CATEGORY_ME else { return false }
    switch script {
    case .arabic, .hebrew: return category != FOOTNOTE_CATEGORY_MN
    case .cyrillic: return scalar != 0x300 && scalar != 0x301
    default: return true
    }
  }

  /// Full case folding knows no Turkish: the capital of ı is I, and the small letter of İ is i.
  private static func loweringTurkicI(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x49: 0x131
    case 0x130: 0x69
    default: scalar
    }
  }
}
