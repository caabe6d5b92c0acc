import Storage
import TestSupport
import Testing

@testable import Footnote

/// The index of format version 4 that every later version must read: a build, and an update that
/// brought a page, changed one and took one out.
///
/// To make one for a new version of the format, write tests as these for a new name, run them, look
/// at what they made, and commit that. Those of old versions are never made anew.
private enum Golden {
  static let folder = Folder.parent(of: Folder.parent(of: #filePath)) + "/Golden"
  static let path = "\(folder)/index-4"

  static func make(_ output: String) async throws {
    let inputs = try Folder.names(in: "\(folder)/input-1").map { "\(folder)/input-1/\($0)" }
    _ = try await IndexBuilder(options: SampleCorpus.options).build(files: inputs, output: output)
    var options = UpdateOptions()
    options.reading = SampleCorpus.options
    options.compacts = false
    _ = try await IndexUpdater(options: options).update(
      index: output, files: ["\(folder)/input-4/changes.jsonl"])
    // Who wrote last is no part of an index.
    try Folder.removeFile("\(output)/LOCK")
  }

  static let hasItsEmbedder = hasEmbedder(ofIndex: path)
}

/// Where the golden index is missing, this test makes it and fails: look at it, then commit it.
@Test("The golden index of version 4 is read, with its segments, log and feeds")
func goldenGenerationFiles() async throws {
  if !Folder.exists(Golden.path) {
    try await Golden.make(Golden.path)
    Issue.record("\(Golden.path) was missing and has been made")
  }
  let manifest = try IndexFolder(path: Golden.path).readManifest().manifest
  #expect(manifest.formatVersion == 4 && manifest.generation == 2)
  #expect(manifest.parent?.generation == 1)
  #expect(manifest.origin == .update)
  #expect(manifest.asOf == Timestamp("2026-02-01T10:00:00Z"))
  #expect(manifest.segments.map(\.hasChanges) == [false, true])
  #expect(manifest.contents.wikis.keys.sorted() == ["hefootnotewiki", "trfootnotewiki"])
  #expect(manifest.feeds.partitions.map(\.nextOffset) == [10])
  let records = try IndexHistory(path: Golden.path).records()
  #expect(records.map(\.origin) == [.build, .update])
  #expect(records.last?.addedPageCount == 1 && records.last?.replacedPageCount == 1)
  #expect(records.last?.removedPageCount == 1)
}

@Test(
  "The golden index of version 4 answers as it always did, in both generations",
  .enabled(if: Golden.hasItsEmbedder, otherEmbedder))
func goldenGenerationAnswers() async throws {
  let newest = try Index(path: Golden.path)
  _ = try newest.verify()
  let oldest = try Index(path: Golden.path, generation: 1)
  _ = try oldest.verify()
  func revision(_ question: String, _ index: Index) throws -> UInt64? {
    try index.search(question).first?.attribution.revision.rawValue
  }
  #expect(try revision("מדוע מפלס ים המלח יורד?", newest) == 120_990)
  #expect(try revision("מדוע מפלס ים המלח יורד?", oldest) != 120_990)
  #expect(try revision("Deniz feneri nedir?", newest) == 130_990)
  #expect(try oldest.search("តើបឹងទន្លេសាបរីកធំប៉ុន្មានដងនៅរដូវវស្សា?").first != nil)
  let pages = try newest.passages(at: 0..<Int(newest.summary.passageCount)).map {
    $0.attribution.page.rawValue
  }
  #expect(Set(pages) == [1203, 1303, 1310])
  let folder = try TemporaryFolder()
  try await Golden.make(folder("made"))
  for name in ["segment-000001/postings", "segment-000002/words", "segment-000002/changes"] {
    #expect(
      try contents(of: "\(folder("made"))/\(name)") == contents(of: "\(Golden.path)/\(name)"))
  }
}
