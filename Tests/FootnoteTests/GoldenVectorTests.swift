import Storage
import TestSupport
import Testing

@testable import Footnote

/// The golden index whose passages' vectors were brought.
private enum GoldenVectors {
  static let dimensions = 16

  /// A vector that follows from a passage's key.
  static func vector(of key: PassageKey) -> [Float] {
    let seed = Int(key.page.rawValue) * 7 + Int(key.ordinal) * 13
    return (0..<dimensions).map { Float((seed + $0 * $0 * 5 + $0 * Int(key.ordinal)) % 17 - 8) }
  }

  static func build(_ output: String) async throws {
    let folder = try TemporaryFolder()
    let inputs = try Golden.pages
    var options = SampleCorpus.options
    _ = try await IndexBuilder(options: options).build(files: inputs, output: folder("plain"))
    let keys = try Index(path: folder("plain")).keys
    var brought = try bring(keys.map(vector), keys, in: folder)
    (brought.model, brought.modelVersion) = ("golden", "5")
    options.embedding = .vectors(brought)
    _ = try await IndexBuilder(options: options).build(files: inputs, output: output)
  }
}

@Test("The golden index with vectors is of today's features, and has their model and files")
func goldenVectorFiles() async throws {
  if !Folder.exists(Golden.vectors) {
    try await GoldenVectors.build(Golden.vectors)
    try? Folder.removeFile("\(Golden.vectors)/LOCK")
    Issue.record("\(Golden.vectors) was missing and has been made")
  }
  let manifest = try IndexFolder(path: Golden.vectors).readManifest().manifest
  #expect(
    try Golden.embedder(ofIndex: Golden.vectors).ours
      == Golden.embedderOfToday(manifest.embedding).ours)
  #expect(
    manifest.embedding
      == Manifest.Embedding(
        source: .brought(model: "golden", version: "5"), dimensions: 16, metric: .cosine))
  #expect(
    manifest.segments[0].files.map(\.name)
      == ["passages", "postings", "words", "vectors", "proofs"])
  #expect(manifest.segments[0].passageCount == 19)
}

@Test(
  "The golden index with vectors is sound, finds by vectors, and is what its inputs become today",
  .enabled(if: Golden.hasItsLibraries, Golden.otherLibraries))
func goldenVectorAnswers() async throws {
  let index = try Index(path: Golden.vectors)
  _ = try index.verify()
  for key in try index.keys {
    let vector = GoldenVectors.vector(of: key)
    let found = try index.search("", options: options(.dense, vector, count: 3))
    #expect(found.first?.attribution.key == key)
    #expect(abs((found.first?.score ?? 0) - 1) < 0.01)
  }
  let folder = try TemporaryFolder()
  try await GoldenVectors.build(folder("rebuilt"))
  let name = "segment-000001/vectors"
  #expect(
    try contents(of: "\(folder("rebuilt"))/\(name)")
      == contents(of: "\(Golden.vectors)/\(name)"))
}
