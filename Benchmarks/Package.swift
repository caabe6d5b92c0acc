// swift-tools-version: 6.2
import PackageDescription

/// The settings of the package that is measured: unsafe code is marked, warnings stop the build.
let settings: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "Footnote", path: "..")],
  targets: [
    .executableTarget(
      name: "SearchBenchmark",
      dependencies: [.product(name: "Footnote", package: "Footnote")],
      swiftSettings: settings)
  ]
)
