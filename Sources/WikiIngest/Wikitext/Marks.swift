/// A construct of wikitext that begins at one place and ends at another.
struct Mark {
  enum Kind: UInt8 {
    /// Nothing: a reserved place that no construct took.
    case none
    /// `<!-- … -->`
    case comment
    /// An element that goes with its content.
    case dropped
    /// `<ref> … </ref>`
    case reference
    case nowiki
    case pre
    case code
    case math
    case chemistry
    /// `{{ … }}`
    case template
    /// `{{{ … }}}`
    case parameter
    /// `{{` that nothing closes.
    case braces
    /// `{| … |}` at the beginnings of lines.
    case table
    /// `<table> … </table>`
    case htmlTable
    /// `[[ … ]]`
    case link
    /// `[https://… …]`
    case external
    /// `-{ … }-`, a word in variants of a script.
    case variant
  }

  // Offsets are kept in 32 bits, so that a page of nothing but brackets costs less memory.
  private var storedStart: UInt32
  private var storedEnd: UInt32
  private var storedNext: UInt32
  var kind: Kind

  /// The longest text whose marks are kept, in bytes; what follows is read without brackets.
  static let longestText = Int(UInt32.max)

  init(start: Int, end: Int, next: Int, kind: Kind) {
    storedStart = UInt32(truncatingIfNeeded: start)
    storedEnd = UInt32(truncatingIfNeeded: end)
    storedNext = UInt32(truncatingIfNeeded: next)
    self.kind = kind
  }

  var start: Int {
    get { Int(storedStart) }
    set { storedStart = UInt32(truncatingIfNeeded: newValue) }
  }

  /// The offset after the closing brackets, 0 when nothing closes the construct.
  var end: Int {
    get { Int(storedEnd) }
    set { storedEnd = UInt32(truncatingIfNeeded: newValue) }
  }

  /// The first mark that starts at or after `end`.
  var next: Int {
    get { Int(storedNext) }
    set { storedNext = UInt32(truncatingIfNeeded: newValue) }
  }

  var isClosed: Bool { storedEnd > 0 }
}
