import Storage
import TestSupport
import Testing
import WikiIngest

@testable import Footnote

private let salt = String(repeating: "5a", count: 16)

private func editor(_ name: String) -> RevocationList.Entry {
  .removing(.editor(sha256: RevocationList.editorDigest(of: name, salt: salt)))
}

private let dump = """
  <mediawiki version="0.11" xml:lang="en"><siteinfo><sitename>Wikipedia</sitename>\
  <dbname>enwiki</dbname><base>https://en.wikipedia.org/wiki/Main_Page</base></siteinfo>
  \(dumpPage(1, "<username>Ann Other</username><id>5</id>", "The harbour has a lantern."))
  \(dumpPage(2, "<ip>192.0.2.7</ip>", "The tower has a rope."))
  \(dumpPage(3, "<username>Keeper</username><id>6</id>", "The keeper knows the tide."))
  \(dumpPage(4, "<username>Mate</username><id>7</id>", "A gull sits on the mast."))
  \(dumpPage(5, "<username>Mate</username><id>7</id>", "A crane lifts a crate."))
  </mediawiki>
  """

private func dumpPage(_ number: Int, _ contributor: String, _ text: String) -> String {
  """
  <page><title>Page \(number)</title><ns>0</ns><id>\(number)</id><revision><id>\(number)0</id>\
  <timestamp>2026-01-01T00:00:00Z</timestamp><contributor>\(contributor)</contributor>\
  <model>wikitext</model><text xml:space="preserve">\(text)</text></revision></page>
  """
}

private func event(_ page: Int, revision: Int, editor: String, text: String) -> String {
  """
  {"event":{"type":"update","date_created":"2026-02-01T00:00:00Z"},"name":"Page \(page)",\
  "identifier":\(page),"date_modified":"2026-02-01T00:00:00Z",\
  "version":{"identifier":\(revision),"editor":{"name":"\(editor)"}},\
  "url":"https://en.wikipedia.org/wiki/Page_\(page)","namespace":{"identifier":0},\
  "is_part_of":{"identifier":"enwiki"},"article_body":{"wikitext":"\(text)"}}
  """
}

@Test("A build leaves out revoked pages, revisions and editors, and counts them by reason")
func exclusionAtBuild() async throws {
  let folder = try TemporaryFolder()
  let input = try folder.file("enwiki-20260101-pages-articles.xml", dump)
  let list = revocationList(
    1,
    [
      editor("Ann_Other"), editor("192.0.2.7"),
      .removing(.page(wiki: "enwiki", PageID(rawValue: 3))),
      .removing(.revision(wiki: "enwiki", RevisionID(rawValue: 40))),
      .removing(.page(wiki: "dewiki", PageID(rawValue: 5))),
    ], salt: salt)
  var options = BuildOptions()
  options.exclusions = try verified(list)
  let path = folder("some.index")
  _ = try await IndexBuilder(options: options).build(files: [input], output: path)
  let index = try Index(path: path)
  #expect(try index.keys.map(\.page.rawValue) == [5])
  #expect(
    index.summary.skipped
      == ["revoked editor": 2, "revoked page": 1, "revoked revision": 1])
  // The names are nowhere on disk.
  for (name, bytes) in try tree(path) {
    #expect(bytes.firstIndex(of: "Ann") == nil, "\(name)")
    #expect(bytes.firstIndex(of: "192.0.2.7") == nil, "\(name)")
  }
  _ = try index.verify()
  #expect(try index.revocations()?.version == 1)
  #expect(try index.revocations()?.removals == ["editors": 2, "pages": 2, "revisions": 1])
  // Updates heed it, whatever they are told.
  let lines = try folder.file(
    "changes.jsonl",
    [
      event(1, revision: 11, editor: "Mate", text: "The harbour has two lanterns."),
      event(5, revision: 51, editor: "Ann Other", text: "A crane lifts a secret."),
      event(3, revision: 31, editor: "Mate", text: "The keeper sleeps."),
    ].joined(separator: "\n"))
  let report = try await IndexUpdater().update(index: path, files: [lines])
  #expect(report.skipped == ["revoked editor": 1, "revoked page": 1])
  let updated = try Index(path: path)
  #expect(try updated.keys.map(\.revision.rawValue) == [11, 50])
  #expect(updated.summary.skipped == ["revoked editor": 1, "revoked page": 1])
}

@Test("A merge of all segments leaves out what is revoked, one of some does not lose count")
func exclusionAtCompaction() async throws {
  let history = try await History()
  try IndexRevoker(path: history.path).revoke(
    try verified(
      revocationList(1, [.removing(.page(wiki: "testwiki", PageID(rawValue: 4)))])))
  let options = CompactionOptions(mergesAll: true)
  let report = try await IndexCompactor(options: options).compact(index: history.path)
  #expect(report.plan.passageCount == 2)
  let index = try Index(path: history.path)
  _ = try index.verify()
  #expect(index.summary.passageCount == 2 && index.summary.skipped == ["revoked page": 1])
  #expect(try IndexHistory(path: history.path).records().last?.removedPageCount == 1)
  #expect(try await IndexCompactor(options: options).compact(index: history.path).generation == 4)
}

@Test("Where a licensor asks for it, a passage names its source and licence, and no authors")
func creditRemoval() async throws {
  let sample = try await SampleIndex.shared()
  let copy = try RevocableIndex(copying: sample.path)
  let all = try copy.index.passages(at: 0..<Int(copy.index.summary.passageCount))
  let (byRevision, byText) = (all[3].attribution, all[all.count - 1].attribution)
  let entries: [RevocationList.Entry] = [
    .init(.revision(wiki: byRevision.wiki, byRevision.revision), .credit, reason: "asked for"),
    .init(.text(sha256: byText.contentDigest), .credit, reason: "asked for"),
  ]
  try IndexRevoker(path: copy.path).revoke(try verified(revocationList(1, entries)))
  let now = try copy.index.passages(at: 0..<all.count)
  #expect(now.count == all.count && now.map(\.text) == all.map(\.text))
  for (before, after) in zip(all, now) {
    let (old, new) = (before.attribution, after.attribution)
    guard
      old.revision == byRevision.revision && old.wiki == byRevision.wiki
        || old.contentDigest == byText.contentDigest
    else {
      #expect(old == new)
      continue
    }
    #expect(new.historyURL == nil && new.url == old.url && new.permalink == old.permalink)
    #expect(new.licenses == old.licenses && new.modifications == old.modifications)
    #expect(new.credit.contains("credit removed at the licensor's request"))
    #expect(!new.credit.contains("contributors") && new.credit.contains(old.title))
    for format in PassageFormat.allCases {
      let rendered = after.rendered(as: format)
      #expect(!rendered.contains("contributors") && !rendered.contains("action=history"))
      #expect(rendered.contains("credit removed at the licensor"), "\(format)")
    }
  }
  #expect(try copy.index.revocations()?.creditRemovals == ["revisions": 1, "texts": 1])
}
