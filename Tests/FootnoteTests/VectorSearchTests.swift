import PostingIndex
import Rescoring
import TestSupport
import Testing
import VectorIndex

@testable import Footnote

/// What a hybrid search must give, by looking at everything that passes.
private struct HybridOracle {
  let index: Index

  /// Of all passages by document: the rank among the passing ones, and the similarity.
  func nearest(
    _ vector: [Float], _ passing: Set<UInt32>
  ) throws -> [(document: UInt32, score: Double)] {
    let vectors = try #require(index.vectors)
    return try vectors.search(vector.span, k: vectors.vectorCount, recall: 1, among: nil)
      .filter { passing.contains($0.document) }.map { ($0.document, Double($0.score)) }
  }

  func ranking(
    _ question: String, _ vector: [Float], _ passing: Set<UInt32>, _ method: FusionMethod
  ) throws -> [(document: UInt32, score: Double)] {
    let nearest = try nearest(vector, passing)
    let best = nearest.prefix(Fusion.depth)
    let languages = index.manifest.contents.languages.keys.sorted()
    let all = try index.firstStage(question, languages, count: index.postings.documentCount)
    let byWords = all.candidates.filter { passing.contains($0.document) }.prefix(Fusion.depth)
    let known = Set(byWords.map(\.document))
    let others = best.map(\.document).filter { !known.contains($0) }.map { document in
      all.candidates.first { $0.document == document }
        ?? RescoringCandidate(document: document, score: 0)
    }
    let rescored = try Rescorer(index.words).rescored(Array(byWords) + others, for: all.words)
    let fusion = index.fusion(method, best.map(\.score))
    var sparseRank = 0
    return rescored.map { candidate in
      let isKnown = known.contains(candidate.document)
      if isKnown { sparseRank += 1 }
      let rank = best.firstIndex { $0.document == candidate.document }
      let score = fusion.score(
        FusionCandidate(
          candidate,
          similarity: nearest.first { $0.document == candidate.document }?.score ?? .nan,
          sparseRank: isKnown ? sparseRank : nil, denseRank: rank.map { $0 + 1 }))
      return (candidate.document, score)
    }.sorted { ($1.score, $0.document) < ($0.score, $1.document) }
  }
}

@Suite("Searches by vectors")
struct VectorSearchTests {
  @Test("a passage's own vector finds it first, with the similarity that vectors have")
  func ownVectors() async throws {
    let sample = try await VectorSample.shared()
    for place in stride(from: 0, to: sample.keys.count, by: 17) {
      let found = try sample.index.search(
        "", options: options(.dense, sample.vectors[place], count: 3))
      #expect(found.count == 3)
      #expect(found.first?.attribution.key == sample.keys[place])
      #expect(abs((found.first?.score ?? 0) - 1) < 0.02)
      #expect(found.allSatisfy { $0.confidence == nil })
      #expect(found.map(\.score) == found.map(\.score).sorted(by: >))
    }
  }

  @Test("words find the same in an index with vectors as without")
  func wordsAlone() async throws {
    let sample = try await VectorSample.shared()
    for question in try SampleCorpus.questions().map(\.text) {
      let found = try sample.index.search(question)
      let expected = try sample.plain.search(question)
      #expect(found.map(\.attribution.key) == expected.map(\.attribution.key))
      #expect(found.map(\.score) == expected.map(\.score))
      #expect(found.map(\.confidence) == expected.map(\.confidence))
    }
  }

  @Test("filters give the nearest of what passes, as looking at every vector does")
  func filteredDense() async throws {
    let sample = try await VectorSample.shared()
    var generator = SeededGenerator(for: "filteredDense")
    let oracle = HybridOracle(index: sample.index)
    for (question, vector) in try sample.questions(&generator).prefix(30) {
      let (filter, passing) = try sample.filter(&generator)
      let expected = try oracle.nearest(vector, passing)
      for count in [1, 7, 1_000] {
        let found = try sample.index.search(
          question, options: options(.dense, vector, count: count, filter: filter))
        #expect(
          found.map(\.attribution.key)
            == expected.prefix(count).map { sample.keys[Int($0.document)] })
      }
    }
  }

  @Test("hybrid searches rank the best by words and by vectors by both, whatever passes")
  func filteredHybrid() async throws {
    let sample = try await VectorSample.shared()
    var generator = SeededGenerator(for: "filteredHybrid")
    let oracle = HybridOracle(index: sample.index)
    for (question, vector) in try sample.questions(&generator).prefix(30) {
      let all = Set(sample.keys.indices.map { UInt32($0) })
      let narrow = try sample.filter(&generator)
      for (filter, passing) in [(SearchFilter(), all), narrow] {
        for method in FusionMethod.allCases {
          let expected = try oracle.ranking(question, vector, passing, method)
          let found = try sample.index.search(
            question, options: options(.hybrid, vector, count: 20, filter: filter, fusion: method))
          #expect(
            found.map(\.attribution.key)
              == expected.prefix(20).map { sample.keys[Int($0.document)] })
          #expect(found.map(\.score) == expected.prefix(20).map(\.score))
        }
      }
    }
  }

  @Test("many threads get what one gets")
  func concurrentSearches() async throws {
    let sample = try await VectorSample.shared()
    var generator = SeededGenerator(for: "concurrentSearches")
    let questions = try sample.questions(&generator)
    let index = sample.index
    let expected = try questions.map {
      try index.search($0.text, options: options(.hybrid, $0.vector))
    }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for task in 0..<6 {
        group.addTask {
          try questions.indices.allSatisfy { number in
            let place = (number * 7 + task) % questions.count
            let (text, vector) = questions[place]
            return try index.search(text, options: options(.hybrid, vector)) == expected[place]
          }
        }
      }
      for try await isSound in group { #expect(isSound) }
    }
  }

  @Test("explanations add up to the scores of all modes, and packets follow the schema")
  func explained() async throws {
    let sample = try await VectorSample.shared()
    var generator = SeededGenerator(for: "explained")
    let schema = try PacketSchema.load()
    for (question, vector) in try sample.questions(&generator).prefix(10) {
      for mode in [SearchMode.dense, .hybrid] {
        let found = try sample.index.search(
          question, options: options(mode, vector, explains: true))
        for passage in found {
          let told = try #require(passage.explanation)
          let parts = mode == .dense ? [] : told.fusion
          let sum = parts.reduce(0) { $0 + $1.contribution }
          #expect(passage.score == (mode == .dense ? told.vectors?.similarity : sum))
          if mode == .hybrid {
            #expect(told.features.reduce(0) { $0 + $1.contribution } == parts.first?.value)
          }
          #expect(told.confidenceFeatures.last?.name == (mode == .dense ? nil : "likeness"))
          #expect(try schema.faults(in: Array(passage.rendered(as: .json).utf8)).isEmpty)
          #expect(passage.rendered(as: .text).contains("similarity"))
        }
      }
    }
  }
}

extension VectorSample {
  /// A filter that some pages pass, and their passages.
  fileprivate func filter(
    _ generator: inout SeededGenerator
  ) throws -> (filter: SearchFilter, passing: Set<UInt32>) {
    let pages = Set(
      (0..<Int.random(in: 1...20, using: &generator)).compactMap { _ in
        keys.randomElement(using: &generator)?.page
      })
    let passing = keys.indices.filter { pages.contains(keys[$0].page) }.map { UInt32($0) }
    return (SearchFilter(pages: pages), Set(passing))
  }
}
