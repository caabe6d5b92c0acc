import TestSupport
import Storage

@testable import Footnote

extension IndexChange {
  /// A build, updates of one segment and of several, merges of some and of all segments, going
  /// back, and the removal of old generations.
  static func all() async throws -> [IndexChange] { try await making.value }

  private static let making = Task {
    let changes = try await make("words", .none)
    // A table is large, so that only long runs have one.
    guard Soak.isOn else { return changes }
    return changes
      + (try await make("vectors", .table(path: SampleCorpus.path("sample.embedding"))))
  }

  private static func make(
    _ kind: String, _ embedding: EmbeddingSource
  ) async throws -> [IndexChange] {
    let folder = try TemporaryFolder()
    for number in 0...6 {
      try folder.file(feed(number), ChangeLines.lines(ofUpdate: number).joined(separator: "\n"))
    }
    let build: Step = { (folder) async throws(FootnoteError) in
      try await self.build(folder, embedding)
    }
    let goOn: Step = { (folder) async throws(FootnoteError) in
      guard Folder.isFolder(indexPath(folder)) else { return try await build(folder) }
      // A crash in the middle of a first build can leave an empty folder of the name.
      let hasIndex = Folder.exists("\(indexPath(folder))/\(IndexFolder.pointerName)")
      if hasIndex { try await update(folder, 6) }
    }
    var changes: [IndexChange] = []
    func add(_ name: String, halfway: Step? = nil, _ run: @escaping Step) throws {
      changes.append(
        IndexChange(
          name: "\(name), \(kind)", files: try tree(folder.path), halfway: halfway, run: run,
          goOn: goOn))
    }
    try add("build", build)
    try await build(folder.path)
    for number in 1...5 {
      let step: Step = { (folder) async throws(FootnoteError) in try await update(folder, number) }
      if number == 1 || number == 4 { try add("update \(number)", step) }
      if number == 5 {
        try add("update and merge", halfway: step) { (folder) async throws(FootnoteError) in
          try await update(folder, number, compacts: true)
        }
      }
      try await step(folder.path)
    }
    for (name, mergesAll, kept) in [("merge of all", true, 2), ("merge where due", false, 1)] {
      try add(name) { (folder) async throws(FootnoteError) in
        let options = CompactionOptions(
          mergesAll: mergesAll, keptGenerationCount: kept, threads: 2)
        _ = try await IndexCompactor(options: options).compact(index: indexPath(folder))
      }
    }
    try add("rollback") { (folder) async throws(FootnoteError) in
      _ = try IndexHistory(path: indexPath(folder)).rollBack(to: 3)
    }
    return changes
  }

  private static func feed(_ number: Int) -> String { "update-\(number).jsonl" }

  private static func build(
    _ folder: String, _ embedding: EmbeddingSource
  ) async throws(FootnoteError) {
    var options = BuildOptions()
    options.threads = 2
    options.embedding = embedding
    _ = try await IndexBuilder(options: options).build(
      files: ["\(folder)/\(feed(0))"], output: indexPath(folder))
  }

  private static func update(
    _ folder: String, _ number: Int, compacts: Bool = false
  ) async throws(FootnoteError) {
    var options = UpdateOptions()
    options.reading.threads = 2
    options.compacts = compacts
    let report = try await IndexUpdater(options: options).update(
      index: indexPath(folder), files: ["\(folder)/\(feed(number))"])
    // The update is in; that it was not merged is a failure of what is looked at here.
    if let failure = report.compactionFailure { throw failure }
  }
}

/// Small pages and what becomes of them, as lines of an input.
enum ChangeLines {
  private static let words = ["harbour", "lantern", "tower", "rope", "tide", "keeper"]

  /// Number 0 has the first pages; each later one changes some, brings one and takes one away.
  static func lines(ofUpdate number: Int) -> [String] {
    guard number > 0 else {
      // In an order that has to be mended.
      return (1...12).reversed().map { article($0, revision: 0) }
    }
    return (0..<3).map { article(1 + (number * 2 + $0) % 12, revision: number) }
      + [article(20 + number, revision: number), deletion(number % 12 + 1, number)]
  }

  private static func article(_ page: Int, revision: Int) -> String {
    let text = (0..<4).map {
      "The \(words[(page + revision + $0) % 6]) has number \(page) in state \(revision)."
    }
    return """
      {"wiki":"testwiki","page_id":\(page),"revision_id":\(revision * 100 + page),\
      "title":"Page \(page)","url":"https://test.example/wiki/Page_\(page)","language":"en",\
      "license":"CC-BY-SA-4.0","timestamp":"2026-01-0\(revision + 1)T00:00:00Z",\
      "text":"\(text.joined(separator: "\\n"))"}
      """
  }

  private static func deletion(_ page: Int, _ number: Int) -> String {
    """
    {"event":{"type":"delete","identifier":"\(number)","partition":0,"offset":\(number),\
    "date_created":"2026-01-0\(number + 1)T12:00:00Z"},"identifier":\(page),\
    "name":"Page \(page)","is_part_of":{"identifier":"testwiki","url":"https://test.example"}}
    """
  }
}
