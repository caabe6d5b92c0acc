/// Comments, and elements whose content is skipped.
extension MarkScanner {
  mutating func scanTag(_ text: Span<UInt8>, _ start: Int) -> Int {
    guard start + 1 < text.count else { return start + 1 }
    if text[start + 1] == UInt8(ascii: "!") { return scanComment(text, start) }
    guard let found = TagOccurrence.read(text, at: start, before: text.count) else {
      return start + 1
    }
    work += found.end - start
    if found.tag == .table {
      if !found.isClosing {
        push(.htmlTable, start)
      } else if topHTMLTable > topBraces {
        close(openers[topHTMLTable].mark, at: found.end)
        popOpeners(to: topHTMLTable)
      }
      return start + 1
    }
    guard found.tag.hasRawContent else { return start + 1 }
    let kind = Mark.Kind(found.tag)
    if found.isClosing || found.isSelfClosing {
      add(kind.ofTagAlone, start, found.end)
    } else if let end = endOfElement(text, found) {
      work += end - found.end
      add(kind, start, end)
      return end
    } else {
      // Nothing closes it: the tag alone goes.
      add(kind.ofTagAlone, start, found.end)
    }
    return found.end
  }

  mutating func scanComment(_ text: Span<UInt8>, _ start: Int) -> Int {
    guard start + 3 < text.count, text[start + 2] == UInt8(ascii: "-"),
      text[start + 3] == UInt8(ascii: "-")
    else { return start + 1 }
    var index = start + 4
    while index < text.count {
      if text[index] == UInt8(ascii: ">"), text[index - 1] == UInt8(ascii: "-"),
        text[index - 2] == UInt8(ascii: "-"), index >= start + 6
      {
        index += 1
        break
      }
      index += 1
    }
    add(.comment, start, index)
    return index
  }

  /// The offset after the closing tag of an element whose content is skipped.
  ///
  /// Once a name has been sought in vain to the end of the text it is not sought again.
  mutating func endOfElement(_ text: Span<UInt8>, _ opening: TagOccurrence) -> Int? {
    let name = (opening.nameStart..<opening.nameEnd).map { text[$0].asciiLowercased }
    if unclosedNames.contains(name) { return nil }
    var index = opening.end
    while index < text.count {
      guard text[index] == UInt8(ascii: "<") else {
        index += 1
        continue
      }
      let closes = index + 1 < text.count && text[index + 1] == UInt8(ascii: "/")
      let nameAt = closes ? index + 2 : index + 1
      if closes, text.hasWord(name, at: nameAt, before: text.count),
        let end = endOfClosingTag(text, nameAt + name.count)
      {
        return end
      }
      // A reference does not hold another one: the first was meant to close itself.
      if !closes, opening.tag == .reference, text.hasWord(name, at: nameAt, before: text.count),
        let inner = TagOccurrence.read(text, at: index, before: text.count), inner.tag == .reference
      {
        work += index - opening.end
        return nil
      }
      index += 1
    }
    work += text.count - opening.end
    unclosedNames.insert(name)
    return nil
  }

  func endOfClosingTag(_ text: Span<UInt8>, _ nameEnd: Int) -> Int? {
    let index = text.skippingWhitespace(nameEnd, text.count)
    guard index < text.count, text[index] == UInt8(ascii: ">") else { return nil }
    return index + 1
  }
}

extension Mark.Kind {
  /// The mark of an element whose content the scanner skips.
  fileprivate init(_ tag: Tag) {
    switch tag {
    case .reference: self = .reference
    case .nowiki: self = .nowiki
    case .pre: self = .pre
    case .code: self = .code
    case .math: self = .math
    case .chemistry: self = .chemistry
    default: self = .dropped
    }
  }

  /// The mark of a tag that has no content: `<ref name="a"/>`, `</pre>`.
  fileprivate var ofTagAlone: Self {
    switch self {
    case .nowiki: .comment
    case .reference: .reference
    default: .dropped
    }
  }
}
