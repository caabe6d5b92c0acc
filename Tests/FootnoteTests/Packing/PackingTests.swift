import JSON
import TestSupport
import Testing

@testable import Footnote

/// Counts of texts as callers may have them; the last two do not add up over parts.
private let counters: [@Sendable (String) -> Int] = [
  { $0.unicodeScalars.count }, { $0.utf8.count }, { $0.count },
  { $0.split(whereSeparator: \.isWhitespace).count },
  { ($0.utf8.count + 3) / 4 },
]

@Suite("Passages packed into a budget")
struct PackingTests {
  private static func passages(_ question: String) async throws -> [AttributedPassage] {
    try await SampleIndex.shared().index.search(question, options: SearchOptions(count: 40))
  }

  @Test("a document never counts more than its budget, and takes each passage that still fits")
  func budgets() async throws {
    var generator = SeededGenerator()
    let passages = try await Self.passages("the history of the lighthouse")
    for _ in 0..<Soak.count(60, soak: 3_000) {
      let counter = try #require(counters.randomElement(using: &generator))
      let format = PackOptions.Format.allCases.randomElement(using: &generator) ?? .text
      let some = passages.shuffled(using: &generator).prefix(
        Int.random(in: 0...12, using: &generator))
      let whole = counter(PackedDocument(Array(some)).written(as: format))
      let options = PackOptions(
        budget: Int.random(in: 0...(whole + 100), using: &generator), format: format,
        count: counter)
      let packed = PackedContext(Array(some), options: options)
      #expect(packed.size <= options.budget)
      #expect(counter(packed.text) == packed.size)
      // Each passage that was left out was too much for those before it.
      var taken: [AttributedPassage] = []
      for passage in some {
        let text = PackedDocument(taken + [passage]).written(as: format)
        let fits = counter(text) <= options.budget
        #expect(packed.included.contains(passage.attribution.key) == fits)
        if fits { taken.append(passage) }
      }
      #expect(packed.included == taken.map(\.attribution.key))
      #expect(packed.omitted.count == some.count - taken.count)
    }
  }

  @Test("each passage has its text and link, and the credit, licence and changes name it")
  func attribution() async throws {
    let passages = try await Self.passages("lighthouse tide clock")
    let options = PackOptions(budget: .max)
    for format in [PackOptions.Format.text, .markdown] {
      let packed = PackedContext(
        passages, options: PackOptions(budget: .max, format: format))
      #expect(packed.included.count == passages.count && packed.omitted.isEmpty)
      let text = packed.text.replacing("\\", with: "")
      for (index, passage) in passages.enumerated() {
        let about = passage.attribution
        let mark = "[\(index + 1)]"
        let lines = text.split(separator: "\n")
        #expect(lines.contains { $0.contains(mark) && $0.contains(about.heading) })
        #expect(text.contains(about.citedURL))
        for line in passage.text.split(separator: "\n") {
          #expect(lines.contains { $0.hasSuffix(line.drop { $0 == " " }) })
        }
        for (name, value) in [
          ("Credit", about.credit), ("Licence", about.licenses[0].url),
          ("Licence", about.licenses[0].name), ("Changes", about.modifications[0]),
          ("Share alike", "same licence"),
        ] {
          #expect(
            lines.contains { $0.contains("\(name) [") && $0.contains(mark) && $0.contains(value) },
            "\(name) of \(mark)")
        }
      }
    }
    let credits = PackedDocument(passages).credits
    #expect(credits.count < passages.count, "two passages of a page share their credit")
    #expect(PackedContext([], options: options).text.isEmpty)
  }

  @Test("a packed JSON document has every passage with its link and what it shares with others")
  func json() async throws {
    let passages = try await Self.passages("lighthouse tide clock")
    let packed = PackedContext(passages, options: PackOptions(budget: .max, format: .json))
    let document = try JSONValue(parsing: packed.text)
    let written = try #require(document["passages"]?.array)
    #expect(written.count == passages.count)
    for (index, (value, passage)) in zip(written, passages).enumerated() {
      #expect(value["text"]?.string == passage.text)
      #expect(value["key"]?.string == "\(passage.attribution.key)")
      #expect(value["url"]?.string == passage.attribution.permalink)
      for name in ["credits", "licenses", "modifications"] {
        let about = try #require(document[name]?.array).filter {
          $0["passages"]?.array?.contains(.integer(Int64(index + 1))) == true
        }
        #expect(about.count == 1, "\(name) of \(index + 1)")
      }
    }
    #expect(document["licenses"]?[0]?["license"]?[0]?["url"]?.string?.isEmpty == false)
    #expect(document["share_alike"]?["passages"]?.array?.count == passages.count)
  }

  @Test("a passage with hidden text is packed with a line that says so")
  func hidden() async throws {
    let passages = try await HostileText.passages()
    for format in PackOptions.Format.allCases {
      let packed = PackedContext(passages, options: PackOptions(budget: .max, format: format))
      let mark = format == .json ? "\"hidden_text\":[{" : "Hidden text: "
      #expect(packed.text.contains(mark), "\(format)")
      if format != .json {
        #expect(!packed.text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
      }
    }
  }
}
