import Features
import Storage
import Testing

@testable import Footnote

/// Indexes that are kept in the repository, so that what reads them is seen to go on reading them.
///
/// Where one is missing, its test makes it and fails: look at it, then commit it. Where features or
/// weights change on purpose, remove those of the newest version of the format, and let them be
/// made anew: indexes of before are refused then.
enum Golden {
  static let folder = Folder.parent(of: #filePath) + "/Golden"
  static let index = "\(folder)/index-\(Manifest.version)"
  static let receipt = "\(folder)/receipt-\(Manifest.version).json"
  static let vectors = "\(folder)/vectors-\(Manifest.version)"

  static var pages: [String] {
    get throws {
      try Folder.names(in: "\(folder)/pages").map { "\(folder)/pages/\($0)" }
    }
  }

  /// What features depend on, apart from the system's libraries, and these.
  static func embedder(ofIndex path: String) throws -> (ours: [Substring], libraries: [Substring]) {
    parts(try IndexFolder(path: path).readManifest().manifest.embedder)
  }

  static func embedderOfToday(
    _ embedding: Manifest.Embedding? = nil
  ) -> (ours: [Substring], libraries: [Substring]) {
    parts(Embedder(AnalyzerOptions(), embedding).description)
  }

  private static func parts(_ description: String) -> (ours: [Substring], libraries: [Substring]) {
    let words = description.split(separator: " ")
    func isLibrary(_ word: Substring) -> Bool {
      word.hasPrefix("unicode=") || word.hasPrefix("snowball=")
    }
    return (words.filter { !isLibrary($0) }, words.filter(isLibrary))
  }

  /// Whether Unicode's data and Snowball are here those that the golden indexes were made with;
  /// where they are not, opening them is refused by design.
  static let hasItsLibraries =
    (try? embedder(ofIndex: index).libraries) == embedderOfToday().libraries

  static let otherLibraries: Comment =
    "the golden index was made with other versions of Unicode's data or of Snowball"
}
