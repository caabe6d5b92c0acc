/// The first pass: finds every bracketed construct and its end, in one run over the bytes.
///
/// Marks come out in the order of their starts, and closed ones nest. Openers wait on two stacks:
/// one of templates, tables and variants, which enclose anything, and one of links, which an
/// enclosing construct's end takes off. Each byte is looked at a bounded number of times and each
/// opener is pushed and popped once, so the time is linear whatever the input.
struct MarkScanner {
  var marks: [Mark] = []
  /// Bytes looked at and openers taken off, to hold the cost to its bound in tests.
  var work = 0

  /// An opener of a construct that may enclose others.
  struct Opener {
    var kind: Mark.Kind
    var start: Int
    /// Its mark; for a run of braces the first of several.
    var mark: Int
    /// Marks of a run of braces that are not taken yet.
    var slots: Int
    /// Braces that are not matched yet.
    var braces: Int
    /// The next opener of the same kind further down the stack, -1 for none.
    var previous: Int
  }

  struct LinkOpener {
    var mark: UInt32
    /// The number of enclosing openers when it was pushed.
    var depth: UInt32
    var line: UInt32
    /// How many brackets close it.
    var width: UInt8
    var isExternal: Bool
  }

  var openers: [Opener] = []
  var links: [LinkOpener] = []
  var topBraces = -1
  var topTable = -1
  var topHTMLTable = -1
  var topVariant = -1
  var line: UInt32 = 0
  /// Names of elements of which no closing tag follows any more.
  var unclosedNames: Set<[UInt8]> = []

  /// Constructs of one run of brackets that are told apart; further brackets stay literal.
  static let slotsPerRun = 4

  private static let isMarkup: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for byte in "\n{}[]<".utf8 { table[Int(byte)] = true }
    return table
  }()

  /// Scans a whole text.
  ///
  /// O(bytes).
  mutating func scan(_ whole: Span<UInt8>) {
    let text = whole.extracting(first: Mark.longestText)
    marks.reserveCapacity(text.count / 64)
    let table = Self.isMarkup
    let isMarkup = table.span
    var index = 0
    work += text.count
    while index < text.count {
      let byte = text[index]
      if !isMarkup[Int(byte)] {
        index += 1
        continue
      }
      switch byte {
      case UInt8(ascii: "\n"):
        line &+= 1
        index += 1
      case UInt8(ascii: "{"): index = openBraces(text, index)
      case UInt8(ascii: "}"): index = closeBraces(text, index)
      case UInt8(ascii: "["): index = openBrackets(text, index)
      case UInt8(ascii: "]"): index = closeBrackets(text, index)
      default: index = scanTag(text, index)
      }
    }
  }

  mutating func add(_ kind: Mark.Kind, _ start: Int, _ end: Int = 0) {
    marks.append(Mark(start: start, end: end, next: marks.count + 1, kind: kind))
  }

  mutating func close(_ mark: Int, at end: Int) {
    marks[mark].end = end
    marks[mark].next = marks.count
  }

  // MARK: Stacks

  mutating func push(_ kind: Mark.Kind, _ start: Int, braces: Int = 0, slots: Int = 1) {
    let mark = marks.count
    add(kind, start)
    for _ in 1..<max(slots, 1) { add(.none, start) }
    let previous: Int
    switch kind {
    case .braces: (previous, topBraces) = (topBraces, openers.count)
    case .table: (previous, topTable) = (topTable, openers.count)
    case .htmlTable: (previous, topHTMLTable) = (topHTMLTable, openers.count)
    default: (previous, topVariant) = (topVariant, openers.count)
    }
    openers.append(
      Opener(
        kind: kind, start: start, mark: mark, slots: slots, braces: braces, previous: previous))
  }

  /// Takes openers and the links inside them off until `count` openers are left.
  mutating func popOpeners(to count: Int) {
    while openers.count > count, let opener = openers.popLast() {
      work += 1
      switch opener.kind {
      case .braces: topBraces = opener.previous
      case .table: topTable = opener.previous
      case .htmlTable: topHTMLTable = opener.previous
      default: topVariant = opener.previous
      }
    }
    while let last = links.last, Int(last.depth) > count {
      work += 1
      links.removeLast()
    }
  }

  func run(_ text: Span<UInt8>, _ start: Int) -> Int {
    let byte = text[start]
    var end = start + 1
    while end < text.count, text[end] == byte { end += 1 }
    return end
  }
}
