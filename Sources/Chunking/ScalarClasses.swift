/// What a character means to the search for the ends of sentences.
enum ScalarClass: UInt8 {
  case other
  /// A full stop that may also belong to an abbreviation or a number.
  case fullStop
  case ellipsis
  /// Ends a sentence when white space follows.
  case exclamation
  /// Ends a sentence whatever follows.
  case final
  /// A letter of a script whose sentences are set apart by spaces alone.
  case phraseLetter
  /// A space between Ethiopic words; two of them are a full stop.
  case wordSpace
  case lineFeed

  var isStop: Bool {
    switch self {
    case .fullStop, .ellipsis, .exclamation, .final: true
    case .other, .phraseLetter, .wordSpace, .lineFeed: false
    }
  }
}

/// Classes of characters in a two-stage table, and the bytes that can start one worth a look.
struct ScalarClasses: Sendable {
  /// For every byte: 0 when no character of a class other than `other` starts with it.
  let interest: [UInt8]
  private let pages: [UInt8]
  private let classes: [UInt8]

  /// The tables of every language but Greek, and of Greek, where `;` asks a question.
  static let general = ScalarClasses(semicolonAsks: false)
  static let greek = ScalarClasses(semicolonAsks: true)

  private init(semicolonAsks: Bool) {
    var classOf: [UInt32: ScalarClass] = [:]
    for range in Self.finals { for value in range { classOf[value] = .final } }
    for range in Self.phraseLetters { for value in range { classOf[value] = .phraseLetter } }
    for value in Self.fullStops { classOf[value] = .fullStop }
    for value in Self.exclamations { classOf[value] = .exclamation }
    classOf[0x2026] = .ellipsis
    classOf[0x1361] = .wordSpace
    classOf[0x0A] = .lineFeed
    if semicolonAsks { classOf[0x3B] = .exclamation }

    var interest = [UInt8](repeating: 0, count: 256)
    // Page 0 is empty; the others are made for the 256 characters that share their upper bits.
    var pages = [UInt8](repeating: 0, count: 0x200)
    var classes = [UInt8](repeating: 0, count: 0x100)
    for (value, scalarClass) in classOf.sorted(by: { $0.key < $1.key }) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      if let first = UTF8.encode(scalar)?.first { interest[Int(first)] = 1 }
      let page = Int(value >> 8)
      if pages[page] == 0 {
        pages[page] = UInt8(classes.count >> 8)
        classes.append(contentsOf: repeatElement(0, count: 0x100))
      }
      classes[Int(pages[page]) << 8 | Int(value & 0xFF)] = scalarClass.rawValue
    }
    self.interest = interest
    self.pages = pages
    self.classes = classes
  }

  /// The class of a character in O(1).
  @inline(__always)
  subscript(scalar: Unicode.Scalar) -> ScalarClass {
    guard scalar.value < 0x20000 else { return .other }
    let page = Int(pages[Int(scalar.value >> 8)])
    return ScalarClass(rawValue: classes[page << 8 | Int(scalar.value & 0xFF)]) ?? .other
  }

  /// Thai and Lao consonants, vowels and signs; their repetition signs are left out, because a
  /// space goes before them, and so are digits.
  private static let phraseLetters: [ClosedRange<UInt32>] = [
    0x0E01...0x0E3A, 0x0E40...0x0E45, 0x0E47...0x0E4E, 0x0E81...0x0EC4, 0x0EC8...0x0ECE,
    0x0EDC...0x0EDF,
  ]

  private static let fullStops: [UInt32] = [0x2E, 0x2024, 0xFE52, 0xFF0E]

  /// `!`, `?`, the Greek question mark and the marks that join several of them.
  private static let exclamations: [UInt32] = [
    0x21, 0x3F, 0x037E, 0x203C, 0x203D, 0x2047, 0x2048, 0x2049, 0x2E2E,
  ]

  /// Sentence_Terminal of Unicode 16 without those above and the Burmese U+104A, which is a comma;
  /// with the Tibetan shads.
  private static let finals: [ClosedRange<UInt32>] = [
    0x0589...0x0589, 0x061D...0x061F, 0x06D4...0x06D4, 0x0700...0x0702, 0x07F9...0x07F9,
    0x0837...0x0837, 0x0839...0x0839, 0x083D...0x083E, 0x0964...0x0965, 0x0F0D...0x0F0E,
    0x104B...0x104B, 0x1362...0x1362, 0x1367...0x1368, 0x166E...0x166E, 0x1735...0x1736,
    0x17D4...0x17D5, 0x1803...0x1803, 0x1809...0x1809, 0x1944...0x1945, 0x1AA8...0x1AAB,
    0x1B4E...0x1B4F, 0x1B5A...0x1B5B, 0x1B5E...0x1B5F, 0x1B7D...0x1B7F, 0x1C3B...0x1C3C,
    0x1C7E...0x1C7F, 0x2CF9...0x2CFB, 0x2E3C...0x2E3C, 0x2E53...0x2E54, 0x3002...0x3002,
    0xA4FF...0xA4FF, 0xA60E...0xA60F, 0xA6F3...0xA6F3, 0xA6F7...0xA6F7, 0xA876...0xA877,
    0xA8CE...0xA8CF, 0xA92F...0xA92F, 0xA9C8...0xA9C9, 0xAA5D...0xAA5F, 0xAAF0...0xAAF1,
    0xABEB...0xABEB, 0xFE12...0xFE12, 0xFE15...0xFE16, 0xFE56...0xFE57, 0xFF01...0xFF01,
    0xFF1F...0xFF1F, 0xFF61...0xFF61, 0x10A56...0x10A57, 0x10F55...0x10F59, 0x10F86...0x10F89,
    0x11047...0x11048, 0x110BE...0x110C1, 0x11141...0x11143, 0x111C5...0x111C6,
    0x111CD...0x111CD, 0x111DE...0x111DF, 0x11238...0x11239, 0x1123B...0x1123C,
    0x112A9...0x112A9, 0x113D4...0x113D5, 0x1144B...0x1144C, 0x115C2...0x115C3,
    0x115C9...0x115D7, 0x11641...0x11642, 0x1173C...0x1173E, 0x11944...0x11944,
    0x11946...0x11946, 0x11A42...0x11A43, 0x11A9B...0x11A9C, 0x11C41...0x11C42,
    0x11EF7...0x11EF8, 0x11F43...0x11F44, 0x16A6E...0x16A6F, 0x16AF5...0x16AF5,
    0x16B37...0x16B38, 0x16B44...0x16B44, 0x16D6E...0x16D6F, 0x16E98...0x16E98,
    0x1BC9F...0x1BC9F, 0x1DA88...0x1DA88,
  ]
}
