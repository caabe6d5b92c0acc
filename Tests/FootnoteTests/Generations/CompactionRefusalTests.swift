import Storage
import TestSupport
import Testing

@testable import Footnote

@Suite("A compaction refuses")
struct CompactionRefusalTests {
  /// A file of passages whose last page has none, with checksums that are right.
  private func passagesWithoutLastPage(
    _ original: [UInt8], in folder: TemporaryFolder
  ) throws -> [UInt8] {
    let kind = SectionFile.Tag("PASS")
    let file = try SectionFileReader(
      path: try folder.file("passages", original), kind: kind, versions: 1...9)
    let tags = try ["BLKS", "BDIR", "PAGE", "WIKI", "PROP", "SECT", "SDIR"].map {
      (name: StaticString) in
      (name, try file.range(of: SectionFile.Tag(name)))
    }
    let writer = try SectionFileWriter(
      path: folder("altered"), kind: kind, version: file.version)
    for (name, range) in tags.sorted(by: { $0.1.lowerBound < $1.1.lowerBound }) {
      var bytes = Array(original[range])
      if "\(name)" == "PAGE" {
        let countOffset = bytes.count - 8
        bytes.replaceSubrange(countOffset..<countOffset + 4, with: [0, 0, 0, 0])
      }
      try writer.beginSection(SectionFile.Tag(name))
      try writer.append(bytes)
    }
    try writer.finish()
    return try contents(of: folder("altered"))
  }

  @Test("to publish a merge that has lost passages to a damaged page table")
  func lostPassages() async throws {
    let history = try await History()
    let place = "\(history.path)/segment-000001/passages"
    let damaged = try passagesWithoutLastPage(
      try contents(of: place), in: try TemporaryFolder())
    try overwrite(place, damaged)
    let before = try tree(history.path)
    let compactor = IndexCompactor(options: CompactionOptions(mergesAll: true))
    do {
      _ = try await compactor.compact(index: history.path)
      Issue.record("a merge without a page was published")
    } catch FootnoteError.storage(.corrupt(let path, _, let expected, let found)) {
      #expect(path == place)
      #expect(expected == "pages with 1 living passages together" && found == "0")
    }
    var files = try tree(history.path)
    // The line says who wrote last, for people.
    files["LOCK"] = before["LOCK"]
    #expect(files == before)
  }

  @Test("vectors that do not belong to the index, where nothing is due to be merged, too")
  func otherVectors() async throws {
    let folder = try TemporaryFolder()
    let path = folder("plain.index")
    _ = try await IndexBuilder().build(articles: [plainArticle(1, "A harbour.")], output: path)
    var options = CompactionOptions()
    options.vectors = try bring([[1, 0]], try Index(path: path).keys, in: folder)
    let compactor = IndexCompactor(options: options)
    #expect(throws: FootnoteError.self) { try compactor.plan(index: path) }
    await #expect(throws: FootnoteError.self) { try await compactor.compact(index: path) }
  }
}
