import TestSupport
import Features
import PassageStore
import PostingIndex
import Rescoring
import Testing

@testable import Footnote

/// What the first stage should find, by looking at every passage.
private func oracle(
  _ index: Index, _ question: String, count: Int
) throws -> [RescoringCandidate] {
  let analyzer = TextAnalyzer(options: AnalyzerOptions())
  let features = analyzer.queryFeatures(
    of: Array(question.utf8).span, languages: index.manifest.contents.languages.keys.sorted())
  let model = ImpactModel()
  var terms: [PostingTerm] = []
  for feature in features {
    let frequency = try index.postings.documentFrequencies(of: [feature.feature])[0]
    guard frequency > 0 else { continue }
    let weight = model.weight(
      documentFrequency: UInt64(frequency), documentCount: UInt64(index.postings.documentCount))
    terms.append(PostingTerm(feature: feature.feature, weight: weight * feature.multiplicity))
  }
  let unit = Double(ImpactModel.weightScale) * 255
  return try index.postings.exhaustiveSearch(terms, k: count).map {
    RescoringCandidate(document: $0.document, score: Double($0.score) / unit)
  }
}

@Test("The first stage finds exactly what looking at every passage finds, in the same order")
func firstStageIsExact() async throws {
  let index = try await SampleIndex.shared().index
  let languages = index.manifest.contents.languages.keys.sorted()
  for question in try questionsAndMixtures() {
    for count in [1, 3, 10, 10_000] {
      let found = try index.firstStage(question, languages, count: count).candidates
      let expected = try oracle(index, question, count: count)
      #expect(found == expected, "\(question)")
    }
  }
}

@Test("In its own language, a question finds what it finds in an index of that language alone")
func ownLanguage() async throws {
  let index = try await SampleIndex.shared().index
  let folder = try TemporaryFolder()
  for language in ["tr", "he", "ja", "de"] {
    let path = folder("\(language).index")
    _ = try await IndexBuilder(options: SampleCorpus.options).build(
      files: [SampleCorpus.dump(language)], output: path)
    let alone = try Index(path: path)
    let everything = ServedPassages(all: index.segments)
    let scope = try index.scope(
      of: SearchOptions(), [SearchFilter(languages: [language])], in: everything)
    for question in try questionsAndMixtures() {
      let found = try index.firstStage(
        question, [language.uppercased()], areGiven: true, count: 100, in: scope)
      let expected = try alone.firstStage(question, [language], count: 100)
      #expect(found.candidates.map(\.score) == expected.candidates.map(\.score), "\(question)")
      #expect(found.greatestScore == expected.greatestScore, "\(question)")
    }
  }
}

@Test("A search is the first stage's best in the order of their new scores, then the others")
func searchRescores() async throws {
  let index = try await SampleIndex.shared().index
  let languages = index.manifest.contents.languages.keys.sorted()
  var longest = 0
  for question in try questionsAndMixtures() {
    let first = try index.firstStage(question, languages, count: index.segments.documentCount)
    let near = Array(first.candidates.prefix(Rescorer.depth))
    let rescored = try Rescorer(index.words).rescored(near, for: first.words)
    let documents =
      rescored.map(\.document) + first.candidates.dropFirst(Rescorer.depth).map(\.document)
    let keys = try index.passages.passages(documents).map(\.key)
    for count in [1, 7, Rescorer.depth, Rescorer.depth + 30, index.segments.documentCount] {
      let found = try index.search(question, options: SearchOptions(count: count))
      #expect(found.map(\.attribution.key) == Array(keys.prefix(count)), "\(question)")
      let scores = found.prefix(Rescorer.depth).map(\.score)
      #expect(scores == rescored.prefix(count).map(\.score), "\(question)")
      longest = max(longest, found.count)
    }
  }
  #expect(longest > Rescorer.depth + 30)
}

@Test("Scores beyond the second look fall as the first stage's do, and never rise")
func scoresBeyondTheSecondLook() async throws {
  let index = try await SampleIndex.shared().index
  let languages = index.manifest.contents.languages.keys.sorted()
  for question in try questionsAndMixtures() {
    let first = try index.firstStage(question, languages, count: index.segments.documentCount)
    let weight = Rescorer.weights(for: first.words).weight(of: .first)
    let ranked = try Rescorer(index.words).ranked(first.candidates, for: first.words)
    #expect(ranked.map(\.score) == ranked.map(\.score).sorted(by: >))
    let far = zip(ranked, first.candidates).dropFirst(Rescorer.depth)
    for (one, next) in zip(far, far.dropFirst()) {
      let fall = weight * (one.1.score - next.1.score)
      #expect(abs(one.0.score - next.0.score - fall) < 1e-9)
    }
  }
}

/// The sample's questions, and others of their words at random.
private func questionsAndMixtures() throws -> [String] {
  var generator = SeededGenerator()
  let questions = try SampleCorpus.questions().map(\.text)
  let words = questions.flatMap { $0.split(separator: " ").map(String.init) }
  let mixtures = (0..<40).map { _ in
    (0..<Int.random(in: 1...12, using: &generator))
      .map { _ in words.randomElement(using: &generator) ?? "" }.joined(separator: " ")
  }
  return questions + mixtures
}

@Test("Ranks count from 1, scores never rise, and equal scores are ordered by key")
func orderOfResults() async throws {
  let index = try await SampleIndex.shared().index
  for question in try SampleCorpus.questions().map(\.text) {
    let found = try index.search(question, options: SearchOptions(count: 1_000))
    #expect(found.map(\.rank) == Array(1..<(found.count + 1)))
    for (one, next) in zip(found, found.dropFirst()) {
      #expect(one.score >= next.score)
      #expect(one.score != next.score || one.attribution.key < next.attribution.key)
    }
    #expect(found.allSatisfy { $0.score > 0 })
    #expect(Set(found.map(\.attribution.key)).count == found.count)
  }
}

@Test("Passages with the same words have the same score, and stand in the order of their pages")
func ties() async throws {
  let folder = try TemporaryFolder()
  let articles = (1...20).reversed().map {
    plainArticle(UInt64($0), "The same harbour.", title: "Twin", wiki: $0 < 5 ? "bwiki" : "awiki")
  }
  _ = try await IndexBuilder().build(articles: articles, output: folder("ties"))
  let found = try Index(path: folder("ties")).search(
    "harbour", options: SearchOptions(count: 12))
  #expect(found.map(\.attribution.page.rawValue) == Array(5...16))
  #expect(Set(found.map(\.score)).count == 1)
}

@Test("Any count is answered: none, one, more than there are, and the largest number")
func counts() async throws {
  let index = try await SampleIndex.shared().index
  let question = "lighthouse harbour water"
  let all = try index.search(question, options: SearchOptions(count: .max))
  #expect(all.count > 5)
  #expect(all.count < index.postings.documentCount)
  #expect(try index.search(question, options: SearchOptions(count: 0)).isEmpty)
  #expect(try index.search(question, options: SearchOptions(count: 1)) == [all[0]])
  #expect(try index.search(question).count == 5)
  #expect(try index.search(question, options: SearchOptions(count: 1_000_000)) == all)
  for count in [-1, Int.min] {
    #expect {
      try index.search(question, options: SearchOptions(count: count))
    } throws: { error in
      guard case .invalidOption? = error as? FootnoteError else { return false }
      return "\(error)".contains("count") && "\(error)".contains("\(count)")
    }
  }
}

@Test(
  "Questions without a word of the index find nothing",
  arguments: [
    "", " ", "\n\t\r\n", "\u{3000}\u{A0}", "?!…—", "🙂🚀👩‍👩‍👧", "\u{0}\u{1B}[31m\u{7F}\u{9B}",
    "\u{200B}\u{FEFF}\u{202E}", "xyzzyqwertyplugh",
  ])
func questionsWithoutWords(question: String) async throws {
  let index = try await SampleIndex.shared().index
  #expect(try index.search(question, options: SearchOptions(count: 10_000)).isEmpty)
}

@Test("Strange questions are answered within bounds: very long, mixed, marks without letters")
func strangeQuestions() async throws {
  let index = try await SampleIndex.shared().index
  let words = try SampleCorpus.questions().map(\.text).joined(separator: " ")
  let long = String(repeating: words + " ", count: 1_048_576 / words.utf8.count + 1)
  for question in [
    String(long.unicodeScalars.prefix(200_000)), String(repeating: "lighthouse ", count: 100_000),
    String(repeating: "a", count: 1 << 20), String(repeating: "の", count: 100_000),
    String(repeating: "e\u{301}\u{302}", count: 50_000),
    String(repeating: "\u{301}", count: 100_000),
    "light燈塔маяк주फ़ไฟफ", "LIGHTHOUSE\u{0}lighthouse", "ﬁre ＬＩＧＨＴ ǅ ß İ ı",
  ] {
    let found = try index.search(question)
    #expect(found.count <= 5)
    #expect(found.allSatisfy { $0.score.isFinite && $0.score > 0 })
  }
  let languages = index.manifest.contents.languages.keys.sorted()
  func first(_ question: String) throws -> [UInt32] {
    try index.firstStage(question, languages, count: 5).candidates.map(\.document)
  }
  #expect(
    try first(String(repeating: "lighthouse ", count: 100_000)) == first("lighthouse"))
}

@Test("Of a question beyond the limit the first bytes count, wherever a character is cut")
func longQuestions() async throws {
  let index = try await SampleIndex.shared().index
  let limit = SearchOptions.questionByteLimit
  for filler in [" ", "の", "e\u{301}", "👩‍🚀"] {
    for shift in 0..<4 {
      let space = String(repeating: " ", count: shift) + "lighthouse "
      let count = (limit - space.utf8.count) / filler.utf8.count + 1
      let head = space + String(repeating: filler, count: count)
      let found = try index.search(head + " kaolin tide harbour")
      #expect(try found == index.search(head))
      #expect(!found.isEmpty)
    }
  }
}

@Test("The approximate search finds a part of what the exact one finds, the same each time")
func approximateSearch() async throws {
  let index = try await SampleIndex.shared().index
  for question in try SampleCorpus.questions().map(\.text) {
    let exact = try index.search(question, options: SearchOptions(count: 10_000))
    let options = SearchOptions(count: 10_000, accuracy: .approximate)
    let found = try index.search(question, options: options)
    #expect(!found.isEmpty && found.count <= exact.count)
    let keys = Set(exact.map(\.attribution.key))
    #expect(found.allSatisfy { keys.contains($0.attribution.key) })
    #expect(try index.search(question, options: options) == found)
  }
}

@Test("Languages that are given decide the stems; unknown ones and many are no fault")
func languagesOfQuestions() async throws {
  let index = try await SampleIndex.shared().index
  func keys(_ question: String, _ languages: [String]?) throws -> [PassageKey] {
    try index.search(question, options: SearchOptions(languages: languages)).map(\.attribution.key)
  }
  #expect(try !keys("lighthouses", ["en"]).isEmpty)
  // "Stone" is its own stem in no language and in English.
  #expect(try !keys("stone", []).isEmpty)
  #expect(try !keys("stone", ["", "xx", "not a tag", "\u{0}"]).isEmpty)
  let many = (0..<2_000).map { "x\($0)" } + ["en"]
  #expect(try keys("lighthouses", many) == keys("lighthouses", ["x", "en"]))
}

@Test("Many threads at once get the answers that one gets")
func concurrentSearches() async throws {
  let index = try await SampleIndex.shared().index
  let questions = try SampleCorpus.questions().map(\.text)
  let expected = try questions.map { try index.search($0) }
  let sound = try await withThrowingTaskGroup(of: Int.self) { group in
    for task in 0..<8 {
      group.addTask {
        var sound = 0
        for number in 0..<200 {
          let place = (number * 7 + task * 13) % questions.count
          if try index.search(questions[place]) == expected[place] { sound += 1 }
        }
        return sound
      }
    }
    return try await group.reduce(0, +)
  }
  #expect(sound == 8 * 200)
}

@Test("An index stays searchable when its folder is gone, and two openings are the same")
func openIndexes() async throws {
  let folder = try TemporaryFolder()
  try write(try await tree(SampleIndex.shared().path), to: folder("copy"))
  let one = try Index(path: folder("copy") + "///")
  let two = try Index(path: folder("copy"))
  #expect(one.path == folder("copy"))
  #expect(one.identity == two.identity)
  removeAll(folder("copy"))
  #expect(try one.search("lighthouse") == two.search("lighthouse"))
  #expect(try !one.search("lighthouse").isEmpty)
}
