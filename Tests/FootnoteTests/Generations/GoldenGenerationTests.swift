import Storage
import TestSupport
import Testing

@testable import Footnote

/// The indexes that every later version must read.
///
/// Each is a build, and an update that brought a page, changed one and took one out. From version 5
/// on they are signed.
///
/// To make one for a new version of the format, raise ``newest``, run the tests, look at what they
/// made, and commit that. Those of old versions are never made anew.
private enum Golden {
  static let newest: UInt64 = 5
  static let versions = Array(4...newest)
  static let folder = Folder.parent(of: Folder.parent(of: #filePath)) + "/Golden"

  static func path(_ version: UInt64) -> String { "\(folder)/index-\(version)" }

  static func receipt(_ version: UInt64) -> String { "\(folder)/receipt-\(version).json" }

  static func make(_ output: String) async throws {
    let inputs = try Folder.names(in: "\(folder)/input-1").map { "\(folder)/input-1/\($0)" }
    _ = try await IndexBuilder(options: SampleCorpus.options).build(files: inputs, output: output)
    var options = UpdateOptions()
    options.reading = SampleCorpus.options
    options.compacts = false
    _ = try await IndexUpdater(options: options).update(
      index: output, files: ["\(folder)/input-4/changes.jsonl"])
    _ = try IndexSigner(path: output).sign(with: [key(1)])
    // Who wrote last is no part of an index.
    try Folder.removeFile("\(output)/LOCK")
  }

  /// All were made with one embedder.
  static let hasItsEmbedder = hasEmbedder(ofIndex: path(4))
}

/// Where the golden index is missing, this test makes it and fails: look at it, then commit it.
@Test("The golden indexes are read, with their segments, log and feeds", arguments: Golden.versions)
func goldenGenerationFiles(version: UInt64) async throws {
  let path = Golden.path(version)
  if !Folder.exists(path) {
    try await Golden.make(path)
    let index = try Index(path: path)
    try Folder.writeFile(
      Golden.receipt(version),
      try index.receipt(for: index.passages(at: 0..<Int(index.summary.passageCount))).encoded)
    Issue.record("\(path) was missing and has been made")
  }
  let manifest = try IndexFolder(path: path).readManifest().manifest
  #expect(manifest.formatVersion == version && manifest.generation == 2)
  #expect(manifest.parent?.generation == 1)
  #expect(manifest.origin == .update)
  #expect(manifest.asOf == Timestamp("2026-02-01T10:00:00Z"))
  #expect(manifest.segments.map(\.hasChanges) == [false, true])
  #expect(manifest.contents.wikis.keys.sorted() == ["hefootnotewiki", "trfootnotewiki"])
  #expect(manifest.feeds.partitions.map(\.nextOffset) == [10])
  let records = try IndexHistory(path: path).records()
  #expect(records.map(\.origin) == [.build, .update])
  #expect(records.last?.addedPageCount == 1 && records.last?.replacedPageCount == 1)
  #expect(records.last?.removedPageCount == 1)
}

@Test(
  "The golden indexes answer as they always did, in both generations",
  .enabled(if: Golden.hasItsEmbedder, otherEmbedder), arguments: Golden.versions)
func goldenGenerationAnswers(version: UInt64) async throws {
  let path = Golden.path(version)
  let newest = try Index(path: path)
  _ = try newest.verify()
  let oldest = try Index(path: path, generation: 1)
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
      try contents(of: "\(folder("made"))/\(name)") == contents(of: "\(path)/\(name)"))
  }
  guard version == Golden.newest else { return }
  // All that does not depend on the version of libzstd.
  #expect(
    try contents(of: folder("made") + "/segment-000002/proofs")
      == contents(of: "\(path)/segment-000002/proofs"))
}

@Test(
  "What signed and proved the golden indexes still does",
  .enabled(if: Golden.hasItsEmbedder, otherEmbedder), arguments: Golden.versions.dropFirst())
func goldenSignatures(version: UInt64) throws {
  let keys = try KeySet([key(1).verificationKey])
  let index = try Index(
    path: Golden.path(version), trusting: Trust(keys: keys),
    now: Timestamp(secondsSince1970: 1_800_000_000))
  let receipt = try Receipt(decoding: contents(of: Golden.receipt(version)))
  let proof = try receipt.verify(by: keys)
  #expect(proof.passages.count == Int(index.summary.passageCount))
  #expect(proof.manifestDigest == index.identity.manifestDigest)
  #expect(
    try index.receipt(for: index.passages(at: 0..<proof.passages.count)).encoded
      == receipt.encoded)
}
