import JSON
import TestSupport
import Testing

@testable import Footnote

@Suite("What has become of cited passages")
struct SuccessionTests {
  private static let texts = (1...6).map { "Lighthouse number \($0) stands on a rock of its own." }

  /// An index of six pages, of which an update changed all but the first.
  private static func updated(_ folder: TemporaryFolder) async throws -> String {
    let path = folder("followed.index")
    func page(_ number: Int, _ text: String, _ revision: UInt64, title: String? = nil) -> Article {
      plainArticle(
        UInt64(number), text, title: title, revision: revision,
        timestamp: 1_700_000_000 + Int64(revision))
    }
    _ = try await IndexBuilder().build(
      articles: texts.enumerated().map { page($0 + 1, $1, UInt64($0 + 1)) }, output: path)
    var moved = page(3, "It is told of below.\n\n== Rock ==\n" + texts[2], 103)
    moved.format = .wikitext
    var removed = page(5, "", 105)
    removed.text = []
    var options = UpdateOptions()
    options.compacts = false
    _ = try await IndexUpdater(options: options).update(
      index: path,
      articles: [
        page(2, texts[1], 102), moved,
        page(4, "Nothing is left of it.", 104), removed,
        page(6, texts[5], 106, title: "Renamed"),
      ])
    return path
  }

  private static func state(
    _ page: Int, _ checker: AnswerChecker, _ packet: JSONValue
  ) throws -> Succession? {
    let report = try checker.check(
      try JSONValue.object([.init("passages", [packet])]).compactBytes())
    #expect(report.isSound, "\(report)")
    #expect(report.citations[0].generation == 1)
    return report.citations[0].succession
  }

  @Test("passages of an older generation are unchanged, moved, changed or deleted")
  func states() async throws {
    let folder = try TemporaryFolder()
    let path = try await Self.updated(folder)
    let old = try Index(path: path, generation: 1)
    let packets = try old.passages(at: 0..<6).map { try JSONValue(parsing: $0.rendered(as: .json)) }
    let expected: [(Succession.State, UInt64?)] = [
      (.unchanged, 1), (.unchanged, 102), (.moved, 103), (.changed, 104), (.deleted, nil),
      (.moved, 106),
    ]
    for index in [old, try Index(path: path)] {
      let checker = try AnswerChecker(index: index)
      for (page, packet) in packets.enumerated() {
        let found = try Self.state(page, checker, packet)
        #expect(found?.state == expected[page].0, "page \(page + 1)")
        #expect(found?.revision?.rawValue == expected[page].1, "page \(page + 1)")
      }
    }
  }

  @Test("a key without a generation is looked for in all that are kept")
  func olderGenerations() async throws {
    let folder = try TemporaryFolder()
    let checker = try AnswerChecker(index: Index(path: try await Self.updated(folder)))
    let answer: JSONValue = [
      "citations": [
        ["passage": "testwiki:4:4:0", "quote": .string(Self.texts[3])],
        ["passage": "testwiki:4:104:0", "quote": "Nothing is left of it."],
        ["url": "https://test.example/w/index.php?oldid=4", "quote": .string(Self.texts[3])],
      ]
    ]
    let report = try checker.check(try answer.compactBytes())
    #expect(report.citations.map(\.generation) == [1, 2, 1])
    #expect(report.citations.map(\.quotation) == [.verbatim, .verbatim, .verbatim])
    #expect(report.citations.map(\.succession?.state) == [.changed, .unchanged, .changed])
  }
}
