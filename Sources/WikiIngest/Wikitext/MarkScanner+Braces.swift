/// Templates, parameters, tables and variants.
extension MarkScanner {
  mutating func openBraces(_ text: Span<UInt8>, _ start: Int) -> Int {
    let end = run(text, start)
    let count = end - start
    if count == 1 {
      if end < text.count, text[end] == UInt8(ascii: "|"), isLineStart(text, start) {
        push(.table, start)
        return end + 1
      }
      if start > 0, text[start - 1] == UInt8(ascii: "-") { push(.variant, start - 1) }
      return end
    }
    push(.braces, start, braces: count, slots: min(count / 2, Self.slotsPerRun))
    return end
  }

  mutating func closeBraces(_ text: Span<UInt8>, _ start: Int) -> Int {
    let end = run(text, start)
    var index = start
    if start > 0, text[start - 1] == UInt8(ascii: "|"), topTable > topBraces,
      end - start != 2 || topBraces < 0, isLineStart(text, start - 1)
    {
      close(openers[topTable].mark, at: start + 1)
      popOpeners(to: topTable)
      index += 1
    }
    while end - index >= 2, topBraces >= 0 {
      index = closeBracePair(at: index, available: end - index)
    }
    if end - index == 1, end < text.count, text[end] == UInt8(ascii: "-"), topVariant > topBraces {
      close(openers[topVariant].mark, at: end + 1)
      popOpeners(to: topVariant)
      return end + 1
    }
    return end
  }

  /// Matches two or three closing braces with the innermost opening ones; gives the offset after.
  mutating func closeBracePair(at index: Int, available: Int) -> Int {
    let top = topBraces
    popOpeners(to: top + 1)
    let width = available >= 3 && openers[top].braces >= 3 ? 3 : 2
    openers[top].braces -= width
    openers[top].slots -= 1
    let mark = openers[top].mark + openers[top].slots
    marks[mark].start = openers[top].start + openers[top].braces
    marks[mark].kind = width == 3 ? .parameter : .template
    close(mark, at: index + width)
    while let last = links.last, Int(last.mark) > mark {
      work += 1
      links.removeLast()
    }
    if openers[top].braces < 2 || openers[top].slots == 0 { popOpeners(to: top) }
    return index + width
  }

  /// Whether only blanks and list markers stand between the beginning of the line and `index`.
  func isLineStart(_ text: Span<UInt8>, _ index: Int) -> Bool {
    var before = index - 1
    while before >= 0 {
      let byte = text[before]
      if byte.isLineFeed { return true }
      let isMarker =
        byte == UInt8(ascii: ":") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "#")
      guard byte.isBlank || isMarker || byte == UInt8(ascii: ";") else {
        // A comment or an opened template may stand before a table on its line.
        return byte == UInt8(ascii: ">") && before >= 2 && text[before - 1] == UInt8(ascii: "-")
      }
      before -= 1
    }
    return true
  }
}
