import PassageStore
import Storage
import TestSupport
import Testing

@testable import Footnote

/// Every passage of an index as a search gives it out.
func allPassages(of index: Index) throws -> [AttributedPassage] {
  var passages: [AttributedPassage] = []
  try index.passages.forEachPassage(in: 0..<index.passages.passageCount) { number, stored in
    let text = stored.record.passage.text.text
    passages.append(
      AttributedPassage(
        text: text,
        attribution: Attribution(
          stored, text: text, index: index.identity, removesCredit: false),
        rank: Int(number) + 1, score: 1, confidence: 0.5,
        explanation: nil))
  }
  return passages
}

/// The passages of the sample index, each with the revision as its dump holds it.
private func dumpedPassages() async throws -> [(AttributedPassage, DumpedRevision)] {
  let index = try await SampleIndex.shared().index
  var revisions: [String: DumpedRevision] = [:]
  for path in try SampleCorpus.dumps {
    for revision in try dumpedRevisions(path) {
      revisions["\(revision.wiki) \(revision.revision)"] = revision
    }
  }
  return try allPassages(of: index).map { passage in
    let attribution = passage.attribution
    let key = "\(attribution.wiki) \(attribution.revision.rawValue)"
    return (passage, try #require(revisions[key], "\(key) is in no dump"))
  }
}

@Test("What a search gives out is what the attribution tests look at")
func searchGivesTheSame() async throws {
  let index = try await SampleIndex.shared().index
  let all = Dictionary(
    uniqueKeysWithValues: try allPassages(of: index).map { ($0.attribution.key, $0) })
  let found = try index.search("the history of the lighthouse", options: SearchOptions(count: 500))
  #expect(found.count > 50)
  for passage in found {
    let same = try #require(all[passage.attribution.key])
    #expect(passage.text == same.text)
    #expect(passage.attribution == same.attribution)
  }
}

@Test("Attributions made one after the other are what each is alone, with the credit and without")
func attributionsInTurn() async throws {
  let index = try await SampleIndex.shared().index
  var generator = SeededGenerator()
  var stored: [StoredPassage] = []
  try index.passages.forEachPassage(in: 0..<index.passages.passageCount) { _, passage in
    stored.append(passage)
  }
  let maker = AttributionMaker(index.identity)
  for passage in (stored + stored).shuffled(using: &generator).prefix(1_500) {
    let text = passage.record.passage.text.text
    let removesCredit = Bool.random(using: &generator)
    let made = maker.attribution(of: passage, text: text, removesCredit: removesCredit)
    #expect(
      made
        == Attribution(
          passage, text: text, index: index.identity, removesCredit: removesCredit))
  }
}

@Test("Names, numbers, languages, times and digests are those of the dump")
func identityOfEveryPassage() async throws {
  for (passage, revision) in try await dumpedPassages() {
    let attribution = passage.attribution
    #expect(attribution.title == revision.title)
    #expect(attribution.page.rawValue == revision.page)
    #expect(attribution.language == revision.language)
    #expect(attribution.namespace == 0)
    #expect("\(attribution.timestamp)" == revision.timestamp)
    #expect(attribution.source.sha1 == revision.sha1)
    #expect(attribution.source.byteCount == UInt64(revision.wikitext.count))
    #expect(attribution.source.format == .wikitext)
    #expect(
      attribution.source.name.name
        == "\(revision.wiki)-20260101-pages-articles.xml")
    #expect(attribution.source.name.date == "2026-01-01")
    #expect(!attribution.revisionIsSynthetic)
    let sha256 = hexadecimal(digest(.sha256, of: Array(passage.text.utf8).rawBytes))
    #expect(attribution.contentDigest == sha256)
  }
}

@Test("Each passage's spans cover its text, and the verbatim ones are the wikitext's own bytes")
func spansOfEveryPassage() async throws {
  var byteCount = 0
  var verbatimCount = 0
  for (passage, revision) in try await dumpedPassages() {
    let text = Array(passage.text.utf8)
    let source = passage.attribution.source
    var end = 0
    byteCount += text.count
    for span in source.spans {
      let textRange = end..<end + span.textByteCount
      end = textRange.upperBound
      try #require(end <= text.count)
      #expect(span.textByteCount > 0)
      try #require(
        span.sourceBytes.lowerBound >= 0 && span.sourceBytes.upperBound <= revision.wikitext.count)
      guard span.isVerbatim else { continue }
      verbatimCount += span.textByteCount
      #expect(text[textRange] == revision.wikitext[span.sourceBytes], "\(passage.attribution.key)")
    }
    #expect(end == text.count)
  }
  // Nearly all of what is read stands in the source as it is.
  #expect(verbatimCount * 100 >= byteCount * 95, "\(verbatimCount) of \(byteCount)")
}

@Test("The stretch of the source that is named in bytes is also named in characters")
func stretchesOfEveryPassage() async throws {
  for (passage, revision) in try await dumpedPassages() {
    let source = passage.attribution.source
    let starts = source.spans.map(\.sourceBytes.lowerBound)
    let ends = source.spans.map(\.sourceBytes.upperBound)
    #expect(source.bytes.lowerBound == starts.min())
    #expect(source.bytes.upperBound == ends.max())
    #expect(source.bytes.upperBound <= revision.wikitext.count)
    // A scalar begins with each byte that does not continue one.
    func scalars(before end: Int) -> Int {
      revision.wikitext[..<end].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }
    #expect(source.characters.lowerBound == scalars(before: source.bytes.lowerBound))
    #expect(source.characters.upperBound == scalars(before: source.bytes.upperBound))
  }
}

@Test("Passages of a revision are numbered from 0 and follow each other in its source")
func ordinalsOfEveryPassage() async throws {
  var last: (key: PassageKey, end: Int)?
  for (passage, _) in try await dumpedPassages() {
    let key = passage.attribution.key
    if let last {
      #expect(last.key < key)
      if last.key.wiki == key.wiki, last.key.page == key.page {
        #expect(key.ordinal == last.key.ordinal + 1)
        #expect(passage.attribution.source.bytes.upperBound >= last.end)
      } else {
        #expect(key.ordinal == 0)
      }
    }
    last = (key, passage.attribution.source.bytes.upperBound)
  }
}

@Test("Addresses lead to the page, its revision, its history and the passage's place")
func addressesOfEveryPassage() async throws {
  for (passage, revision) in try await dumpedPassages() {
    let attribution = passage.attribution
    let origin = "https://\(revision.language).sample.footnote.example"
    let title = attribution.url.dropFirst("\(origin)/wiki/".count)
    #expect(attribution.url.hasPrefix("\(origin)/wiki/"))
    #expect(percentDecoded(title) == revision.title.replacing(" ", with: "_"))
    let script = "\(origin)/w/index.php?title=\(title)"
    #expect(attribution.permalink == "\(script)&oldid=\(revision.revision)")
    #expect(attribution.historyURL == "\(script)&action=history")
    #expect(attribution.url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
    checkTextFragment(passage)
  }
}

/// Checks that the directive is well-formed, and its parts the ends of the text.
private func checkTextFragment(_ passage: AttributedPassage) {
  let attribution = passage.attribution
  let prefix = "\(attribution.url)#:~:text="
  #expect(attribution.textFragmentURL.hasPrefix(prefix))
  let directive = attribution.textFragmentURL.dropFirst(prefix.count)
  #expect(directive.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
  #expect(!directive.contains { "&-#".contains($0) })
  let parts = directive.split(separator: ",", omittingEmptySubsequences: false)
  #expect((1...2).contains(parts.count))
  for part in parts {
    let decoded = percentDecoded(part)
    #expect(decoded?.isEmpty == false, "\(directive)")
    #expect(decoded.map { passage.text.contains($0) } == true, "\(directive)")
    #expect(decoded?.contains("\n") == false, "\(directive)")
  }
}

/// The text behind percent escapes; nil where they are malformed.
private func percentDecoded(_ text: Substring) -> String? {
  var bytes: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    guard byte == UInt8(ascii: "%") else {
      bytes.append(byte)
      continue
    }
    guard let value = UInt8(rest.prefix(2).text, radix: 16), rest.count >= 2 else { return nil }
    bytes.append(value)
    rest = rest.dropFirst(2)
  }
  return String(validating: bytes, as: UTF8.self)
}

@Test("Licence, credit and modifications are there, with their addresses")
func creditOfEveryPassage() async throws {
  let index = try await SampleIndex.shared().index
  for (passage, revision) in try await dumpedPassages() {
    let attribution = passage.attribution
    #expect(attribution.licenses == [License(spdxIdentifier: "CC-BY-SA-4.0")])
    #expect(
      attribution.licenses[0].url == "https://creativecommons.org/licenses/by-sa/4.0/")
    #expect(attribution.credit.contains("“\(revision.title)”"))
    #expect(attribution.credit.contains("revision \(revision.revision)"))
    #expect(attribution.credit.contains(revision.timestamp.prefix(10)))
    #expect(attribution.credit.contains("contributors"))
    #expect(attribution.credit.hasSuffix(try #require(attribution.historyURL)))
    #expect(attribution.modifications.contains("excerpt of the page"))
    #expect(attribution.modifications.contains("wiki markup removed"))
    #expect(attribution.index == index.identity)
  }
}

@Test("Sections are those whose headings stand above the passage in the wikitext")
func sectionsOfEveryPassage() async throws {
  var sectionCount = 0
  for (passage, revision) in try await dumpedPassages() {
    let attribution = passage.attribution
    let above = openSections(revision.wikitext[..<attribution.source.bytes.lowerBound])
    // Headings with markup in them are shown without it.
    guard above.allSatisfy({ !$0.contains { "[]{}<>'&".contains($0) } }) else { continue }
    #expect(attribution.sectionPath == above, "\(attribution.key)")
    if let title = above.last {
      sectionCount += 1
      let anchor = title.replacing(" ", with: "_")
      #expect(
        attribution.sectionAnchor == anchor || attribution.sectionAnchor.hasPrefix("\(anchor)_"))
    } else {
      #expect(attribution.sectionAnchor.isEmpty)
    }
  }
  #expect(sectionCount > 100)
}

/// The titles of the headings that are open at the end of a piece of wikitext.
private func openSections(_ wikitext: ArraySlice<UInt8>) -> [String] {
  var open: [(level: Int, title: String)] = []
  for line in wikitext.split(separator: 0x0A) {
    let text = line.text.trimmed
    let level = text.prefix { $0 == "=" }.count
    guard level > 1, text.count > 2 * level, text.suffix(level).allSatisfy({ $0 == "=" }) else {
      continue
    }
    while let last = open.last, last.level >= level { open.removeLast() }
    open.append((level, String(text.dropFirst(level).dropLast(level)).trimmed))
  }
  return open.map(\.title)
}

extension String {
  fileprivate var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
