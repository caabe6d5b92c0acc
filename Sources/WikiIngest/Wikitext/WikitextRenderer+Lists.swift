import WikiModel

/// The counters of numbered lists, by the prefixes of their lines.
struct ListState {
  private var prefix: [UInt8] = []
  private var counters: [Int] = []

  mutating func end() {
    prefix.removeAll(keepingCapacity: true)
    counters.removeAll(keepingCapacity: true)
  }

  /// Takes the prefix of the next line and gives its item's number at its own depth.
  mutating func next(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    let count = end - start
    var common = 0
    while common < min(count, prefix.count),
      Self.list(text[start + common]) == Self.list(prefix[common])
    {
      common += 1
    }
    counters.removeLast(counters.count - common)
    prefix.removeLast(prefix.count - common)
    if common == count {
      counters[count - 1] += 1
    } else {
      for index in common..<count {
        counters.append(1)
        prefix.append(text[start + index])
      }
    }
    return counters[count - 1]
  }

  /// Terms and definitions are of one list.
  private static func list(_ marker: UInt8) -> UInt8 {
    marker == UInt8(ascii: ";") ? UInt8(ascii: ":") : marker
  }
}

/// Lists, indentation and definitions.
extension WikitextRenderer {
  static func isListMarker(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: ";")
  }

  /// Begins the item that the markers at `index` announce.
  mutating func beginListItem(_ text: Span<UInt8>) {
    let start = index
    while index < end, Self.isListMarker(text[index]) { index += 1 }
    work += index - start
    endBlock()
    let number = list.next(text, start, index)
    let source = start..<index
    index = text.skippingBlanks(index, end)
    switch text[source.upperBound - 1] {
    case UInt8(ascii: "*"): beginItem("• ", source)
    case UInt8(ascii: "#"): beginItem("\(number). ", source)
    case UInt8(ascii: ";"):
      line = .listItem
      builder.kind = .listItem
      splitDefinition(text)
    default:
      // Indentation: a paragraph of its own.
      line = .listItem
    }
  }

  mutating func beginItem(_ marker: String, _ source: Range<Int>) {
    guard !isInHeading else { return }
    line = .listItem
    builder.kind = .listItem
    builder.setMarker(Array(marker.utf8), source: source)
  }

  /// `; term : definition` on one line.
  private mutating func splitDefinition(_ text: Span<UInt8>) {
    var cursor = index
    var next = mark
    while cursor < end, !text[cursor].isLineFeed {
      while next < marks.count, marks[next].start < cursor { next += 1 }
      if next < marks.count, marks[next].start == cursor, marks[next].isClosed {
        cursor = min(end, marks[next].end)
        next = marks[next].next
        continue
      }
      let isAddress = cursor + 1 < end && text[cursor + 1] == UInt8(ascii: "/")
      if text[cursor] == UInt8(ascii: ":"), !isAddress { break }
      cursor += 1
      work += 1
    }
    guard cursor < end, text[cursor] == UInt8(ascii: ":"), cursor > index else { return }
    let termEnd = text.trimmingWhitespace(index, cursor)
    tasks.append(.render(start: cursor + 1, end: end, mark: next))
    tasks.append(.space(cursor + 1..<cursor + 1))
    tasks.append(.write([UInt8(ascii: ":")], source: cursor..<cursor + 1))
    end = termEnd
  }
}
