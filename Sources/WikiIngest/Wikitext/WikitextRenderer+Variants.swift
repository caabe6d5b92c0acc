/// Words in variants of a script, as Chinese and Serbian wikis have them.
extension WikitextRenderer {
  /// `-{zh-hans:甲; zh-hant:乙}-`: the first variant's text; `-{x}-`: its text.
  mutating func renderVariant(_ text: Span<UInt8>, _ found: Mark) {
    let contentEnd = found.end - 2
    var start = Boundary(index: found.start + 2, mark: mark + 1)
    if let bar = boundary(text, UInt8(ascii: "|"), from: start, to: contentEnd) {
      if hidesVariant(text, start.index, bar.index) {
        noteRemoval()
        skip(found)
        return
      }
      start = Boundary(index: bar.index + 1, mark: bar.mark)
    }
    var ruleEnd = contentEnd
    if let colon = boundary(text, UInt8(ascii: ":"), from: start, to: contentEnd),
      isVariantCode(text, start.index, colon.index)
    {
      start = Boundary(index: colon.index + 1, mark: colon.mark)
      ruleEnd = boundary(text, UInt8(ascii: ";"), from: start, to: contentEnd)?.index ?? contentEnd
    }
    skip(found)
    suspend()
    tasks.append(.render(start: start.index, end: ruleEnd, mark: start.mark))
  }

  /// Whether the flags say that the rule shows nothing: hidden, a title, a description, removed.
  private func hidesVariant(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end - start <= 16 else { return false }
    for index in start..<end {
      switch text[index] {
      case UInt8(ascii: "H"), UInt8(ascii: "T"), UInt8(ascii: "D"): return true
      case UInt8(ascii: "-"): if end - start == 1 { return true }
      default: break
      }
    }
    return false
  }

  /// Whether `zh-hans` or the like stands at `start..<end`, after `word =>` where it is one-way.
  private func isVariantCode(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var last = text.trimmingWhitespace(start, end)
    let codeEnd = last
    while last > start, text[last - 1].isASCIILetter || text[last - 1] == UInt8(ascii: "-") {
      last -= 1
    }
    guard codeEnd - last >= 2, codeEnd - last <= 12 else { return false }
    let before = text.trimmingWhitespace(start, last)
    return before == start || text[before - 1] == UInt8(ascii: ">")
  }
}
