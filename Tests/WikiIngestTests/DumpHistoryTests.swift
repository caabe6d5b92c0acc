import TestSupport
import Testing
import WikiModel

@testable import WikiIngest

@Suite struct DumpHistoryTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(
    _ revisions: [SampleDump.Revision], _ options: IngestOptions = IngestOptions()
  ) throws -> Reading {
    var dump = SampleDump()
    dump.pages = [SampleDump.Page(title: "Page", revisions: revisions)]
    return readAll(try folder.file("dump.xml", dump.xml), options)
  }

  @Test("Of several revisions the newest wins, in whatever order they stand")
  func order() throws {
    let revisions = [
      SampleDump.Revision(id: "30", at: "2001-01-01T00:00:00Z", "oldest, with the largest number"),
      SampleDump.Revision(id: "10", at: "2010-01-01T00:00:00Z", "in between"),
      SampleDump.Revision(id: "20", at: "2020-01-01T00:00:00Z", "newest"),
    ]
    var generator = SeededGenerator()
    for _ in 0..<8 {
      let reading = try read(revisions.shuffled(using: &generator))
      #expect(reading.error == nil)
      #expect(reading.texts == ["newest"])
      #expect(reading.pages.first?.article.revision.rawValue == 20)
      #expect(reading.counts.revisions == 3)
      #expect(reading.counts.pages == 1)
    }
  }

  @Test("Of two revisions saved in one second the larger number wins")
  func ties() throws {
    let revisions = [
      SampleDump.Revision(id: "7", "smaller"), SampleDump.Revision(id: "8", "larger"),
    ]
    #expect(try read(revisions).texts == ["larger"])
    #expect(try read(revisions.reversed()).texts == ["larger"])
  }

  @Test("A wrong digest of a revision that does not win is found, too")
  func losers() throws {
    let old = SampleDump.Revision(id: "1", at: "2001-01-01T00:00:00Z", "old", digest: "0bad")
    let new = SampleDump.Revision(id: "2", at: "2002-01-01T00:00:00Z", "new")
    for revisions in [[old, new], [new, old]] {
      guard case .badPage(let fault) = try read(revisions).error else {
        Issue.record("a wrong digest was not found")
        continue
      }
      #expect(fault.revision == 1)
      #expect(fault.title == "Page")
      #expect(fault.expected.contains("0bad"))
      #expect(fault.found.contains(sha1InBase36("old")))
    }
  }

  @Test("A page whose newest revision is hidden is left out, rather than shown as it was before")
  func hidden() throws {
    var hidden = SampleDump.Revision(id: "2", at: "2022-01-01T00:00:00Z", "")
    hidden.textElement = "<text bytes=\"100\" deleted=\"deleted\" />"
    hidden.digest = ""
    let old = SampleDump.Revision(id: "1", at: "2001-01-01T00:00:00Z", "the secret")
    let reading = try read([old, hidden])
    #expect(reading.error == nil)
    #expect(reading.pages.isEmpty)
    #expect(reading.counts[.deletedText] == 1)
  }

  @Test("An older revision that is hidden does no harm")
  func hiddenBefore() throws {
    var hidden = SampleDump.Revision(id: "1", at: "2001-01-01T00:00:00Z", "")
    hidden.textElement = "<text deleted=\"deleted\" />"
    hidden.digest = ""
    let new = SampleDump.Revision(id: "2", at: "2022-01-01T00:00:00Z", "new")
    #expect(try read([hidden, new]).texts == ["new"])
  }
}
