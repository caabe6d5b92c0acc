import JSON
import TestSupport
import Testing
import WikiModel

@testable import WikiIngest

/// Whatever is done to lines, they are read or refused.
@Suite("Any events at all")
struct EventMutationTests {
  private let folder: TemporaryFolder
  private let lines: [[UInt8]]

  init() throws {
    folder = try TemporaryFolder()
    var lines: [[UInt8]] = []
    for name in ["delta/events.jsonl", "delta/page-changes.jsonl"] {
      lines += try contents(of: sampleData(name)).split(separator: 0x0A).map(Array.init)
    }
    // Short texts, so that most changes hit something else.
    self.lines = try lines.map { line in
      var value = try JSONValue(parsing: line)
      for path: JSONPath in [
        "article_body.wikitext", "revision.content_slots.main.content_body",
      ] where try unsafe JSONDocument(parsing: line.span.bytes).kind(of: path) != nil {
        value = value.with(path, "A '''word'''.")
      }
      return try value.compactBytes()
    }
  }

  private func read(_ lines: [[UInt8]]) throws -> ChangeReading {
    var options = IngestOptions()
    options.skipsBadPages = true
    options.licenses = License(spdxIdentifier: "CC-BY-SA-4.0").map { [$0] }
    return readChanges(
      try folder.file("events.jsonl", Array(lines.joined(separator: [0x0A]))), options)
  }

  /// What every reading keeps to.
  private func check(_ reading: ChangeReading, lineCount: Int) {
    #expect(reading.counts.pages <= lineCount)
    for article in reading.articles {
      #expect(!article.wiki.isEmpty && !article.title.isEmpty)
      #expect(max(article.page.rawValue, article.revision.rawValue) <= Article.identifierLimit)
      #expect(article.text.isEmpty || !article.licenses.isEmpty)
      #expect(String(validating: article.text, as: UTF8.self) != nil)
    }
    for change in reading.changes {
      if let position = change.position { #expect(reading.progress.has(position)) }
    }
  }

  @Test("Lines with changed, lost and doubled bytes are read or refused")
  func bytes() throws {
    var generator = SeededGenerator()
    for _ in 0..<40 {
      let changed = lines.map { line in
        var line = line
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
          let index = Int.random(in: 0..<line.count, using: &generator)
          switch Int.random(in: 0..<4, using: &generator) {
          case 0: line[index] = UInt8.random(in: 0...255, using: &generator)
          case 1: line.remove(at: index)
          case 2: line.insert(line[index], at: index)
          default: line[index] = "\"{}[],:-0e".utf8.randomElement(using: &generator) ?? 0
          }
        }
        return line
      }
      check(try read(changed), lineCount: 4 * changed.count)
    }
  }

  @Test("Lines with other values in their members are read or refused")
  func values() throws {
    var generator = SeededGenerator()
    let values: [JSONValue] = [
      nil, true, 0, -1, .integer(.max), .integer(.min), 1.5, "", "x", "2026-01-01T00:00:00Z", [],
      [:],
      [["identifier": "CC0-1.0"]], ["identifier": 5], "delete", "visibility-change", "undelete",
      "https://de.wikipedia.org/wiki/A", "enwiki",
    ]
    for _ in 0..<100 {
      let changed = try lines.map { line in
        var value = try JSONValue(parsing: line)
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
          value = mutated(value, values, &generator)
        }
        return try value.compactBytes()
      }
      check(try read(changed), lineCount: changed.count)
    }
  }

  /// The value with one member at some depth lost, or in place of another.
  private func mutated(
    _ value: JSONValue, _ values: [JSONValue], _ generator: inout SeededGenerator
  ) -> JSONValue {
    guard var members = value.object, !members.isEmpty, Int.random(in: 0..<6, using: &generator) > 0
    else { return values.randomElement(using: &generator) ?? nil }
    let index = Int.random(in: members.indices, using: &generator)
    if Int.random(in: 0..<8, using: &generator) == 0 {
      members.remove(at: index)
    } else {
      members[index].value = mutated(members[index].value, values, &generator)
    }
    return .object(members)
  }
}
