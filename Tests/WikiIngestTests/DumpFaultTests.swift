import TestSupport
import Testing
import WikiModel

@testable import WikiIngest

@Suite struct DumpFaultTests {
  private let folder: TemporaryFolder
  private let good = SampleDump.Page("Good", id: 77, text: "good")

  init() throws { folder = try TemporaryFolder() }

  private func read(_ xml: String, skipsBadPages: Bool = false) throws -> Reading {
    var options = IngestOptions()
    options.skipsBadPages = skipsBadPages
    return readAll(try folder.file("dump.xml", xml), options)
  }

  private func dump(_ pages: [SampleDump.Page]) -> SampleDump {
    var dump = SampleDump()
    dump.pages = pages
    return dump
  }

  @Test("A dump that is cut anywhere is reported as cut off, after the pages before the cut")
  func cut() throws {
    let pages = (1...3).map { SampleDump.Page("Page \($0) é", id: $0, text: "text é \($0)") }
    let xml = Array(dump(pages).xml.utf8)
    let end = xml.count - "</mediawiki>\n".utf8.count
    for count in stride(from: 20, to: end, by: 13) {
      let path = try folder.file("cut.xml", Array(xml[..<count]))
      let reading = readAll(path)
      guard case .cutOff(_, _, let offset, let pageCount) = reading.error else {
        Issue.record("cut at \(count): \(String(describing: reading.error))")
        continue
      }
      #expect(offset == UInt64(count))
      #expect(pageCount == reading.pages.count)
    }
  }

  @Test("A dump that ends after its <siteinfo> is cut off, not an empty wiki")
  func noPages() throws {
    let reading = try read(dump([]).head)
    guard case .cutOff(_, _, _, 0) = reading.error else {
      Issue.record("another error: \(String(describing: reading.error))")
      return
    }
    #expect(try read(dump([]).xml).error == nil)
  }

  @Test(
    "XML that is not well-formed is an error with its line and byte",
    arguments: [
      "<page><title>A</page></title>", "<page <", "a & b", "&#0;", "<a b=c/>", "\u{1}", "<a></b>",
      "]]>", "</mediawiki><mediawiki/>",
    ])
  func malformed(xml: String) throws {
    let head = dump([good]).xml.replacing("</mediawiki>\n", with: "")
    let reading = try read(head + xml + "</mediawiki>")
    #expect(reading.titles == ["Good"])
    guard case .malformedXML(_, let line, let offset, _) = reading.error else {
      Issue.record("another error: \(String(describing: reading.error))")
      return
    }
    #expect(line == head.split(separator: "\n", omittingEmptySubsequences: false).count)
    #expect((head.utf8.count...head.utf8.count + xml.utf8.count + 12).contains(Int(offset)))
  }

  @Test("An entity that XML does not have is reported by its name")
  func undefinedEntity() throws {
    let xml = dump([good]).xml.replacing(">good<", with: ">\n it&rsquo;s<")
    guard case .malformedXML(_, let line, let offset, let found) = try read(xml).error else {
      Issue.record("no error")
      return
    }
    #expect(found == "the undefined entity &rsquo;")
    let before = xml[..<(try #require(xml.firstRange(of: "&rsquo;")).lowerBound)]
    #expect(offset == UInt64(before.utf8.count))
    #expect(line == before.count { $0 == "\n" } + 1)
  }

  @Test("A document type is refused before any entity can be declared")
  func documentType() throws {
    var bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE mediawiki [\n<!ENTITY a0 \"ha\">\n"
    for level in 1...40 {
      bomb += "<!ENTITY a\(level) \"&a\(level - 1);&a\(level - 1);\">\n"
    }
    bomb += "]>\n" + dump([good]).xml.replacing(">good<", with: ">&a40;<")
    for xml in [bomb, "<!DOCTYPE mediawiki SYSTEM \"x.dtd\">" + dump([good]).xml] {
      for skipsBadPages in [true, false] {
        let reading = try read(xml, skipsBadPages: skipsBadPages)
        #expect(reading.pages.isEmpty)
        guard case .refusedXML(_, let line, _, let found) = reading.error else {
          Issue.record("another error: \(String(describing: reading.error))")
          continue
        }
        #expect(line <= 2)
        #expect(found.contains("DOCTYPE"))
      }
    }
  }

  @Test("Bytes that are not UTF-8 are reported at their place, in text, tags and titles")
  func invalidUTF8() throws {
    let xml = Array(dump([good, SampleDump.Page("Page", id: 2, text: "text")]).xml.utf8)
    let bad: [[UInt8]] = [
      [0xFF], [0xC3, 0x28], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80],
    ]
    for place in ["Page</title>", "text</text>", "deleted"] {
      let xml = place == "deleted" ? Array("<mediawiki a=\"deleted\">".utf8) : xml
      let start = try #require(xml.firstRange(of: Array(place.utf8))).lowerBound
      for bytes in bad {
        let path = try folder.file("bad.xml", Array(xml[..<start]) + bytes + Array(xml[start...]))
        guard case .invalidUTF8(_, let line, let offset) = readAll(path).error else {
          Issue.record("\(place) \(bytes): \(String(describing: readAll(path).error))")
          continue
        }
        #expect((start...start + 1).contains(Int(offset)))
        #expect(line == xml[..<start].count { $0 == 0x0A } + 1)
      }
    }
  }

  @Test("What no dump holds is refused before it costs memory")
  func refused() throws {
    let head = dump([good]).xml.replacing("</mediawiki>\n", with: "")
    for xml in [
      String(repeating: "<a>", count: 100_000),
      "<!--" + String(repeating: "-x", count: 2_000_000),
      "<a b=\"" + String(repeating: "x", count: 4_000_000) + "\"/>",
    ] {
      guard case .refusedXML = try read(head + xml).error else {
        Issue.record("another error: \(String(describing: try read(head + xml).error))")
        continue
      }
    }
  }

  @Test("XML of another kind is refused by its root's name")
  func otherRoot() throws {
    guard case .wrongFormat(_, let found, _) = try read("<feed><page/></feed>").error else {
      Issue.record("no error")
      return
    }
    #expect(found.contains("<feed>"))
  }

  /// Each fault that a page can have, with a word that its report must hold.
  private static let badPages: [(page: SampleDump.Page, word: String)] = {
    func page(_ change: (inout SampleDump.Page) -> Void) -> SampleDump.Page {
      var page = SampleDump.Page("Bad", id: 13, text: "bad")
      change(&page)
      return page
    }
    return [
      (page { $0.revisions = [] }, "revision"),
      (page { $0.title = "" }, "title"),
      (page { $0.title = String(repeating: "x", count: 5_000) }, "4096"),
      (page { $0.id = nil }, "id"),
      (page { $0.id = "twelve" }, "twelve"),
      (page { $0.id = "-1" }, "-1"),
      (page { $0.id = "18446744073709551616" }, "18446744073709551616"),
      (page { $0.id = "9007199254740992" }, "9007199254740991"),
      (page { $0.revisions[0].id = nil }, "id"),
      (page { $0.revisions[0].id = "" }, "number"),
      (page { $0.revisions[0].timestamp = nil }, "timestamp"),
      (page { $0.revisions[0].timestamp = "yesterday" }, "yesterday"),
      (page { $0.revisions[0].timestamp = "2016-02-30T00:00:00Z" }, "2016-02-30"),
      (page { $0.revisions[0].digest = "0" }, "SHA-1"),
      (page { $0.revisions[0].textElement = "<text>a</text><text>b</text>" }, "<text>"),
      (page { $0.revisions[0].more = slots(65) }, "64 slots"),
    ]
  }()

  /// Slots besides a revision's text.
  private static func slots(_ count: Int) -> String {
    (1...count).map { "<content><role>s\($0)</role></content>\n" }.joined()
  }

  @Test("The longest title and the most slots that are read make a sound article")
  func largest() throws {
    var page = SampleDump.Page(String(repeating: "é", count: 2_048), text: "text")
    page.revisions[0].more = Self.slots(64)
    let reading = try read(dump([page]).xml)
    #expect(reading.error == nil)
    let article = try #require(reading.pages.first).article
    #expect(article.title.utf8.count == 4_096)
    #expect(article.fault == nil)
  }

  @Test("A page at fault stops the reading", arguments: badPages.indices)
  func badPage(index: Int) throws {
    let (page, word) = Self.badPages[index]
    let reading = try read(dump([good, page, good]).xml)
    #expect(reading.titles == ["Good"])
    guard case .badPage(let fault) = reading.error else {
      Issue.record("another error: \(String(describing: reading.error))")
      return
    }
    #expect(fault.title == (fault.title.isEmpty ? "" : "Bad"))
    #expect(fault.line > 10)
    #expect("\(fault)".contains(word))
    #expect("\(fault)".contains("dump.xml"))
  }

  @Test("Where bad pages are left out each is noted and counted, and the others come through")
  func skipped() throws {
    // The digest of a page that is wanted is left to the caller to check.
    for (page, word) in Self.badPages where word != "SHA-1" {
      let reading = try read(dump([good, page, good]).xml, skipsBadPages: true)
      #expect(reading.error == nil)
      #expect(reading.titles == ["Good", "Good"])
      #expect(reading.log.count == 1)
      #expect(reading.counts[.badPage] == 1)
      #expect(reading.counts.pages == 3)
      #expect("\(reading.log.faults)".contains(word))
    }
  }

  @Test("Where bad pages are left out, broken XML ends the reading and is noted")
  func brokenEnd() throws {
    let xml = dump([good, good]).xml.replacing("</mediawiki>", with: "<page></oops>")
    let reading = try read(xml, skipsBadPages: true)
    #expect(reading.error == nil)
    #expect(reading.titles == ["Good", "Good"])
    guard case .malformedXML = reading.log.faults.first else {
      Issue.record("the fault was not noted")
      return
    }
  }

  /// A dump of a page with a long text, and of a good page.
  private func longDump(textByteCount: Int) -> [UInt8] {
    var xml = Array(dump([]).head.utf8)
    xml += Array("<page><title>Long</title><ns>0</ns><id>5</id><revision><id>1</id>".utf8)
    xml += Array("<timestamp>2016-04-22T10:19:33Z</timestamp><text>".utf8)
    xml += [UInt8](repeating: 0x61, count: textByteCount)
    return xml + Array(("</text></revision></page>" + good.xml + "</mediawiki>").utf8)
  }

  @Test("A text beyond the limit is a fault, and the next page is read")
  func tooLong() throws {
    let xml = longDump(textByteCount: IngestLimit.revisionByteCount + 1)
    let path = try folder.file("long.xml.zst", Packed.zstd(xml))
    guard case .badPage(let fault) = readAll(path).error else {
      Issue.record("no fault")
      return
    }
    #expect(fault.title == "Long")
    var options = IngestOptions()
    options.skipsBadPages = true
    #expect(readAll(path, options).titles == ["Good"])
  }

  @Test("A page of 16 MB comes through whole")
  func largePage() throws {
    let path = try folder.file(
      "large.xml.bz2", Packed.bzip2(longDump(textByteCount: 16_000_000)))
    let reading = readAll(path)
    #expect(reading.error == nil)
    #expect(reading.pages.first?.article.text == [UInt8](repeating: 0x61, count: 16_000_000))
    #expect(reading.titles == ["Long", "Good"])
  }

  @Test("A changed byte anywhere gives pages or an error, never a crash")
  func damage() throws {
    var generator = SeededGenerator()
    let xml = Array(dump([good, SampleDump.Page("Café", id: 2, text: "a <b> & ü 😀")]).xml.utf8)
    for _ in 0..<1_500 {
      var changed = xml
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<changed.count, using: &generator)
        changed[index] = UInt8.random(in: 0...255, using: &generator)
      }
      let reading = readAll(try folder.file("changed.xml", changed))
      #expect(reading.pages.count <= 2)
      for page in reading.pages {
        #expect(String(validating: page.article.text, as: UTF8.self) != nil)
      }
    }
  }
}
