@testable import Chunking
import WikiModel

/// Text with headings: lines that start with `=` are headings of the level of their count, lines
/// that start with a bullet are items of a list.
func readable(_ lines: [String]) -> ReadableText {
  var text = ReadableText(bytes: [], blocks: [], sourceMap: SourceMap())
  for line in lines {
    if !text.bytes.isEmpty { text.bytes.append(0x0A) }
    let level = line.prefix { $0 == "=" }.count
    let content = Array(line.dropFirst(level).utf8)
    let range = text.bytes.count..<text.bytes.count + content.count
    text.bytes += content
    let body: ReadableText.Block.Kind = line.hasPrefix("•") ? .listItem : .paragraph
    text.blocks.append(
      ReadableText.Block(kind: level > 0 ? .heading(level: level) : body, range: range))
  }
  text.sourceMap.appendVerbatim(sourceStart: 0, count: text.bytes.count)
  return text
}

/// The sentences that the scanner finds in one block.
func sentences(_ block: String, _ language: String) -> [String] {
  let bytes = Array(block.utf8)
  let scanner = SentenceScanner(bytes: bytes, rules: .of(language: language))
  var found: [String] = []
  var start = 0
  while start < bytes.count {
    let end = scanner.next(from: start, in: 0..<bytes.count)?.end ?? bytes.count
    found.append(String(decoding: bytes[start..<end], as: UTF8.self))
    start = bytes.skippingWhitespace(from: end, before: bytes.count)
  }
  return found
}

/// The characters of UTF-8, wide ones counted twice.
func textWidth(_ bytes: ArraySlice<UInt8>) -> Int {
  let copy = Array(bytes)
  return width(of: copy.span, in: copy.indices)
}

extension Passage {
  var string: String { String(decoding: text, as: UTF8.self) }
}

extension ChunkingOptions {
  /// Options that the test knows to be valid.
  static func valid(target: Int, limit: Int, overlap: Int = 0) -> ChunkingOptions {
    guard let options = try? ChunkingOptions(target: target, limit: limit, overlap: overlap) else {
      preconditionFailure("invalid options in a test")
    }
    return options
  }
}
