/// Links: their labels stay, and files, categories and links to other languages go.
extension WikitextRenderer {
  /// Renders `[[target]]` or `[[target|label]]`.
  mutating func renderLink(_ text: Span<UInt8>, _ found: Mark) {
    let inner = Boundary(index: found.start + 2, mark: mark + 1)
    let innerEnd = found.end - 2
    let bar = boundary(text, UInt8(ascii: "|"), from: inner, to: innerEnd)
    var target = text.skippingWhitespace(inner.index, bar?.index ?? innerEnd)
    let targetEnd = text.trimmingWhitespace(target, bar?.index ?? innerEnd)
    let hasColon = target < targetEnd && text[target] == UInt8(ascii: ":")
    if hasColon { target = text.skippingBlanks(target + 1, targetEnd) }
    if !hasColon, leavesNothing(text, target, targetEnd) {
      noteRemoval()
      skip(found)
      return
    }
    skip(found)
    suspend()
    if let bar {
      let label = text.skippingWhitespace(bar.index + 1, innerEnd)
      if label < innerEnd {
        tasks.append(.render(start: bar.index + 1, end: innerEnd, mark: bar.mark))
        return
      }
      let shown = pipeTrick(text, target, targetEnd)
      tasks.append(.render(start: shown.lowerBound, end: shown.upperBound, mark: inner.mark))
      return
    }
    if target < targetEnd, text[target] == UInt8(ascii: "#") { target += 1 }
    tasks.append(.render(start: target, end: targetEnd, mark: inner.mark))
  }

  /// Whether the link's target says that the link shows no text where it stands.
  private func leavesNothing(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let limit = min(end, start + NamespaceNames.longest)
    let colon = text.firstIndex(of: UInt8(ascii: ":"), start, limit)
    guard colon < limit else { return false }
    let prefixEnd = text.trimmingWhitespace(start, colon)
    return LanguageCodes.table.contains(text, start, prefixEnd)
      || namespaces.contains(text, start, prefixEnd) || isFileName(text, colon, end)
  }

  /// Whether the title has the ending of a picture or recording, whatever its namespace is called.
  private func isFileName(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var point = end
    while point > start, end - point <= 5, text[point - 1] != UInt8(ascii: ".") { point -= 1 }
    return point > start && text[point - 1] == UInt8(ascii: ".")
      && Self.fileExtensions.contains(text, point, end)
  }

  private static let fileExtensions = NameTable<Bool>(
    [
      "jpg", "jpeg", "png", "gif", "svg", "tif", "tiff", "webp", "xcf", "bmp", "djvu", "ogg", "oga",
      "ogv", "mid", "wav", "flac", "mp3", "webm",
    ].map { ($0, true) }, foldsCase: true)

  /// What `[[Namespace:Title (which)|]]` shows: `Title`.
  private func pipeTrick(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Range<Int> {
    let colon = text.firstIndex(of: UInt8(ascii: ":"), start, end)
    let first = colon < end ? text.skippingBlanks(colon + 1, end) : start
    var last = end
    if end > first, text[end - 1] == UInt8(ascii: ")") {
      let opening = text.firstIndex(of: UInt8(ascii: "("), first, end)
      if opening < end, opening > first { last = opening }
    } else {
      let comma = text.firstIndex(of: UInt8(ascii: ","), first, end)
      if comma < end, comma > first { last = comma }
    }
    return first..<text.trimmingWhitespace(first, last)
  }

  /// Steps over the rest of the line when an unclosed `[[File:` stands at `index`; else false.
  mutating func dropUnclosedFile(_ text: Span<UInt8>) -> Bool {
    let start = text.skippingBlanks(index + 2, end)
    let limit = min(end, start + NamespaceNames.longest)
    let colon = text.firstIndex(of: UInt8(ascii: ":"), start, limit)
    guard colon < limit, namespaces.contains(text, start, text.trimmingWhitespace(start, colon))
    else { return false }
    noteRemoval()
    // Not to a line feed in a template that it holds: whose rest would stand there as text, and
    // be looked through again for each such line.
    skipLine(text)
    return true
  }

  /// `[address label]` shows its label, `[address]` nothing worth reading.
  mutating func renderExternalLink(_ text: Span<UInt8>, _ found: Mark) {
    var inner = found.start
    while inner < found.end, text[inner] == UInt8(ascii: "[") { inner += 1 }
    let isDoubled = inner - found.start == 2 && text[found.end - 2] == UInt8(ascii: "]")
    let innerEnd = found.end - (isDoubled ? 2 : 1)
    var addressEnd = inner
    var next = mark + 1
    while addressEnd < innerEnd, !text[addressEnd].isWhitespace {
      while next < marks.count, marks[next].start < addressEnd { next += 1 }
      if next < marks.count, marks[next].start == addressEnd, marks[next].isClosed,
        marks[next].end <= innerEnd
      {
        if marks[next].kind == .link { break }
        (addressEnd, next) = (marks[next].end, marks[next].next)
        continue
      }
      if text[addressEnd] == UInt8(ascii: "<") { break }
      addressEnd += 1
      work += 1
    }
    let label = text.skippingWhitespace(addressEnd, innerEnd)
    skip(found)
    if label < innerEnd {
      suspend()
      tasks.append(.render(start: label, end: innerEnd, mark: next))
    } else {
      noteRemoval()
    }
  }
}
