import TestSupport
import PassageStore
import PostingIndex
import Storage
import Testing

@testable import Footnote

/// The index of format version 2 that every later version must read, and what it was built from.
///
/// Those of old versions are never made anew; `GoldenGenerationTests` has that of the newest.
private enum Golden {
  static let folder = Folder.parent(of: #filePath) + "/Golden"
  static let path = "\(folder)/index-2"

  static var inputs: [String] {
    get throws {
      try Folder.names(in: "\(folder)/input-1").map { "\(folder)/input-1/\($0)" }
    }
  }

  static let hasItsEmbedder = hasEmbedder(ofIndex: path)
}

/// Everything that an index's passages say, and its postings by feature.
private struct DecodedIndex: Equatable {
  var passages: [String] = []
  var postings: [String] = []

  init(_ path: String, manifest: Manifest) throws {
    let folder = IndexFolder(path: path)
    let segment = manifest.segments[0].name
    let store = try PassageStoreReader(
      path: folder.file(IndexFolder.passagesName, inSegment: segment))
    try store.verify()
    try store.forEachPassage(in: 0..<store.passageCount) { _, stored in
      passages.append("\(stored.revision) \(stored.record)")
    }
    let index = try PostingIndexReader(
      path: folder.file(IndexFolder.postingsName, inSegment: segment))
    try index.verify()
    var documents: [UInt32] = []
    var impacts: [UInt8] = []
    try index.forEachList { (list) throws(StorageError) in
      try index.decode(list, documents: &documents, impacts: &impacts)
      postings.append("\(list.feature) \(documents) \(impacts)")
    }
  }
}

@Test("An index of version 1 is too old, and the error says to build it again")
func versionOne() throws {
  let path = "\(Golden.folder)/index-1"
  do throws(FootnoteError) {
    _ = try Index(path: path)
    Issue.record("it was opened")
  } catch {
    guard case .storage(.tooOld(_, found: 1, supported: 2)) = error else {
      Issue.record("\(error)")
      return
    }
    #expect("\(error)".contains("again"))
  }
}

@Test("The golden index of version 2 is read and verified file by file, whatever the embedder")
func goldenFiles() throws {
  let stored = try IndexFolder(path: Golden.path).readManifest()
  let manifest = stored.manifest
  #expect(manifest.generation == 1)
  #expect(
    manifest.contents.wikis == ["hefootnotewiki": 6, "kmfootnotewiki": 6, "trfootnotewiki": 7])
  #expect(manifest.contents.licenses == ["CC-BY-SA-4.0": 19])
  #expect(manifest.segments[0].pageCount == 3)
  let decoded = try DecodedIndex(Golden.path, manifest: manifest)
  #expect(decoded.passages.count == 19)
  #expect(UInt64(decoded.postings.count) == manifest.segments[0].featureCount)
  do throws(FootnoteError) {
    #expect(try Index(path: Golden.path).identity.manifestDigest == stored.digest)
    #expect(Golden.hasItsEmbedder)
  } catch {
    guard case .otherEmbedder(_, _, let found) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(found == manifest.embedderDigest)
    #expect(!Golden.hasItsEmbedder)
  }
}

@Test(
  "The golden index of version 2 answers as it always did",
  .enabled(if: Golden.hasItsEmbedder, otherEmbedder))
func goldenAnswers() throws {
  let index = try Index(path: Golden.path)
  _ = try index.verify()
  let answers: [(question: String, page: UInt64, ordinal: UInt32, digest: String)] = [
    ("מדוע מפלס ים המלח יורד?", 1203, 2, "ab02e30a67f51aa985745f082bd438c2"),
    ("מי מצא את המגילות במערות קומראן?", 1203, 4, "569dc0778a00327d23d6eaa3ce6bffdc"),
    ("Peribacaları nasıl oluştu?", 1303, 1, "bdf50c6a74c8e7da24a158f37e414f99"),
    (
      "Güvercin yuvalarının ağızları neden beyaza boyanır?", 1303, 5,
      "3f3cfe541913e90ede6dda0c1af09444"
    ),
    ("តើបឹងទន្លេសាបរីកធំប៉ុន្មានដងនៅរដូវវស្សា?", 1603, 1, "03e675fbf8ed6a76de0a95cf93210985"),
    ("តើបុណ្យអុំទូកមានរយៈពេលប៉ុន្មានថ្ងៃ?", 1603, 4, "6c7d8d26158b12ab6d4452a58b86e4b2"),
  ]
  for answer in answers {
    let found = try #require(try index.search(answer.question).first, "\(answer.question)")
    #expect(found.attribution.page.rawValue == answer.page)
    #expect(found.attribution.ordinal == answer.ordinal)
    #expect(found.attribution.contentDigest.hasPrefix(answer.digest))
  }
}

@Test(
  "The golden index of version 2 is what its inputs become today",
  .enabled(if: Golden.hasItsEmbedder, otherEmbedder))
func goldenRebuilt() async throws {
  let folder = try TemporaryFolder()
  _ = try await IndexBuilder(options: SampleCorpus.options).build(
    files: Golden.inputs, output: folder("rebuilt.index"))
  let golden = try IndexFolder(path: Golden.path).readManifest().manifest
  let rebuilt = try IndexFolder(path: folder("rebuilt.index")).readManifest().manifest
  #expect(
    try DecodedIndex(folder("rebuilt.index"), manifest: rebuilt)
      == DecodedIndex(Golden.path, manifest: golden))
  #expect(rebuilt.contents == golden.contents)
}

@Test(
  "The golden index of version 2 is brought up to date by a merge, and is updated then",
  .enabled(if: Golden.hasItsEmbedder, otherEmbedder))
func goldenUpgraded() async throws {
  let folder = try TemporaryFolder()
  try write(try tree(Golden.path), to: folder("old.index"))
  let change = plainArticle(7, "A new page.", wiki: "trfootnotewiki")
  do throws(FootnoteError) {
    _ = try await IndexUpdater().update(index: folder("old.index"), articles: [change])
    Issue.record("an index of an old version was updated")
  } catch {
    guard case .olderFormat(_, found: 2) = error else {
      Issue.record("\(error)")
      return
    }
  }
  let report = try await IndexCompactor(options: CompactionOptions(mergesAll: true)).compact(
    index: folder("old.index"))
  #expect(report.generation == 2 && report.removedGenerations.isEmpty)
  _ = try Index(path: folder("old.index")).verify()
  #expect(try Index(path: folder("old.index"), generation: 1).summary.passageCount == 19)
  #expect(try IndexDoctor(path: folder("old.index")).examine().isEmpty)
  let updated = try await IndexUpdater().update(index: folder("old.index"), articles: [change])
  #expect(updated.addedPageCount == 1)
}
