import Foundation

/// One public declaration of a module, as `swift symbolgraph-extract` describes it.
///
/// Source: SymbolKit's format, <https://github.com/swiftlang/swift-docc-symbolkit>.
struct Symbol: Decodable, Sendable {
  struct Kind: Decodable, Sendable { let identifier: String }
  struct Identifier: Decodable, Sendable { let precise: String }

  struct Fragment: Decodable, Sendable {
    let kind: String
    let spelling: String
    /// The mangled name of what the fragment names.
    let preciseIdentifier: String?
  }

  struct Parameter: Decodable, Sendable { let declarationFragments: [Fragment] }

  struct Signature: Decodable, Sendable {
    let parameters: [Parameter]?
    let returns: [Fragment]?
  }

  let kind: Kind
  let identifier: Identifier
  let pathComponents: [String]
  let declarationFragments: [Fragment]
  let functionSignature: Signature?
}

/// The public interface of every library of this package, from the modules beside the tests.
struct PublicInterface: Sendable {
  /// Symbols by module; those that extend other modules' types are among them.
  let modules: [String: [Symbol]]

  enum Failure: Error {
    case noBuildFolder(arguments: [String])
    case extraction(module: String, output: String)
  }

  /// Extracted once for all tests.
  static let extracted = Result { try PublicInterface(modules: extractAll()) }

  private static func extractAll() throws -> [String: [Symbol]] {
    let build = try buildFolder()
    var modules: [String: [Symbol]] = [:]
    for module in try SourceTree.folders(in: "Sources") where module != "FootnoteTool" {
      // A room that was not built is no target, which another test tells.
      let path = build.appending(path: "Modules/\(module).swiftmodule").path
      guard FileManager.default.fileExists(atPath: path) else { continue }
      modules[module] = try extract(module, build)
    }
    return modules
  }

  /// The folder with the test bundle, whose `Modules` folder holds what it was linked from.
  private static func buildFolder() throws -> URL {
    for argument in CommandLine.arguments where argument.contains(".xctest") {
      var url = URL(filePath: argument)
      while url.pathExtension != "xctest", url.path != "/" { url.deleteLastPathComponent() }
      let folder = url.deletingLastPathComponent()
      if FileManager.default.fileExists(atPath: folder.appending(path: "Modules").path) {
        return folder
      }
    }
    throw Failure.noBuildFolder(arguments: CommandLine.arguments)
  }

  private static func extract(_ module: String, _ build: URL) throws -> [Symbol] {
    let output = FileManager.default.temporaryDirectory.appending(
      path: "footnote-symbols-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: output) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      [
        "swift", "symbolgraph-extract", "-module-name", module, "-output-dir", output.path,
        "-minimum-access-level", "public", "-include-spi-symbols", "-skip-synthesized-members",
        "-target", build.resolvingSymlinksInPath().deletingLastPathComponent().lastPathComponent,
        "-I", build.appending(path: "Modules").path,
      ] + (try moduleMaps(build))
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = pipe
    try process.run()
    let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure.extraction(module: module, output: String(decoding: said, as: UTF8.self))
    }
    struct Graph: Decodable { let symbols: [Symbol] }
    let files = try FileManager.default.contentsOfDirectory(
      at: output, includingPropertiesForKeys: nil)
    return try files.filter { $0.pathExtension == "json" }.flatMap {
      try JSONDecoder().decode(Graph.self, from: Data(contentsOf: $0)).symbols
    }
  }

  /// Options that find the C modules, both the system's and those of this package.
  private static func moduleMaps(_ build: URL) throws -> [String] {
    try SourceTree.folders(in: "Sources").flatMap { folder -> [String] in
      if SourceTree.exists("Sources/\(folder)/module.modulemap") {
        return ["-I", "\(SourceTree.root)/Sources/\(folder)"]
      }
      let made = build.appending(path: "\(folder).build/module.modulemap").path
      let isMade = FileManager.default.fileExists(atPath: made)
      return isMade ? ["-Xcc", "-fmodule-map-file=\(made)"] : []
    }
  }
}
