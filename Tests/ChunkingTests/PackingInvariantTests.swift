import TestSupport
import Testing
import WikiModel

@testable import Chunking

/// What holds for the passages of any text.
@Suite struct PackingInvariantTests {
  private static let words = [
    "word", "A", "sentence.", "Another one!", "Dr.", "e.g.", "3.14", "naïve", "中文维基百科。", "日本語、",
    "ภาษาไทย", "ประเทศ", "हिंदी।", "العربية؟", "한국어.", "ខ្មែរ។", "“quoted.”", "(in brackets)",
    "\u{3000}",
    "\u{A0}", "e\u{301}", "👩‍👩‍👧", "\t", "\n", "longwordwithoutanyspaces", "、", "第一章", "…", ". . .",
    ",",
  ]

  private static func line(_ generator: inout SeededGenerator) -> String {
    let kinds = [1, 3, 10, 40, 200]
    let count = Int.random(in: 0...(kinds.randomElement(using: &generator) ?? 1), using: &generator)
    let joiner = Int.random(in: 0..<4, using: &generator) == 0 ? "" : " "
    let level = Int.random(in: 0..<8, using: &generator)
    let heading = level < 2 ? String(repeating: "=", count: level * 2 + 1) : ""
    let words = (0..<count).compactMap { _ in Self.words.randomElement(using: &generator) }
    return heading + words.joined(separator: joiner)
  }

  private static func options(_ generator: inout SeededGenerator) -> ChunkingOptions {
    let target = Int.random(in: 40...600, using: &generator)
    let limit = Int.random(in: target...target * 4, using: &generator)
    let overlap = Bool.random(using: &generator) ? 0 : Int.random(in: 1...target, using: &generator)
    return .valid(target: target, limit: limit, overlap: overlap)
  }

  /// Runs a check over random texts, options and languages.
  private func forRandomTexts(
    _ name: String, _ check: (ReadableText, ChunkingOptions, [Passage]) -> Void
  ) {
    var generator = SeededGenerator(for: name)
    for _ in 0..<60 {
      let count = Int.random(in: 0...20, using: &generator)
      let text = readable((0..<count).map { _ in Self.line(&generator) })
      let options = Self.options(&generator)
      let language = ["en", "de", "zh", "th"].randomElement(using: &generator) ?? "en"
      let passages = Chunker(options: options).passages(of: text, language: language)
      #expect(passages == Chunker(options: options).passages(of: text, language: language))
      check(text, options, passages)
    }
  }

  @Test("Passages are the text's bytes in order, numbered from 0, within the limit")
  func shape() {
    forRandomTexts("shape") { text, options, passages in
      #expect(passages.map(\.ordinal) == (0..<UInt32(passages.count)).map { $0 })
      for (former, next) in zip(passages, passages.dropFirst()) {
        #expect(former.textRange.lowerBound < next.textRange.lowerBound)
        #expect(former.textRange.upperBound < next.textRange.upperBound)
        if options.overlap == 0 {
          #expect(former.textRange.upperBound <= next.textRange.lowerBound)
        }
      }
      for passage in passages {
        #expect(passage.text == Array(text.bytes[passage.textRange]))
        #expect(String(validating: passage.text, as: UTF8.self) != nil)
        #expect(passage.string.unicodeScalars.count <= options.limit)
        #expect(passage.string.first?.isWhitespace == false)
        #expect(passage.string.last?.isWhitespace == false)
      }
    }
  }

  private static func covered(_ text: ReadableText, _ passages: [Passage]) -> [Bool] {
    var isCovered = [Bool](repeating: false, count: text.bytes.count)
    for passage in passages { for i in passage.textRange { isCovered[i] = true } }
    return isCovered
  }

  @Test("Passages hold every readable byte and start and end between graphemes")
  func coverage() {
    forRandomTexts("coverage") { text, _, passages in
      let isCovered = Self.covered(text, passages)
      for block in text.blocks {
        if case .heading = block.kind {
          #expect(!isCovered[block.range].contains(true))
          continue
        }
        var offset = block.range.lowerBound
        for character in String(decoding: text.bytes[block.range], as: UTF8.self) {
          let range = offset..<offset + character.utf8.count
          let covered = isCovered[range].count { $0 }
          #expect(covered == range.count || (covered == 0 && character.isWhitespace))
          offset = range.upperBound
        }
      }
    }
  }

  @Test("No passage crosses a heading, and each has the titles above it")
  func sections() {
    forRandomTexts("sections") { text, _, passages in
      for passage in passages {
        let headings = text.blocks.filter {
          $0.kind != .paragraph && $0.range.lowerBound < passage.textRange.upperBound
        }
        #expect(headings.allSatisfy { $0.range.upperBound <= passage.textRange.lowerBound })
        let path = Self.path(headings, text)
        #expect(passage.sectionPath == path)
      }
    }
  }

  /// The titles that are open after some headings.
  private static func path(_ headings: [ReadableText.Block], _ text: ReadableText) -> [String] {
    var open: [(level: Int, title: String)] = []
    for block in headings {
      guard case .heading(let level) = block.kind else { continue }
      open.removeAll { $0.level >= level }
      var title = trimmed(String(decoding: text.bytes[block.range], as: UTF8.self))
      while title.utf8.count > Passage.sectionTitleByteLimit { title.unicodeScalars.removeLast() }
      open.append((level, trimmed(title)))
    }
    return open.map(\.title).filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: String) -> String {
    let end = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace)
    return String(end.reversed())
  }

  private static func sentenceRanges(_ text: ReadableText) -> [Range<Int>] {
    let scanner = SentenceScanner(bytes: text.bytes, rules: .of(language: "zh"))
    var found: [Range<Int>] = []
    for block in text.blocks {
      let end = text.bytes.trimmingWhitespace(
        from: block.range.lowerBound, to: block.range.upperBound)
      var start = text.bytes.skippingWhitespace(from: block.range.lowerBound, before: end)
      let body = start..<max(start, end)
      while start < end {
        let stop = scanner.next(from: start, in: body)?.end ?? end
        found.append(start..<text.bytes.trimmingWhitespace(from: start, to: stop))
        start = text.bytes.skippingWhitespace(from: stop, before: end)
      }
    }
    return found
  }

  @Test("Passages of whole sentences start and end where sentences do")
  func wholeSentences() {
    forRandomTexts("whole sentences") { text, options, _ in
      let sentences = Self.sentenceRanges(text)
      let longest = sentences.map { textWidth(text.bytes[$0]) }.max() ?? 0
      guard longest <= options.limit else { return }
      let starts = Set(sentences.map(\.lowerBound))
      let ends = Set(sentences.map(\.upperBound))
      for passage in Chunker(options: options).passages(of: text, language: "zh") {
        #expect(starts.contains(passage.textRange.lowerBound))
        #expect(ends.contains(passage.textRange.upperBound))
      }
    }
  }

  @Test("The runs of a passage count its bytes, and copies are the source's bytes")
  func runs() {
    forRandomTexts("runs") { text, _, passages in
      for passage in passages {
        #expect(passage.sourceRuns.reduce(0) { $0 + $1.textCount } == passage.textRange.count)
        #expect(passage.sourceRuns.flatMap { text.bytes[$0.sourceRange] } == passage.text)
      }
    }
  }

  @Test("Overlap adds whole sentences before a passage and changes nothing else")
  func overlap() {
    forRandomTexts("overlap") { text, options, _ in
      let bare = ChunkingOptions.valid(target: options.target, limit: options.limit)
      let alone = Chunker(options: bare).passages(of: text, language: "en")
      let again = Chunker(options: options).passages(of: text, language: "en")
      #expect(alone.count == again.count)
      for (i, (passage, repeated)) in zip(alone, again).enumerated() {
        #expect(passage.textRange.upperBound == repeated.textRange.upperBound)
        let head = repeated.textRange.lowerBound..<passage.textRange.lowerBound
        guard !head.isEmpty else { continue }
        #expect(i > 0 && alone[i - 1].sectionPath == passage.sectionPath)
        #expect(head.lowerBound > alone[i - 1].textRange.lowerBound)
        let kept = head.lowerBound..<alone[i - 1].textRange.upperBound
        #expect(textWidth(text.bytes[kept]) <= options.overlap)
      }
    }
  }
}
