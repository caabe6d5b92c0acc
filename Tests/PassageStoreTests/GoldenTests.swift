import PassageStore
import Storage
import Testing
import WikiModel

/// What the golden store of format version 2 holds; it never changes.
private func goldenRevisions() -> [SampleRevision] {
  func run(_ textCount: Int, _ sourceStart: Int, _ sourceCount: Int? = nil) -> SourceMap.Run {
    SourceMap.Run(
      textCount: textCount, sourceStart: sourceStart, sourceCount: sourceCount ?? textCount,
      isVerbatim: sourceCount == nil)
  }
  func record(
    _ ordinal: UInt32, _ start: Int, _ text: String, _ path: [String], _ anchor: String,
    _ runs: [SourceMap.Run]
  ) -> PassageRecord {
    let bytes = Array(text.utf8)
    return PassageRecord(
      passage: Passage(
        ordinal: ordinal, textRange: start..<start + bytes.count, text: bytes,
        sectionPath: path, sourceRuns: runs),
      anchor: anchor, sourceCharacters: start..<start + text.unicodeScalars.count)
  }
  var german = Article(
    wiki: "defootnotewiki", page: PageID(rawValue: 7), revision: RevisionID(rawValue: 70),
    title: "Fußnote", language: "de", timestamp: Timestamp(secondsSince1970: 1_700_000_000),
    url: "https://de.example.org/wiki/Fu%C3%9Fnote", licenses: [], text: [],
    source: SourceName(name: "golden.xml", date: "2026-01-01"))
  german.licenses = [License.known[0], License.known[6]]
  let plain = Article(
    wiki: "enfootnotewiki", page: PageID(rawValue: (1 << 53) - 1),
    revision: RevisionID(rawValue: 9_000_000_012), revisionIsSynthetic: true,
    title: "A \"Golden\" Page", namespace: -3, language: "zh-Hant",
    timestamp: Timestamp(secondsSince1970: -1), url: "https://example.org/wiki/Golden",
    licenses: [License(spdxIdentifier: "LicenseRef-own", name: "Own", url: "https://e.org/l")],
    format: .plainText, text: [1, 2, 3])
  return [
    SampleRevision(
      revision: RevisionRecord(german, sourceDigest: Array(0..<20)),
      records: [
        record(0, 0, "Eine Fußnote & mehr.", [], "", [run(14, 3), run(1, 17, 5), run(6, 22)]),
        record(
          1, 40, "Geschichte", ["Überblick", "Früher"], "Früher", [run(10, 4_000_000_000)]),
      ]),
    SampleRevision(
      revision: RevisionRecord(plain, sourceDigest: [UInt8](repeating: 255, count: 20)),
      records: [record(3, 12, "腳註\n👩‍🚀", ["節"], "節", [run(6, 0), run(12, 10, 0)])]),
  ]
}

private func goldenPath(_ version: Int) -> String {
  Folder.parent(of: #filePath) + "/Golden/passages-\(version)"
}

/// Where the golden store is missing, this test makes it and fails: look at it, then commit it.
///
/// A new version of the format gets a file and a test of its own; the old ones stay.
@Test("The golden store of version 2 opens, verifies and holds what it always held")
func goldenStore() throws {
  let expected = goldenRevisions()
  let path = goldenPath(2)
  if !Folder.exists(path) {
    if !Folder.exists(Folder.parent(of: path)) { try Folder.make(Folder.parent(of: path)) }
    _ = try write(expected, to: path)
    Issue.record("\(path) was missing and has been made")
  }
  let reader = try PassageStoreReader(path: path)
  try reader.verify()
  #expect(reader.pageCount == 2)
  var found: [ExpectedPassage] = []
  try reader.forEachPassage(in: 0..<reader.passageCount) { (_, stored) in
    found.append(stored.parts)
  }
  #expect(found == expected.flatMap(\.passages))
  for (title, passages) in [("", 0..<1), ("Früher", 1..<2), ("Überblick", 1..<2), ("節", 2..<3)] {
    let numbers = UInt32(passages.lowerBound)..<UInt32(passages.upperBound)
    #expect(try reader.passages(inSection: title) == RangeSet(numbers))
  }
}

@Test("The golden store of version 1 is told to be too old")
func oldGoldenStore() {
  #expect(throws: StorageError.tooOld(path: goldenPath(1), found: 1, supported: 2)) {
    try PassageStoreReader(path: goldenPath(1))
  }
}
