import Storage
import TestSupport
import Testing

@testable import Footnote

/// The index of manifest version 3 that every later version must read.
///
/// That of version 2 with vectors, made as that of version 2 is (`GoldenTests.swift`).
private enum GoldenVectors {
  static let folder = Folder.parent(of: #filePath) + "/Golden"
  static let path = "\(folder)/index-3"
  static let dimensions = 16

  /// A vector that follows from a passage's key.
  static func vector(of key: PassageKey) -> [Float] {
    let seed = Int(key.page.rawValue) * 7 + Int(key.ordinal) * 13
    return (0..<dimensions).map { Float((seed + $0 * $0 * 5 + $0 * Int(key.ordinal)) % 17 - 8) }
  }

  static func build(_ output: String) async throws {
    let folder = try TemporaryFolder()
    let inputs = try Folder.names(in: "\(Self.folder)/input-1").map {
      "\(Self.folder)/input-1/\($0)"
    }
    var options = SampleCorpus.options
    _ = try await IndexBuilder(options: options).build(files: inputs, output: folder("plain"))
    let keys = try Index(path: folder("plain")).keys
    var brought = try bring(keys.map(vector), keys, in: folder)
    (brought.model, brought.modelVersion) = ("golden", "3")
    options.embedding = .vectors(brought)
    _ = try await IndexBuilder(options: options).build(files: inputs, output: output)
  }

  static let hasItsEmbedder = hasEmbedder(ofIndex: path)
}

@Test("The golden index of version 3 is read, whatever the embedder")
func goldenVectorFiles() async throws {
  if !Folder.exists(GoldenVectors.path) {
    try await GoldenVectors.build(GoldenVectors.path)
    Issue.record("\(GoldenVectors.path) was missing and has been made")
  }
  let manifest = try IndexFolder(path: GoldenVectors.path).readManifest().manifest
  #expect(
    manifest.embedding
      == Manifest.Embedding(
        source: .brought(model: "golden", version: "3"), dimensions: 16, metric: .cosine))
  #expect(manifest.segments[0].files.map(\.name) == ["passages", "postings", "words", "vectors"])
  #expect(manifest.segments[0].passageCount == 19)
}

@Test(
  "The golden index of version 3 is sound, finds by vectors, and is what its inputs become today",
  .enabled(if: GoldenVectors.hasItsEmbedder, otherEmbedder))
func goldenVectorAnswers() async throws {
  let index = try Index(path: GoldenVectors.path)
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
      == contents(of: "\(GoldenVectors.path)/\(name)"))
}
