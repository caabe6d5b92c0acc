import Features
import Footnote
import Rescoring
import Storage
import TestSupport

/// What targets need: a folder for their inputs, and an index to ask and to break.
package final class FuzzWorkplace: Sendable {
  private let folder: TemporaryFolder
  let index: Index
  /// Words that the tiny index has.
  let words: [WordKey]

  package init() async throws {
    folder = try TemporaryFolder()
    _ = try await IndexBuilder().build(articles: tinyArticles, output: folder("index"))
    try folder.file("events.jsonl", tinyEvents)
    var options = UpdateOptions()
    options.compacts = false
    _ = try await IndexUpdater(options: options).update(
      index: folder("index"), files: [folder("events.jsonl")])
    index = try Index(path: folder("index"))
    let question = Array("Keepers light the lighthouse lamp in Maine 1791".utf8)
    words = TextAnalyzer(options: AnalyzerOptions()).words(of: question.span, language: "en")
      .map { WordKey(stem: $0.stem, form: $0.form, prefix: $0.prefix) }
    try copy(folder("index"), to: brokenIndexPath)
  }

  static let changesName = "segment-000002/changes"
  static let logName = "LOG"

  /// A copy of the index in which one file is another one with each input.
  var brokenIndexPath: String { folder("broken") }

  /// A file of the tiny index.
  package func indexFile(_ name: String) throws -> [UInt8] {
    try contents(of: folder("index/\(name)"))
  }

  /// Puts bytes into a file of the folder, in place of the last ones, and gives its path.
  func file(_ name: String, _ bytes: [UInt8]) -> String {
    do {
      return try folder.file(name, bytes)
    } catch {
      fatalError("cannot write to \(folder.path): \(error)")
    }
  }

  /// A path in the folder where there is no file.
  func vacant(_ name: String) -> String {
    try? Folder.removeFile(folder(name))
    return folder(name)
  }

  /// Gives the broken index another file.
  func put(indexFile name: String, _ bytes: [UInt8]) { _ = file("broken/\(name)", bytes) }

  /// Gives the broken index a manifest, and a pointer that vouches for it.
  func put(manifest bytes: [UInt8]) {
    let name = "manifest-000002.json"
    let digest = hexadecimal(digest(.sha256, of: bytes.rawBytes))
    _ = file("broken/\(name)", bytes)
    _ = file("broken/CURRENT", Array("footnote-index 1\n\(name)\nsha256 \(digest)\n".utf8))
  }
}

private func copy(_ source: String, to target: String) throws {
  try Folder.make(target)
  for name in try Folder.names(in: source) {
    if Folder.isFolder("\(source)/\(name)") {
      try copy("\(source)/\(name)", to: "\(target)/\(name)")
    } else {
      let file = try OutputFile(creating: "\(target)/\(name)")
      try file.append(try contents(of: "\(source)/\(name)"))
    }
  }
}
