package import WikiModel

extension ReadableText {
  /// Reads text without markup: each line is a paragraph, copied verbatim.
  ///
  /// Lines are kept as they are but for a carriage return at their end; lines of nothing but
  /// spaces and tabs are left out. `source` is valid UTF-8. O(bytes).
  package static func plainText(_ source: [UInt8]) -> ReadableText {
    var text = ReadableText(bytes: [], blocks: [], sourceMap: SourceMap())
    text.bytes.reserveCapacity(source.count)
    var pendingFeed: Int?
    var lineStart = 0
    while lineStart < source.count {
      let feed = source[lineStart...].firstIndex(of: 0x0A) ?? source.count
      let isCarriageReturn = feed > lineStart && source[feed - 1] == 0x0D
      let lineEnd = isCarriageReturn ? feed - 1 : feed
      let line = source[lineStart..<lineEnd]
      if line.contains(where: { $0 != 0x20 && $0 != 0x09 }) {
        if let feed = pendingFeed {
          text.bytes.append(0x0A)
          text.sourceMap.appendVerbatim(sourceStart: feed, count: 1)
        }
        let start = text.bytes.count
        text.bytes.append(contentsOf: line)
        text.sourceMap.appendVerbatim(sourceStart: lineStart, count: line.count)
        text.blocks.append(Block(kind: .paragraph, range: start..<text.bytes.count))
        pendingFeed = feed
      }
      lineStart = feed + 1
    }
    return text
  }
}
