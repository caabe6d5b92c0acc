import TestSupport
import Storage

@testable import Footnote

extension IndexChange {
  /// A build, updates of one segment and of several, merges of some and of all segments, going
  /// back, and the removal of old generations.
  static func all() async throws -> [IndexChange] { try await making.value }

  private static let making = Task { try await make() }

  private static func make() async throws -> [IndexChange] {
    let folder = try TemporaryFolder()
    for number in 0...6 {
      try folder.file(feed(number), ChangeLines.lines(ofUpdate: number).joined(separator: "\n"))
    }
    let start = try tree(folder.path)
    var changes = [IndexChange(name: "build", files: start, run: build, goOn: buildOrUpdate)]
    try await build(folder.path)
    for number in 1...5 {
      if number == 1 || number == 4 {
        let files = try tree(folder.path)
        changes.append(
          IndexChange(
            name: "update \(number)", files: files,
            run: { (folder) async throws(FootnoteError) in
              try await update(folder, number)
            }, goOn: goOnUpdating))
      }
      try await update(folder.path, number)
    }
    let files = try tree(folder.path)
    for (name, all, kept) in [("merge of all", true, 2), ("merge where due", false, 1)] {
      changes.append(
        IndexChange(
          name: name, files: files,
          run: { (folder) async throws(FootnoteError) in
            let options = CompactionOptions(mergesAll: all, keptGenerationCount: kept, threads: 2)
            _ = try await IndexCompactor(options: options).compact(index: indexPath(folder))
          }, goOn: goOnUpdating))
    }
    changes.append(
      IndexChange(
        name: "rollback", files: files,
        run: { (folder) async throws(FootnoteError) in
          _ = try IndexHistory(path: indexPath(folder)).rollBack(to: 3)
        }, goOn: goOnUpdating))
    return changes
  }

  private static func feed(_ number: Int) -> String { "update-\(number).jsonl" }

  @Sendable private static func build(_ folder: String) async throws(FootnoteError) {
    var options = BuildOptions()
    options.threads = 2
    _ = try await IndexBuilder(options: options).build(
      files: ["\(folder)/\(feed(0))"], output: indexPath(folder))
  }

  private static func update(_ folder: String, _ number: Int) async throws(FootnoteError) {
    var options = UpdateOptions()
    options.reading.threads = 2
    options.compacts = false
    _ = try await IndexUpdater(options: options).update(
      index: indexPath(folder), files: ["\(folder)/\(feed(number))"])
  }

  @Sendable private static func buildOrUpdate(_ folder: String) async throws(FootnoteError) {
    if Folder.exists(indexPath(folder) + "/" + IndexFolder.pointerName) {
      try await update(folder, 6)
    } else if !Folder.exists(indexPath(folder)) {
      try await build(folder)
    }
  }

  @Sendable private static func goOnUpdating(_ folder: String) async throws(FootnoteError) {
    try await update(folder, 6)
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
