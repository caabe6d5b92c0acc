import TestSupport

/// An index whose every page tells the number of the update that it is from, and its updates.
///
/// Each update changes all pages, so that an answer with two numbers mixes two generations.
struct StateFeed {
  static let pageCount = 6

  let folder: TemporaryFolder
  var indexPath: String { folder("an.index") }

  init() throws { folder = try TemporaryFolder() }

  /// The file with the pages as update `number` has them, in place of the one before.
  func file(_ number: Int) throws -> String {
    let lines = (1...Self.pageCount).map { page in
      let text = "The harbour is in state \(number). " + "This is page \(page) of the pilot's book."
      return """
        {"wiki":"testwiki","page_id":\(page),"revision_id":\(number * 100 + page),\
        "title":"Harbour \(page)","url":"https://test.example/wiki/Harbour_\(page)",\
        "language":"en","license":"CC-BY-SA-4.0","timestamp":"\(Self.timestamp(number))",\
        "text":"\(text)"}
        """
    }
    return try folder.file("state.jsonl", lines.joined(separator: "\n") + "\n")
  }

  /// A time that rises with the number: so many seconds after the start of 2026.
  private static func timestamp(_ number: Int) -> String {
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let day = two(1 + number / 86_400 % 28)
    let time = [number / 3_600 % 24, number / 60 % 60, number % 60].map(two).joined(separator: ":")
    return "2026-01-\(day)T\(time)Z"
  }

  /// Makes the index, in state 0.
  func build() throws -> ShellResult {
    Shell.run(
      "\(tool) build \(Shell.quoted(try file(0))) -q -o \(Shell.quoted(indexPath)) 2>&1")
  }

  func updateCommand(_ number: Int) throws -> String {
    "\(tool) update \(quotedIndex) \(Shell.quoted(try file(number)))"
  }

  func update(_ number: Int) throws -> ShellResult {
    Shell.run(try updateCommand(number) + " -q 2>&1")
  }

  var compaction: String { "\(tool) compact \(quotedIndex)" }

  var tool: String { Shell.quoted(BuiltTool.path ?? "false") }
  var quotedIndex: String { Shell.quoted(indexPath) }

  /// What one answer of the tool tells.
  struct Answer {
    var passageCount = 0
    /// The numbers in the texts; more than one is a mixture.
    var states: Set<Int> = []
    /// The generations that the passages' attributions name.
    var generations: Set<Int> = []

    /// Reads the tool's JSON, in which each passage is a line.
    init(_ output: some StringProtocol) {
      for line in output.split(separator: "\n") where line.hasPrefix("{\"attribution\"") {
        passageCount += 1
        states.formUnion(Self.number(after: "is in state ", in: line))
        generations.formUnion(Self.number(after: "\"generation\":", in: line))
      }
    }

    /// Whether all pages are there, as one generation has them.
    var isWhole: Bool {
      passageCount == StateFeed.pageCount && states.count == 1 && generations.count == 1
    }

    private static func number(after mark: String, in line: some StringProtocol) -> Set<Int> {
      guard let found = line.firstRange(of: mark) else { return [] }
      return Set([Int(line[found.upperBound...].prefix { $0.isNumber }) ?? -1])
    }
  }

  /// The command that asks for all pages.
  var query: String { "\(tool) query \(quotedIndex) harbour --count 50 --format json" }

  func answer() -> Answer { Answer(Shell.run("\(query) 2>&1").output) }
}
