import Provenance
import Storage
import TestSupport
import Testing

@testable import Footnote

private func removing(_ pages: [UInt64]) -> [RevocationList.Entry] {
  pages.map { .removing(.page(wiki: "testwiki", PageID(rawValue: $0))) }
}

@Test("While lists are put in place, each search heeds one of them whole, and none fails")
func revocationUnderSearches() async throws {
  let folder = try TemporaryFolder()
  let path = folder("busy.index")
  let articles = (1...12 as ClosedRange<UInt64>).map { plainArticle($0, "The lantern \($0).") }
  _ = try await IndexBuilder().build(articles: articles, output: path)
  let revoker = IndexRevoker(path: path)
  // Each list removes page 1, and either the even ones of the others or the odd ones.
  let lists = try (1...UInt64(Soak.count(30, soak: 3_000))).map { version in
    try verified(
      revocationList(version, removing([1] + (2...12).filter { $0 % 2 == version % 2 })))
  }
  try revoker.revoke(lists[0])
  let index = try Index(path: path)
  try await withThrowingTaskGroup(of: Void.self) { group in
    for _ in 0..<3 {
      group.addTask {
        for _ in 0..<Soak.count(150, soak: 20_000) {
          let options = SearchOptions(count: 20)
          let found = try index.search("lantern", options: options).map(\.attribution.page.rawValue)
          #expect(found.count == (found.first.map { $0 % 2 == 0 } ?? false ? 6 : 5), "\(found)")
          #expect(Set(found.map { $0 % 2 }).count == 1 && !found.contains(1), "\(found)")
        }
      }
    }
    group.addTask {
      for list in lists.dropFirst() {
        try revoker.revoke(list)
        let isOdd = list.list.version % 2 == 1
        // What is asked after a list was put in place heeds it.
        let found = try index.search("lantern").map(\.attribution.page.rawValue)
        #expect(found.allSatisfy { ($0 % 2 == 1) != isOdd }, "\(found)")
      }
    }
    try await group.waitForAll()
  }
  #expect(try revoker.actions().count == lists.count)
}

@Test("A list is put in place while an update holds the index, and only one at a time")
func revocationBesideWriters() async throws {
  let history = try await History()
  let folder = IndexFolder(path: history.path)
  let writer = try GenerationWriter(folder, purpose: "updates the index")
  let list = try verified(revocationList(1, removing([1])))
  try IndexRevoker(path: history.path).revoke(list)
  #expect(try history.found("lantern", in: Index(path: history.path)).isEmpty)
  let lock = try folder.lock(IndexFolder.actionsLockName, "tests the lock")
  #expect {
    try IndexRevoker(path: history.path).revoke(list)
  } throws: { error in
    guard case .locked(_, let holder)? = error as? FootnoteError else { return false }
    return holder.contains("tests the lock")
  }
  withExtendedLifetime((writer, lock)) {}
}

@Test("A record that was altered, taken out or put in breaks the chain, and verifying says so")
func chainOfActions() async throws {
  let history = try await History()
  let revoker = IndexRevoker(path: history.path)
  for version in 1...3 as ClosedRange<UInt64> {
    try revoker.revoke(try verified(revocationList(version, removing([version]))))
  }
  let path = "\(history.path)/\(IndexFolder.actionsName)"
  let sound = try RecordLog(path: path).records
  var altered = sound[1]
  let place = try #require(altered.firstIndex(of: "2026"))
  altered[place] = UInt8(ascii: "1")
  let others: [(String, [[UInt8]])] = [
    ("one altered", [sound[0], altered, sound[2]]), ("the first taken out", [sound[1], sound[2]]),
    ("one taken out", [sound[0], sound[2]]), ("one twice", [sound[0], sound[1], sound[1]]),
    ("two swapped", [sound[0], sound[2], sound[1]]),
    ("one that says nothing", [sound[0], Array("{}".utf8)]),
    (
      "an unknown action",
      [
        sound[0],
        Array(String(decoding: sound[1], as: UTF8.self).replacing("revoke", with: "x").utf8),
      ]
    ),
  ]
  for (name, records) in others {
    try Folder.removeFile(path)
    var log = try RecordLog(creating: path)
    for record in records { try log.append(record) }
    #expect(throws: FootnoteError.self, "\(name)") { try revoker.actions() }
    #expect(throws: FootnoteError.self, "\(name)") { try Index(path: history.path).verify() }
    let findings = try IndexDoctor(path: history.path).examine()
    #expect(findings.contains { $0.place == IndexFolder.actionsName }, "\(name)")
  }
}
