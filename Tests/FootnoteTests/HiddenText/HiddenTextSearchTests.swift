import JSON
import TestSupport
import Testing

@testable import Footnote

private let smuggled = "\u{E0069}\u{E0067}\u{E006E}"

/// An index of pages about gondolas, of which every third has hidden text in text or title.
private func gondolas(_ folder: TemporaryFolder) async throws -> Index {
  let articles = (1...30).map { number -> Article in
    let hidden = number % 3 == 0 ? smuggled : ""
    return plainArticle(
      UInt64(number), "The gondola of row \(number)\(number % 2 == 0 ? hidden : "") is long.",
      title: "Gondola \(number)\(number % 2 == 0 ? "" : hidden)")
  }
  _ = try await IndexBuilder().build(articles: articles, output: folder("hidden"))
  return try Index(path: folder("hidden"))
}

@Suite("Hidden text in searches")
struct HiddenTextSearchTests {
  @Test("a passage with hidden text is found and says so in every form")
  func flags() async throws {
    let folder = try TemporaryFolder()
    let index = try await gondolas(folder)
    let found = try index.search("gondola", options: SearchOptions(count: 30))
    #expect(found.count == 30)
    for passage in found {
      let page = passage.attribution.page.rawValue
      let packet = try JSONValue(parsing: passage.rendered(as: .json))
      #expect(try PacketSchema.load().validator.faults(in: packet) == [])
      guard page % 3 == 0 else {
        #expect(packet["hidden_text"] == .array([]))
        continue
      }
      let start = (page % 2 == 0 ? "The gondola of row \(page)" : "Gondola \(page)").utf8.count
      let bytes: JSONValue = ["end": .integer(Int64(start + 12)), "start": .integer(Int64(start))]
      #expect(packet["hidden_text"]?[0]?["kind"] == .string("tags"))
      #expect(packet["hidden_text"]?[0]?["bytes"] == bytes)
      #expect(
        packet["hidden_text"]?[0]?["at"]
          == .string(page % 2 == 0 ? "/text" : "/attribution/name"))
      for form in [PassageFormat.text, .markdown, .html] {
        let whose = page % 2 == 0 ? "the text" : "the title"
        #expect(
          passage.rendered(as: form).contains("12 bytes of tag characters at byte \(start) of")
            && passage.rendered(as: form).contains(whose))
      }
    }
  }

  @Test("a search that refuses hidden text gives the best of the others and counts the rest")
  func refusal() async throws {
    let folder = try TemporaryFolder()
    let index = try await gondolas(folder)
    let all = try index.search("gondola row", options: SearchOptions(count: 30))
    for count in [1, 2, 5, 19, 20, 21, 30] {
      let outcome = try index.searchOutcome(
        "gondola row", options: SearchOptions(count: count, refusesHiddenText: true))
      let clean = all.filter { $0.hiddenText.isEmpty }.prefix(count)
      #expect(outcome.passages.map(\.attribution.key) == clean.map(\.attribution.key))
      #expect(outcome.passages.map(\.score) == clean.map(\.score))
      #expect(outcome.passages.map(\.rank) == Array(1...min(count, 20)))
      let last = count > 20 ? nil : clean.last
      let before = all.prefix { $0.attribution.key != last?.attribution.key }
      #expect(outcome.refusedHiddenTextCount == before.count { !$0.hiddenText.isEmpty })
    }
    let plain = try index.searchOutcome("gondola row", options: SearchOptions(count: 30))
    #expect(plain.passages == all && plain.refusedHiddenTextCount == 0)
  }

  @Test(
    "few passages of real dumps have hidden text",
    .enabled(if: RealData.isPresent, RealData.absence))
  func realDumps() async throws {
    let output = try TemporaryFolder()
    var (passageCount, flagged) = (0, [String: Int]())
    var flaggedCount = 0
    for path in try RealData.dumps(in: "dbpedia-minidumps") {
      guard
        (try? await IndexBuilder().build(files: [path], output: output("small.index"))) != nil
      else { continue }
      let index = try Index(path: output("small.index"))
      let count = Int(index.summary.passageCount)
      passageCount += count
      for passage in try index.passages(at: 0..<count) where !passage.hiddenText.isEmpty {
        flaggedCount += 1
        for kind in Set(passage.hiddenText.map(\.kind)) { flagged[kind.rawValue, default: 0] += 1 }
      }
      removeAll(output("small.index"))
    }
    print("hidden text: \(flaggedCount) of \(passageCount) passages, \(flagged)")
    #expect(passageCount > 1_000)
    #expect(flaggedCount * 50 <= passageCount, "\(flagged)")
  }
}
