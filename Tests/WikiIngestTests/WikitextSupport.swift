import Testing
import WikiIngest
import WikiModel

/// A converter that knows the usual names alone.
let sharedConverter = WikitextConverter()

/// A text's blocks as short lines: `p: words`, `h2: title`, `li: • item`, `q: …`, `pre: …`.
func blocks(_ wikitext: String, _ converter: WikitextConverter = sharedConverter) -> [String] {
  let source = Array(wikitext.utf8)
  let text = converter.readableText(of: source)
  expectSound(text, source)
  return text.blocks.map { block in
    let words = String(decoding: text.bytes[block.range], as: UTF8.self)
    switch block.kind {
    case .heading(let level): return "h\(level): \(words)"
    case .paragraph: return "p: \(words)"
    case .listItem: return "li: \(words)"
    case .quotation: return "q: \(words)"
    case .preformatted: return "pre: \(words)"
    }
  }
}

/// A text's words, its blocks separated by ` / `.
func plain(_ wikitext: String) -> String {
  let text = sharedConverter.readableText(of: Array(wikitext.utf8))
  expectSound(text, Array(wikitext.utf8))
  return String(decoding: text.bytes, as: UTF8.self).split(
    separator: "\n", omittingEmptySubsequences: false
  ).joined(separator: " / ")
}

/// Expects what holds for every readable text, whatever it was made from.
func expectSound(_ text: ReadableText, _ source: [UInt8]) {
  let faults = faults(of: text, source)
  #expect(faults.isEmpty, "\(faults.prefix(5))")
}

private func faults(of text: ReadableText, _ source: [UInt8]) -> [String] {
  var faults: [String] = []
  if text.sourceMap.textCount != text.bytes.count { return ["the map does not cover the text"] }
  var place = 0
  for run in text.sourceMap.runs {
    if run.textCount <= 0 || run.sourceStart < 0 || run.sourceRange.upperBound > source.count {
      return ["a run outside the source: \(run)"]
    }
    let copy = text.bytes[place..<place + run.textCount]
    if run.isVerbatim, !copy.elementsEqual(source[run.sourceRange]) {
      faults.append("a verbatim run that differs from its source: \(run)")
    }
    place += run.textCount
  }
  var next = 0
  for block in text.blocks {
    if block.range.lowerBound != next { faults.append("a gap between blocks at \(next)") }
    if block.range.isEmpty || block.range.upperBound > text.bytes.count {
      return faults + ["an empty or overlong block: \(block)"]
    }
    if text.bytes[block.range.upperBound - 1] == 0x20 { faults.append("a space ends \(block)") }
    next = block.range.upperBound + 1
    if next <= text.bytes.count, text.bytes[next - 1] != 0x0A {
      faults.append("no line feed after \(block)")
    }
  }
  let end = text.blocks.isEmpty ? 0 : next - 1
  if end != text.bytes.count { faults.append("text after the last block") }
  return faults
}
