import PassageStore
import Storage
import TestSupport
import Testing

@testable import Footnote

/// Says where in an index's folder a text can be found: in a file's bytes, or in what its blocks
/// hold.
func places(of text: String, below path: String) throws -> [String] {
  var places: [String] = []
  for (name, bytes) in try tree(path) {
    if bytes.firstIndex(of: text) != nil { places.append(name) }
    guard Folder.name(of: name) == IndexFolder.passagesName else { continue }
    let store = try PassageStoreReader(path: "\(path)/\(name)")
    try store.forEachPassage(in: 0..<store.passageCount) { number, stored in
      let record = stored.record.passage
      let words =
        record.text.text + stored.revision.title + record.sectionPath.joined() + stored.revision.url
      if words.contains(text) { places.append("\(name), passage \(number)") }
    }
  }
  return places
}

/// An index with revoked words in every generation, in dead passages too.
func spreadIndex() async throws -> History {
  let history = try await History()
  try await history.update([
    plainArticle(3, "The keeper hides a zanzibarite.", revision: 31, timestamp: 4_000)
  ])
  try await history.update([
    plainArticle(3, "The keeper sleeps.", revision: 32, timestamp: 5_000),
    plainArticle(6, "A secret quokkafish.", title: "Quokkafish", timestamp: 5_000),
  ])
  try IndexRevoker(path: history.path).revoke(
    try verified(
      revocationList(
        1,
        [
          .removing(.revision(wiki: "testwiki", RevisionID(rawValue: 31))),
          .removing(.page(wiki: "testwiki", PageID(rawValue: 6))),
        ])))
  return history
}

@Test("After a purge no byte of the folder holds what was revoked, and a statement tells of it")
func purge() async throws {
  let history = try await spreadIndex()
  let path = history.path
  let key = try revocationKey(7)
  for text in ["zanzibarite", "quokkafish", "Quokkafish"] {
    #expect(try !places(of: text, below: path).isEmpty)
  }
  let before = try Index(path: path).identity
  let report = try await IndexCompactor().purge(index: path, signedBy: [key], now: today)
  for text in ["zanzibarite", "quokkafish", "Quokkafish"] {
    #expect(try places(of: text, below: path).isEmpty)
  }
  let index = try Index(path: path)
  _ = try index.verify()
  #expect(!report.hasBytesLeft && report.heldGenerations.isEmpty)
  #expect(report.compaction?.generation == index.identity.generation)
  #expect(try IndexHistory(path: path).keptGenerations() == [index.identity.generation])
  let name = try #require(report.statementName)
  #expect(name == "removal-000001.json")
  let statement = try RemovalStatement(
    try contents(of: "\(path)/\(name)"), document: name,
    by: try KeySet([key.verificationKey]))
  #expect(statement == report.statement)
  #expect(statement.keys.map(\.description).sorted() == ["testwiki:3:31:0", "testwiki:6:60:0"])
  #expect(statement.pageCount == 2 && statement.passageCount == 2)
  #expect(statement.manifestBefore == before.manifestDigest)
  #expect(statement.manifestAfter == index.identity.manifestDigest)
  #expect(statement.generation == index.identity.generation && statement.listVersion == 1)
  let record = try #require(try IndexRevoker(path: path).actions().last)
  #expect(record.action == .purge && record.generation == statement.generation)
  #expect(throws: ProvenanceError.self) {
    try RemovalStatement(
      try contents(of: "\(path)/\(name)"), document: name,
      by: try KeySet([try revocationKey(8).verificationKey]))
  }
  // What was purged does not come back, and there is nothing left to do.
  try await history.update([
    plainArticle(6, "A secret quokkafish.", title: "Quokkafish", timestamp: 9_000)
  ])
  #expect(try Index(path: path).search("quokkafish").isEmpty)
  let again = try await IndexCompactor().purge(index: path, signedBy: [key], now: today)
  #expect(again.compaction == nil && again.statement == nil && !again.hasBytesLeft)
}

@Test("What somebody reads stays until the next purge, and cannot be gone back to")
func purgeWhileRead() async throws {
  let history = try await spreadIndex()
  let path = history.path
  let key = try revocationKey()
  var reader: Index? = try Index(path: path)
  let held = try #require(reader?.identity.generation)
  let report = try await IndexCompactor().purge(index: path, signedBy: [key], now: today)
  #expect(report.heldGenerations == [held] && report.hasBytesLeft)
  #expect(try !places(of: "quokkafish", below: path).isEmpty)
  #expect(try places(of: "zanzibarite", below: path).isEmpty == false)
  #expect {
    try IndexHistory(path: path).rollBack(to: held)
  } throws: { error in
    guard case .noGeneration(_, let wanted, _)? = error as? FootnoteError else { return false }
    return wanted.contains("purged")
  }
  #expect(try reader?.search("quokkafish").isEmpty == true)
  reader = nil
  let next = try await IndexCompactor().purge(index: path, signedBy: [key], now: today)
  #expect(next.compaction == nil && !next.hasBytesLeft && next.statement?.passageCount == 2)
  for text in ["zanzibarite", "quokkafish"] {
    #expect(try places(of: text, below: path).isEmpty)
  }
}

@Test("A purge of whole pages leaves the bytes that a build without them gives")
func purgeIsFreshBuild() async throws {
  let folder = try TemporaryFolder()
  let articles = (1...40 as ClosedRange<UInt64>).map { number in
    plainArticle(number, "Page \(number) tells of lantern \(number * 7 % 11) and a tide.")
  }
  _ = try await IndexBuilder().build(articles: articles, output: folder("all.index"))
  let revoked = Set(articles.map(\.page).filter { $0.rawValue % 3 == 0 })
  try IndexRevoker(path: folder("all.index")).revoke(
    try verified(
      revocationList(1, revoked.sorted().map { .removing(.page(wiki: "testwiki", $0)) })))
  _ = try await IndexCompactor().purge(
    index: folder("all.index"), signedBy: [try revocationKey()], now: today)
  _ = try await IndexBuilder().build(
    articles: articles.filter { !revoked.contains($0.page) }, output: folder("some.index"))
  let purged = try segment(folder("all.index")).map { (Folder.name(of: $0.key), $0.value) }
  let fresh = try segment(folder("some.index")).map { (Folder.name(of: $0.key), $0.value) }
  #expect(Dictionary(uniqueKeysWithValues: purged) == Dictionary(uniqueKeysWithValues: fresh))
  let index = try Index(path: folder("all.index"))
  #expect(index.summary.pageCount == UInt64(40 - revoked.count))
  #expect(index.summary.skipped == ["revoked page": UInt64(revoked.count)])
}

@Test("Passages purged out of the middle of a page leave the others with their keys and vectors")
func purgeWithinPages() async throws {
  var generator = SeededGenerator()
  let sample = try await VectorSample.shared()
  let folder = try TemporaryFolder()
  let path = folder("copy.index")
  try write(try tree(sample.index.path), to: path)
  let all = try sample.index.passages(at: 0..<sample.keys.count)
  let gone = Set(sample.keys.shuffled(using: &generator).prefix(sample.keys.count / 3))
  // Half of them by key, half by text.
  var targets: [RevocationList.Target] = []
  var texts: Set<String> = []
  for (index, passage) in all.filter({ gone.contains($0.attribution.key) }).enumerated() {
    if index % 2 == 0 {
      targets.append(.passage(passage.attribution.key))
    } else if texts.insert(passage.attribution.contentDigest).inserted {
      targets.append(.text(sha256: passage.attribution.contentDigest))
    }
  }
  try IndexRevoker(path: path).revoke(
    try verified(revocationList(1, targets.map { .removing($0) })))
  let left = all.filter {
    !gone.contains($0.attribution.key) && !texts.contains($0.attribution.contentDigest)
  }
  let kept = zip(sample.keys, sample.vectors).filter { key, _ in left.keys.contains(key) }
  var options = CompactionOptions()
  options.vectors = try bring(kept.map(\.1), kept.map(\.0), in: folder)
  let report = try await IndexCompactor(options: options).purge(
    index: path, signedBy: [try revocationKey()], now: today)
  #expect(report.statement?.passageCount == all.count - left.count)
  let index = try Index(path: path)
  _ = try index.verify()
  let listed = try index.passages(at: 0..<Int(index.summary.passageCount))
  #expect(listed.keys == left.keys)
  #expect(listed.map(\.text) == left.map(\.text))
  for (key, vector) in kept.shuffled(using: &generator).prefix(5) {
    let found = try index.search("x", options: denseOptions(vector))
    #expect(found.first?.attribution.key == key)
  }
}

private func denseOptions(_ vector: [Float]) -> SearchOptions {
  options(.dense, vector, count: 1)
}
