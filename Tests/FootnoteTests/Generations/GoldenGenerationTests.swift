import Storage
import TestSupport
import Testing

@testable import Footnote

extension Golden {
  /// A build, an update that brought a page, changed one and took one out, and a signature.
  fileprivate static func makeIndex(_ output: String) async throws {
    _ = try await IndexBuilder(options: SampleCorpus.options).build(files: pages, output: output)
    var options = UpdateOptions()
    options.reading = SampleCorpus.options
    options.compacts = false
    _ = try await IndexUpdater(options: options).update(
      index: output, files: ["\(folder)/changes.jsonl"])
    _ = try IndexSigner(path: output).sign(with: [key(1)])
    // Who wrote last is no part of an index.
    try Folder.removeFile("\(output)/LOCK")
  }
}

@Test("The golden index is of today's features, and has its segments, log and feeds")
func goldenGenerationFiles() async throws {
  let path = Golden.index
  if !Folder.exists(path) {
    try await Golden.makeIndex(path)
    let index = try Index(path: path)
    try Folder.writeFile(
      Golden.receipt,
      try index.receipt(for: index.passages(at: 0..<Int(index.summary.passageCount))).encoded)
    Issue.record("\(path) was missing and has been made")
  }
  #expect(try Golden.embedder(ofIndex: path).ours == Golden.embedderOfToday().ours)
  let manifest = try IndexFolder(path: path).readManifest().manifest
  #expect(manifest.generation == 2)
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
  "The golden index answers as it always did, in both generations",
  .enabled(if: Golden.hasItsLibraries, Golden.otherLibraries))
func goldenGenerationAnswers() async throws {
  let path = Golden.index
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
  try await Golden.makeIndex(folder("made"))
  // All that does not depend on the version of libzstd.
  for name in [
    "segment-000001/postings", "segment-000002/words", "segment-000002/changes",
    "segment-000002/proofs",
  ] {
    #expect(
      try contents(of: "\(folder("made"))/\(name)") == contents(of: "\(path)/\(name)"))
  }
}

@Test(
  "What signed and proved the golden index still does",
  .enabled(if: Golden.hasItsLibraries, Golden.otherLibraries))
func goldenSignatures() throws {
  let keys = try KeySet([key(1).verificationKey])
  let index = try Index(
    path: Golden.index, trusting: Trust(keys: keys),
    now: Timestamp(secondsSince1970: 1_800_000_000))
  let receipt = try Receipt(decoding: contents(of: Golden.receipt))
  let proof = try receipt.verify(by: keys)
  #expect(proof.passages.count == Int(index.summary.passageCount))
  #expect(proof.manifestDigest == index.identity.manifestDigest)
  #expect(
    try index.receipt(for: index.passages(at: 0..<proof.passages.count)).encoded
      == receipt.encoded)
}

@Test(
  "Indexes of versions 1 to 4 are too old, and the error says to make them again", arguments: 1...4)
func oldVersions(version: UInt32) throws {
  let path = "\(Golden.folder)/index-\(version)"
  do throws(FootnoteError) {
    _ = try Index(path: path)
    Issue.record("it was opened")
  } catch {
    guard case .storage(.tooOld(_, version, supported: 5)) = error else {
      Issue.record("\(error)")
      return
    }
    #expect("\(error)".contains("Make it again"))
  }
}
