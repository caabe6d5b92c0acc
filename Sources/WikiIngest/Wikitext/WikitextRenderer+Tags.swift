import WikiModel

/// Tags whose content is wikitext: they go, and some of them begin or end a block.
extension WikitextRenderer {
  mutating func renderTag(_ text: Span<UInt8>, _ limit: Int) {
    // A tag may hold brackets in its attributes, so it is read up to the end of the range.
    guard let found = TagOccurrence.read(text, at: index, before: end) else {
      copyLiteral(text)
      return
    }
    let source = index..<found.end
    work += source.count
    index = found.end
    switch found.tag {
    case .lineBreak:
      if isInPoem { builder.addHardBreak(source) } else { builder.addSpace(source) }
    case .block: endBlock()
    case .cell:
      builder.addSpace(source)
    case .listItem:
      endBlock()
      if !found.isClosing { beginItem("• ", source) }
    case .blockquote:
      endBlock()
      quotationDepth = max(0, quotationDepth + (found.isClosing ? -1 : 1))
      endBlock()
    case .poem:
      endBlock()
      isInPoem = !found.isClosing && !isInHeading
      endBlock()
    case .heading:
      endBlock()
      if !found.isClosing, !isInHeading {
        builder.kind = .heading(level: Int(text[found.nameEnd - 1] - UInt8(ascii: "0")))
      }
    case .raised, .lowered:
      if !found.isClosing { renderScript(text, found.tag, source) }
    default: break
    }
  }

  /// `<sup>` and `<sub>` of digits and signs become characters of their own: 10⁶, H₂O.
  private mutating func renderScript(_ text: Span<UInt8>, _ tag: Tag, _ source: Range<Int>) {
    let limit = min(end, index + ScriptCharacters.longest)
    var close = index
    while close < limit, text[close] != UInt8(ascii: "<") { close += 1 }
    guard close > index, close < limit,
      mark >= marks.count || marks[mark].start >= close || marks[mark].start < index,
      let closing = TagOccurrence.read(text, at: close, before: end), closing.isClosing,
      closing.tag == tag,
      let raised = ScriptCharacters.text(
        text, index..<close, raised: tag == .raised)
    else { return }
    builder.write(raised, source: source.lowerBound..<closing.end)
    index = closing.end
  }
}
