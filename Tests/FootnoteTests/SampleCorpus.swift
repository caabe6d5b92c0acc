import TestSupport
import Footnote
import JSON
import Storage
import Testing
import WikiIngest

/// The project's sample corpus, `Data/`.
enum SampleCorpus {
  /// The repository's root, found from this file's own place.
  static let root = Folder.parent(of: Folder.parent(of: Folder.parent(of: #filePath)))

  static func path(_ name: String) -> String { "\(root)/Data/\(name)" }

  /// The dumps with the current articles, one a language.
  static var dumps: [String] {
    get throws {
      try Folder.names(in: path("dumps")).filter { $0.hasSuffix("-pages-articles.xml") }
        .map { path("dumps/\($0)") }
    }
  }

  static func dump(_ language: String) -> String {
    path("dumps/\(language)footnotewiki-20260101-pages-articles.xml")
  }

  /// The corpus says its licence in its README, not in its dumps.
  static var options: BuildOptions {
    var options = BuildOptions()
    options.license = License(spdxIdentifier: "CC-BY-SA-4.0")
    return options
  }

  /// The articles of dumps as the reader of inputs gives them.
  static func articles(_ paths: [String], namespaces: Set<Int32> = [0]) throws -> [Article] {
    var articles: [Article] = []
    for path in paths {
      var options = IngestOptions()
      options.licenses = SampleCorpus.options.license.map { [$0] }
      options.namespaces = namespaces
      let input = try ArticleInput(path: path, options: options)
      while let page = try input.next() { articles.append(page.article) }
    }
    return articles
  }

  struct Question: Sendable {
    var id: String
    var text: String
    var wiki: String
    var page: UInt64
    var answer: String
  }

  static func questions() throws -> [Question] {
    try contents(of: path("questions.jsonl")).split(separator: 0x0A).map { line in
      let value = try JSONValue(parsing: Array(line))
      return Question(
        id: try #require(value["id"]?.string), text: try #require(value["text"]?.string),
        wiki: try #require(value["wiki"]?.string), page: try #require(value["page_id"]?.unsigned),
        answer: try #require(value["answer"]?.string))
    }
  }
}

/// The index of the whole sample corpus, built once for all tests.
struct SampleIndex: Sendable {
  let folder: TemporaryFolder
  let report: BuildReport
  let index: Index

  var path: String { folder("sample.index") }

  static func shared() async throws -> SampleIndex { try await building.value }

  private static let building = Task {
    let folder = try TemporaryFolder()
    ExitCleaning.remove(folder.path)
    let output = folder("sample.index")
    let report = try await IndexBuilder(options: SampleCorpus.options).build(
      files: SampleCorpus.dumps, output: output)
    return SampleIndex(folder: folder, report: report, index: try Index(path: output))
  }
}
