import PassageStore
import Rescoring
import Storage
import TestSupport
import Testing

@testable import Footnote

@Suite("What is revoked is not found, and the rest as before")
struct RevocationMaskTests {
  @Test("Without revoked pages, a search finds what a filter for all others finds, in every mode")
  func pages() async throws {
    var generator = SeededGenerator()
    let sample = try await VectorSample.shared()
    let copy = try RevocableIndex(copying: sample.index.path)
    let questions = try sample.questions(&generator)
    // Numbers of pages are those of one wiki alone, so that a filter can name the others.
    let pages = Dictionary(grouping: sample.keys, by: \.page)
      .filter { Set($0.value.map(\.wiki)).count == 1 }
    for version in 1...UInt64(Soak.count(4, soak: 40)) {
      let revoked = Set(pages.keys.sorted().shuffled(using: &generator).prefix(pages.count / 3))
      let targets: [RevocationList.Target] = revoked.sorted().compactMap { page in
        guard let key = pages[page]?.first else { return nil }
        return page.rawValue % 2 == 0
          ? .page(wiki: key.wiki, page) : .revision(wiki: key.wiki, key.revision)
      }
      try copy.revoke(version, targets)
      let filter = SearchFilter(pages: Set(sample.keys.map(\.page)).subtracting(revoked))
      for (text, vector) in questions.shuffled(using: &generator).prefix(8) {
        for mode in SearchMode.allCases {
          var asked = SearchOptions(count: 20, mode: mode, recall: 1)
          if mode != .sparse { asked.questionVector = vector }
          var filtered = asked
          filtered.filter = filter
          let found = try copy.index.search(text, options: asked)
          #expect(found.allSatisfy { !revoked.contains($0.attribution.page) })
          #expect(
            found.ranking == (try sample.index.search(text, options: filtered)).ranking,
            "\(mode): \(text)")
        }
      }
    }
  }

  @Test("Passages revoked one by one leave the exact best of the others")
  func passages() async throws {
    var generator = SeededGenerator()
    let sample = try await SampleIndex.shared()
    let copy = try RevocableIndex(copying: sample.path)
    let index = sample.index
    let keys = try index.keys
    for version in 1...UInt64(Soak.count(3, soak: 30)) {
      let revoked = Set(keys.shuffled(using: &generator).prefix(keys.count / 4))
      try copy.revoke(version, revoked.sorted().map { .passage($0) })
      for question in try SampleCorpus.questions().shuffled(using: &generator).prefix(10) {
        let first = try index.firstStage(
          question.text, index.manifest.contents.languages.keys.sorted(), count: keys.count)
        let left = first.candidates.filter { !revoked.contains(keys[Int($0.document)]) }
        let best = try Rescorer(index.words).rescored(
          Array(left.prefix(Rescorer.depth)), for: first.words)
        let found = try copy.index.search(question.text, options: SearchOptions(count: 10))
        #expect(found.keys == best.prefix(10).map { keys[Int($0.document)] })
        #expect(found.map(\.score) == best.prefix(10).map(\.score))
      }
    }
  }

  @Test("Texts revoked by their digests are missed as passages revoked by their keys are")
  func texts() async throws {
    var generator = SeededGenerator()
    let sample = try await VectorSample.shared()
    let byText = try RevocableIndex(copying: sample.index.path)
    let byKey = try RevocableIndex(copying: sample.index.path)
    let all = try sample.index.passages(at: 0..<sample.keys.count)
    let digests = Dictionary(grouping: all, by: \.attribution.contentDigest)
    for version in 1...UInt64(Soak.count(3, soak: 30)) {
      let revoked = digests.keys.sorted().shuffled(using: &generator).prefix(digests.count / 3)
      try byText.revoke(version, revoked.map { .text(sha256: $0) })
      try byKey.revoke(
        version, revoked.flatMap { digests[$0] ?? [] }.map { .passage($0.attribution.key) })
      for (text, vector) in try sample.questions(&generator).prefix(8) {
        for mode in SearchMode.allCases {
          var asked = SearchOptions(count: 20, mode: mode, recall: 1)
          if mode != .sparse { asked.questionVector = vector }
          let found = try byText.index.search(text, options: asked)
          #expect(found.ranking == (try byKey.index.search(text, options: asked)).ranking)
        }
      }
      let listed = try byText.index.passages(at: 0..<all.count)
      #expect(listed.ranking == (try byKey.index.passages(at: 0..<all.count)).ranking)
      #expect(listed.allSatisfy { !revoked.contains($0.attribution.contentDigest) })
      #expect(try byText.index.search("x", options: SearchOptions(count: 1)).count <= 1)
    }
  }
}
