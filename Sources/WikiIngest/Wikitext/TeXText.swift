/// Formulas of `<math>` (TeX) as plain text: `\frac{a}{b}` gives a/b, `x^{2}` x², `\alpha` α.
///
/// One pass with a stack of open groups. A group deeper than ``deepest`` is flattened, and only
/// groups up to there are rewritten when they end, so that the cost stays linear.
struct TeXText {
  /// What the next atom, or the group that is open, is.
  private enum Role {
    case group
    case raised
    case lowered
    case numerator
    case denominator
    case radicand
    /// The optional root of `\sqrt[3]{x}` and other arguments that do not show.
    case hidden
  }

  private struct Frame {
    var role: Role
    /// Where its text begins in `output`.
    var start: Int
    /// Whether a brace opened it; otherwise it ends with the next atom.
    var isBraced: Bool
    /// Where the denominator begins in a group with `\over`, -1 without.
    var denominator = -1
  }

  private static let deepest = 12

  private var output: [UInt8] = []
  private var frames: [Frame] = []
  /// Braces that were opened beyond the deepest level.
  private var flattened = 0
  /// Where the denominator of an `\over` outside all groups begins, -1 without.
  private var outerDenominator = -1

  /// The formula in `range` as plain text.
  ///
  /// O(bytes).
  static func plain(_ text: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var formula = TeXText()
    formula.read(text, range)
    return formula.output
  }

  private mutating func read(_ text: Span<UInt8>, _ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "\\"):
        index = readCommand(text, index + 1, range.upperBound)
        continue
      case UInt8(ascii: "{"): openGroup()
      case UInt8(ascii: "}"): closeGroup()
      case UInt8(ascii: "^"): push(.raised)
      case UInt8(ascii: "_"): push(.lowered)
      case UInt8(ascii: "~"), UInt8(ascii: "&"): space()
      case UInt8(ascii: "%"):
        index = text.firstIndex(of: UInt8(ascii: "\n"), index, range.upperBound)
        continue
      case _ where byte.isWhitespace: space()
      default:
        index = readCharacter(text, index, range.upperBound)
        continue
      }
      index += 1
    }
    while !frames.isEmpty { close() }
    if outerDenominator >= 0 { parenthesize(from: outerDenominator, isDivisor: true) }
    trimSpaces()
  }

  // MARK: Atoms

  /// Copies one character of UTF-8 as an atom.
  private mutating func readCharacter(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var index = start + 1
    while index < end, text[index] & 0xC0 == 0x80 { index += 1 }
    for place in start..<index { output.append(text[place]) }
    finishAtom()
    return index
  }

  private mutating func space() {
    guard let last = output.last, last != 0x20 else { return }
    let isAtDenominator = output.count == (frames.last?.denominator ?? outerDenominator)
    if isAtDenominator || output.count == frames.last?.start { return }
    output.append(0x20)
  }

  /// Drops spaces at the end, but none from before the beginning of what is open: places in
  /// `output` that are kept would lie beyond its end, or within another character.
  private mutating func trimSpaces() {
    let start = frames.last.map { max($0.start, $0.denominator) } ?? outerDenominator
    while output.count > start, output.last == 0x20 { output.removeLast() }
  }

  private mutating func readCommand(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    guard start < end else { return start }
    var index = start
    while index < end, text[index].isASCIILetter { index += 1 }
    if index == start {
      switch text[start] {
      case UInt8(ascii: "\\"):
        trimSpaces()
        write("; ")
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: ">"), 0x20, 0x0A:
        space()
      case UInt8(ascii: "!"): break
      case UInt8(ascii: "|"): write("‖")
      default: return readCharacter(text, start, end)
      }
      return start + 1
    }
    if let symbol = TeXSymbols.table.value(in: text, start, index) {
      write(symbol)
      // The space after a command only ends its name.
      return index
    }
    return readNamed(text, start, index, end)
  }

  private mutating func readNamed(
    _ text: Span<UInt8>, _ start: Int, _ nameEnd: Int, _ end: Int
  ) -> Int {
    switch TeXSymbols.structures.value(in: text, start, nameEnd) {
    case .fraction: push(.numerator)
    case .root:
      output.append(contentsOf: "√".utf8)
      push(.radicand)
      return skipOption(text, nameEnd, end)
    case .transparent: break
    case .delimiter: return skipDot(text, nameEnd, end)
    case .hidden: push(.hidden)
    case .over: divide()
    case .environment: return readEnvironment(text, nameEnd, end)
    case nil:
      // An operator or an unknown command shows its name.
      if let last = output.last, last.isASCIILetter || last.isASCIIDigit { space() }
      for place in start..<nameEnd { output.append(text[place]) }
      if nameEnd < end, text[nameEnd].isASCIILetter || text[nameEnd] == 0x5C { space() }
      finishAtom()
    }
    return nameEnd
  }

  private mutating func write(_ string: String) {
    output.append(contentsOf: string.utf8)
    finishAtom()
  }

  /// `{a \over b}`: what the group holds so far is the numerator.
  private mutating func divide() {
    while let last = frames.last, !last.isBraced { close() }
    trimSpaces()
    if (frames.last?.denominator ?? outerDenominator) < 0 {
      parenthesize(from: frames.last?.start ?? 0)
    }
    output.append(UInt8(ascii: "/"))
    if frames.isEmpty {
      outerDenominator = output.count
    } else {
      frames[frames.count - 1].denominator = output.count
    }
  }

  /// `\sqrt[3]`: the root's degree is left out.
  private func skipOption(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    guard start < end, text[start] == UInt8(ascii: "[") else { return start }
    let limit = min(end, start + 16)
    let close = text.firstIndex(of: UInt8(ascii: "]"), start, limit)
    return close < limit ? close + 1 : start
  }

  /// `\left.` and `\right.` show nothing.
  private func skipDot(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    start < end && text[start] == UInt8(ascii: ".") ? start + 1 : start
  }

  /// `\begin{array}{cc}` and `\end{array}` go.
  private mutating func readEnvironment(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var index = start
    for _ in 0..<2 {
      guard index < end, text[index] == UInt8(ascii: "{") else { break }
      let limit = min(end, index + 40)
      let close = text.firstIndex(of: UInt8(ascii: "}"), index, limit)
      guard close < limit else { break }
      let isArray = text.hasWord(Self.array, at: index, before: end)
      index = close + 1
      if !isArray { break }
    }
    space()
    return index
  }

  private static let array = Array("{array}".utf8)

  // MARK: Groups

  private mutating func push(_ role: Role) {
    guard frames.count < Self.deepest else { return }
    if role == .raised || role == .lowered { trimSpaces() }
    frames.append(Frame(role: role, start: output.count, isBraced: false))
  }

  private mutating func openGroup() {
    if let last = frames.last, !last.isBraced, last.start == output.count {
      frames[frames.count - 1].isBraced = true
    } else if frames.count < Self.deepest {
      frames.append(Frame(role: .group, start: output.count, isBraced: true))
    } else {
      flattened += 1
    }
  }

  private mutating func closeGroup() {
    if flattened > 0 {
      flattened -= 1
      return
    }
    while let last = frames.last, !last.isBraced { close() }
    guard !frames.isEmpty else { return }
    close()
    finishAtom()
  }

  /// An atom is complete: roles that waited for it end.
  private mutating func finishAtom() {
    while let last = frames.last, !last.isBraced, output.count > last.start {
      close()
      if let next = frames.last, !next.isBraced, output.count == next.start { return }
    }
  }

  /// Ends the innermost group and rewrites its text by its role.
  private mutating func close() {
    trimSpaces()
    guard let frame = frames.popLast() else { return }
    if frame.denominator >= 0 { parenthesize(from: frame.denominator, isDivisor: true) }
    let content = Array(output[frame.start...])
    switch frame.role {
    case .group: break
    case .hidden: output.removeSubrange(frame.start...)
    case .raised, .lowered:
      output.removeSubrange(frame.start...)
      appendScript(content, isRaised: frame.role == .raised)
    case .numerator:
      parenthesize(from: frame.start)
      output.append(UInt8(ascii: "/"))
      frames.append(Frame(role: .denominator, start: output.count, isBraced: false))
    case .denominator: parenthesize(from: frame.start, isDivisor: true)
    case .radicand:
      output.insert(UInt8(ascii: "("), at: frame.start)
      output.append(UInt8(ascii: ")"))
    }
  }

  private mutating func appendScript(_ content: [UInt8], isRaised: Bool) {
    guard !content.isEmpty else { return }
    if content == Array("′".utf8) || content == Array("∘".utf8) {
      output.append(contentsOf: content == Array("′".utf8) ? "′".utf8 : "°".utf8)
    } else if let characters = ScriptCharacters.convert(content, raised: isRaised) {
      output += characters
    } else {
      output.append(isRaised ? UInt8(ascii: "^") : UInt8(ascii: "_"))
      let isOne = content.count(where: { $0 & 0xC0 != 0x80 }) == 1
      if !isOne { output.append(UInt8(ascii: "(")) }
      output += content
      if !isOne { output.append(UInt8(ascii: ")")) }
    }
  }

  /// Puts parentheses around a part of a fraction that would read wrongly without.
  private mutating func parenthesize(from start: Int, isDivisor: Bool = false) {
    guard output.count - start > 1 else { return }
    let part = output[start...]
    let isSimple = isDivisor ? Self.isOneFactor(part) : part.allSatisfy(Self.isLetterOrDigit)
    let isEnclosed =
      part.first == UInt8(ascii: "(") && part.last == UInt8(ascii: ")")
      && part.count(where: { $0 == UInt8(ascii: "(") }) == 1
    guard !isSimple, !isEnclosed else { return }
    output.insert(UInt8(ascii: "("), at: start)
    output.append(UInt8(ascii: ")"))
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: ".")
  }

  /// Whether the text is a number, or one letter with what stands above or below it.
  private static func isOneFactor(_ text: ArraySlice<UInt8>) -> Bool {
    if text.allSatisfy({ $0.isASCIIDigit || $0 == UInt8(ascii: ".") }) { return true }
    let rest = String(decoding: text, as: UTF8.self).unicodeScalars.dropFirst()
    return rest.allSatisfy { ScriptCharacters.isScript($0) }
  }
}
