// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target: unsafe code is marked, warnings stop the build.
let settings: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableExperimentalFeature("Lifetimes"),
]

/// A room of the house: a Swift target in `Sources/` with the settings above.
func room(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of a room, in `Tests/`.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude,
    swiftSettings: settings)
}

/// A library of the system: a module map, and where to get it.
func system(_ name: String, apt: String, brew: String, pkgConfig: String? = nil) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt]), .brew([brew])])
}

let package = Package(
  name: "Footnote",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "Footnote", targets: ["Footnote"]),
    .executable(name: "footnote", targets: ["FootnoteTool"]),
  ],
  targets: [
    system("CBLAS", apt: "libblas-dev", brew: "openblas"),
    system("CBzip2", apt: "libbz2-dev", brew: "bzip2"),
    system("CCrypto", apt: "libssl-dev", brew: "openssl@3", pkgConfig: "libcrypto"),
    system("CExpat", apt: "libexpat1-dev", brew: "expat", pkgConfig: "expat"),
    system("CJansson", apt: "libjansson-dev", brew: "jansson", pkgConfig: "jansson"),
    system("CLAPACK", apt: "liblapack-dev", brew: "openblas"),
    system("CStemmer", apt: "libstemmer-dev", brew: "snowball"),
    system("CZlib", apt: "zlib1g-dev", brew: "zlib", pkgConfig: "zlib"),
    system("CZstd", apt: "libzstd-dev", brew: "zstd", pkgConfig: "libzstd"),
    .target(name: "CICU", linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icudata")]),
    .target(name: "CKernels"),
    .target(name: "CXXHash"),

    room("Storage", ["CCrypto", "CXXHash", "CZstd"]),
    room("Numerics", ["CBLAS", "CKernels", "CLAPACK"]),
    room("Evaluation", []),
    room("JSON", ["CJansson"]),
    room("WikiModel", []),
    room("WikiIngest", ["WikiModel", "JSON", "Storage", "CBzip2", "CExpat", "CZlib", "CZstd"]),
    room("Chunking", ["WikiModel", "CICU"]),
    room("Features", ["CICU", "CStemmer", "CXXHash"]),
    room("PostingIndex", ["Storage", "Numerics"]),
    room("Embedding", ["Storage", "Numerics"]),
    room("VectorIndex", ["Storage", "Numerics"]),
    room("PassageStore", ["Storage", "WikiModel"]),
    room("Rescoring", ["Storage", "Numerics"]),
    room("VectorInput", ["WikiModel", "JSON", "Storage"]),
    room("Provenance", ["WikiModel", "JSON", "Storage", "CCrypto"]),
    room(
      "Footnote",
      [
        "Chunking", "Embedding", "Features", "JSON", "Numerics", "PassageStore", "PostingIndex",
        "Provenance", "Rescoring", "Storage", "VectorIndex", "VectorInput", "WikiIngest",
        "WikiModel",
      ]),
    .executableTarget(
      name: "FootnoteTool",
      dependencies: ["Evaluation", "Footnote", "JSON", "Storage", "WikiIngest"],
      swiftSettings: settings),
    .executableTarget(
      name: "VectorBenchmark",
      dependencies: ["Embedding", "Features", "Numerics", "Storage", "VectorIndex"],
      path: "Benchmarks/Sources/VectorBenchmark", swiftSettings: settings),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Chunking", "Features", "Footnote", "JSON", "Numerics", "PassageStore", "PostingIndex",
        "Provenance", "Rescoring", "Storage", "TestSupport", "VectorIndex", "WikiIngest",
        "WikiModel", "CBzip2",
      ], path: "Fuzzing/Sources/FuzzTargets", swiftSettings: settings),
    // Its main comes from libFuzzer where that is linked in, see `make fuzz`.
    .executableTarget(
      name: "Fuzzer", dependencies: ["FuzzTargets"], path: "Fuzzing/Sources/Fuzzer"),
    .target(
      name: "TestSupport", dependencies: ["Storage"], path: "Tests/TestSupport",
      swiftSettings: settings),
    tests("FuzzingTests", ["FuzzTargets", "Storage"]),
    tests("ChunkingTests", ["Chunking", "WikiModel", "CICU", "CZstd"]),
    tests("FeaturesTests", ["Features", "CICU"]),
    tests("NumericsTests", ["Numerics"]),
    tests("EmbeddingTests", ["Embedding", "Storage", "Numerics"]),
    tests("PostingIndexTests", ["Numerics", "PostingIndex", "Storage"]),
    tests(
      "VectorIndexTests", ["Numerics", "Storage", "VectorIndex"], exclude: ["Golden"]),
    tests("JSONTests", ["JSON"]),
    tests(
      "WikiIngestTests",
      ["WikiIngest", "WikiModel", "JSON", "Storage", "CBzip2", "CZlib", "CZstd"]),
    tests("EvaluationTests", ["Evaluation"]),
    tests("DesignTests", ["Footnote", "Storage"]),
    tests("StorageTests", ["Storage"]),
    tests("RescoringTests", ["Numerics", "Rescoring", "Storage"]),
    tests("VectorInputTests", ["VectorInput", "WikiModel", "Storage"]),
    tests("PassageStoreTests", ["PassageStore", "Storage", "WikiModel"], exclude: ["Golden"]),
    tests("WikiModelTests", ["WikiModel"]),
    tests("ProvenanceTests", ["Provenance", "JSON", "Storage", "WikiModel"]),
    tests(
      "FootnoteTests",
      [
        "Footnote", "Embedding", "Features", "JSON", "PassageStore", "PostingIndex", "Provenance",
        "Rescoring", "Storage", "VectorIndex", "VectorInput", "WikiIngest", "WikiModel", "CBzip2",
      ], exclude: ["Golden"]),
    tests(
      "FootnoteToolTests",
      ["FootnoteTool", "Evaluation", "Footnote", "JSON", "Storage", "WikiIngest"]),
  ],
  cLanguageStandard: .c11
)
