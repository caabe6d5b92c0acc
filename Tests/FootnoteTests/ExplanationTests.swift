import JSON
import Rescoring
import TestSupport
import Testing

@testable import Footnote

/// Some more passages than are looked at again.
private let someCount = Rescorer.depth + 20

/// The explained results of the sample corpus's questions, and of some in other scripts.
private func explained(
  _ index: Index, count: Int = someCount
) throws -> [(String, [AttributedPassage])] {
  let questions =
    try SampleCorpus.questions().map(\.text) + [
      "lighthouse lighthouses LIGHTHOUSE xyzzy", "富士山の高さは？ tide", "燈塔", "the of and",
    ]
  return try questions.map { question in
    let options = SearchOptions(count: count, explains: true)
    return (question, try index.search(question, options: options))
  }
}

@Test("The features' contributions add up to the score, to the last bit")
func featuresAddUp() async throws {
  for (question, passages) in try explained(await SampleIndex.shared().index) {
    for passage in passages {
      let explanation = try #require(passage.explanation)
      for feature in explanation.features {
        #expect(feature.contribution == feature.value * feature.weight)
      }
      let sum = explanation.features.reduce(0) { $0 + $1.contribution }
      #expect(sum == passage.score, "\(question)")
    }
  }
}

@Test("The terms' contributions add up to the first stage's score, which is the first feature")
func termsAddUp() async throws {
  for (question, passages) in try explained(await SampleIndex.shared().index) {
    for passage in passages {
      let explanation = try #require(passage.explanation)
      let score = explanation.firstStageScore
      #expect(score == explanation.features.first { $0.name == "first" }?.value)
      let tolerance = 1e-14 * score * Double(explanation.terms.count)
      let sum = explanation.terms.reduce(0) { $0 + $1.contribution }
      #expect(abs(sum - score) <= tolerance, "\(question)")
      for term in explanation.terms {
        #expect(abs(term.weight * term.impact - term.contribution) <= tolerance)
        #expect((0...1).contains(term.impact) && term.weight >= 0)
      }
    }
  }
}

@Test("An explanation has words of the question alone: it is the same over any passage")
func explanationsHoldNoText() async throws {
  let folder = try TemporaryFolder()
  let article = plainArticle(1, "The lighthouse, 富士山, la marée, der See, water, the of and.")
  _ = try await IndexBuilder().build(articles: [article], output: folder("other"))
  let other = try Index(path: folder("other"))
  let index = try await SampleIndex.shared().index
  for (question, passages) in try explained(index) {
    let options = SearchOptions(
      languages: index.manifest.contents.languages.keys.sorted(), explains: true)
    let elsewhere = try other.search(question, options: options).first?.explanation?.terms
    let expected = elsewhere ?? passages.first?.explanation?.terms ?? []
    for explanation in passages.compactMap(\.explanation) {
      #expect(explanation.terms.map(\.text) == expected.map(\.text))
      #expect(explanation.terms.map(\.word) == expected.map(\.word))
      #expect(explanation.terms.allSatisfy { question.contains($0.word) || $0.word == $0.text })
    }
  }
}

@Test("An explanation changes neither the passages nor their order, and comes only when asked for")
func explanationsChangeNothing() async throws {
  let index = try await SampleIndex.shared().index
  for (question, passages) in try explained(index) {
    let plain = try index.search(question, options: SearchOptions(count: someCount))
    #expect(plain.map(\.attribution) == passages.map(\.attribution))
    #expect(plain.map(\.score) == passages.map(\.score))
    #expect(plain.allSatisfy { $0.explanation == nil })
    #expect(plain.allSatisfy { !$0.rendered(as: .json).contains("\"explanation\"") })
  }
}

@Test("Positions in the first stage are those of its scores, ties by key")
func firstStageRanks() async throws {
  for (_, passages) in try explained(await SampleIndex.shared().index, count: 10_000) {
    let ranked = passages.sorted { one, other in
      let scores = [one, other].map { $0.explanation?.firstStageScore ?? 0 }
      return scores[0] != scores[1]
        ? scores[0] > scores[1] : one.attribution.key < other.attribution.key
    }
    let positions = ranked.map { $0.explanation?.firstStageRank ?? 0 }
    #expect(positions == Array(1..<(ranked.count + 1)))
  }
}

@Test("A term is told where it stands: in the title, a section's title, or the text")
func fieldsOfTerms() async throws {
  let folder = try TemporaryFolder()
  var article = plainArticle(1, "== Granite ==\nThe basalt is grey.\n", title: "Marble")
  article.format = .wikitext
  _ = try await IndexBuilder().build(articles: [article], output: folder("index"))
  let found = try Index(path: folder("index")).search(
    "marble granite basalt slate", options: SearchOptions(explains: true))
  let terms = try #require(found.first?.explanation?.terms)
  #expect(terms.map(\.fields) == [[.title], [.section], [.text], nil])
  #expect(terms.last?.weight == 0 && terms.last?.impact == 0)
}

@Test("Packets with explanations follow the schema, and text shows each part")
func renderedExplanations() async throws {
  let schema = try PacketSchema.load()
  for (_, passages) in try explained(await SampleIndex.shared().index) {
    for passage in passages {
      let bytes = Array(passage.rendered(as: .json).utf8)
      let faults = try schema.faults(in: bytes)
      #expect(faults.isEmpty, "\(faults)")
      let packet = try #require(try JSONValue(parsing: bytes)["explanation"])
      let explanation = try #require(passage.explanation)
      #expect(packet["features"]?.array?.count == explanation.features.count)
      #expect(
        packet["first_stage"]?["terms"]?.array?.compactMap { $0["contribution"]?.double }
          == explanation.terms.map(\.contribution))
      let text = passage.rendered(as: .text)
      for feature in explanation.features where feature.contribution != 0 {
        #expect(text.contains(" \(feature.name) "))
      }
    }
  }
}

@Test("A word is missing once, and only where the passage has it by no language's rules")
func missingWords() async throws {
  let options = SearchOptions(count: 1, explains: true)
  let found = try await SampleIndex.shared().index.search(
    "xyzzy tides measured xyzzy painted tide", options: options)
  let text = try #require(found.first).rendered(as: .text)
  let missing = try #require(text.split(separator: "\n").first { $0.hasPrefix("   Missing:  ") })
  let words = missing.dropFirst(13).split(separator: ", ")
  #expect(words.first == "xyzzy" && !words.contains("tides"))
  #expect(Set(words).count == words.count)
}
