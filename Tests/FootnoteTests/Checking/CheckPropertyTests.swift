import JSON
import Storage
import TestSupport
import Testing

@testable import Footnote

/// Passages to cite, and the checkers of their indexes.
private struct CitedCorpus {
  let checker: AnswerChecker
  let passages: [AttributedPassage]

  init(_ index: Index) throws {
    checker = try AnswerChecker(index: index)
    passages = try index.passages(at: 0..<Int(index.summary.passageCount)).filter {
      $0.attribution.permalink != nil && $0.text.utf8.count > 60
    }
  }
}

/// What became of some answers that were spoilt in one way.
private struct Tally {
  var madeCount = 0
  var foundCount = 0
}

/// Draws answers and has them checked.
private struct CheckTrial {
  var generator: SeededGenerator
  let corpora: [CitedCorpus]

  mutating func report(
    _ corruption: AnswerCorruption?
  ) throws -> (draft: AnswerDraft, report: AnswerReport)? {
    guard let corpus = corpora.randomElement(using: &generator),
      let shape = AnswerShape.allCases.randomElement(using: &generator)
    else { return nil }
    var draft = AnswerDraft(shape, of: corpus.passages, using: &generator)
    if let corruption {
      guard draft.spoil(corruption, with: corpus.passages, using: &generator) else { return nil }
    }
    return (draft, try corpus.checker.check(try draft.document.compactBytes()))
  }

  /// Checks answers as they are; none may be said not to hold.
  mutating func checkVerbatim(_ count: Int) throws {
    var made = 0
    while made < count {
      guard let (draft, report) = try report(nil) else { continue }
      made += 1
      try #require(
        report.isSound,
        "\(draft.shape): \(report.citations.flatMap(\.findings))")
      #expect(report.citations.count == draft.citations.count)
      #expect(report.citations.allSatisfy { $0.quotation == .verbatim })
    }
    print("\(count) verbatim answers: no false alarm")
  }

  /// Spoils answers in all ways, and counts what is found.
  mutating func checkSpoilt(_ count: Int) throws {
    var tallies = [Tally](repeating: Tally(), count: AnswerCorruption.allCases.count)
    var made = 0
    while made < count {
      let kind = made % tallies.count
      let corruption = AnswerCorruption.allCases[kind]
      guard let (draft, report) = try report(corruption) else { continue }
      made += 1
      tallies[kind].madeCount += 1
      if report.isSound {
        print(
          "not found: \(corruption), \(draft.shape), \(draft.citations.map(\.key)), "
            + "\(draft.citations.map(\.words))")
      } else {
        tallies[kind].foundCount += 1
      }
    }
    for (corruption, tally) in zip(AnswerCorruption.allCases, tallies) {
      print("\(corruption): \(tally.foundCount) of \(tally.madeCount) found")
    }
    let found = tallies.reduce(0) { $0 + $1.foundCount }
    print("\(found) of \(made) spoilt answers found")
    // A few hundred answers cannot show so small a share: some more may be missed by bad luck.
    let luck = Soak.isOn ? 0 : 10
    #expect((found + luck) * 1_000 >= made * 999)
  }
}

@Suite("Answers that are checked, by the thousands")
struct CheckPropertyTests {
  @Test("verbatim answers hold, spoilt ones do not, on the sample corpus in all languages")
  func sample() async throws {
    let corpus = try CitedCorpus(try await SampleIndex.shared().index)
    var trial = CheckTrial(generator: SeededGenerator(), corpora: [corpus])
    try trial.checkVerbatim(Soak.count(1_000, soak: 20_000))
    try trial.checkSpoilt(Soak.count(2_000, soak: 20_000))
  }

  @Test(
    "verbatim answers hold, spoilt ones do not, on real dumps",
    .enabled(if: RealData.isPresent, RealData.absence))
  func realDumps() async throws {
    let folder = try TemporaryFolder()
    let dumps = [
      "gensim/enwiki-latest-pages-articles1.xml-p000000010p000030302-shortened.bz2",
      "dbpedia-minidumps/de.xml.bz2", "dbpedia-minidumps/ja.xml.bz2",
      "dbpedia-minidumps/ar.xml.bz2", "dbpedia-minidumps/hi.xml.bz2",
    ]
    var corpora: [CitedCorpus] = []
    for (number, dump) in dumps.enumerated() {
      _ = try await IndexBuilder().build(
        files: [RealData.dump(dump)], output: folder("\(number).index"))
      corpora.append(try CitedCorpus(try Index(path: folder("\(number).index"))))
    }
    var trial = CheckTrial(generator: SeededGenerator(), corpora: corpora)
    try trial.checkVerbatim(Soak.count(400, soak: 100_000))
    try trial.checkSpoilt(Soak.count(800, soak: 100_000))
  }
}
