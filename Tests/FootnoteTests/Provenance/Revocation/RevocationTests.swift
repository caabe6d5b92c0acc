import Provenance
import Storage
import TestSupport
import Testing

@testable import Footnote

@Test("A list takes effect in an opened index at the next search, and a newer one again")
func revocationAtOnce() async throws {
  let history = try await History()
  let index = try Index(path: history.path)
  #expect(try history.found("keeper", in: index) == [30])
  let revoker = IndexRevoker(path: history.path)
  let keeper = RevocationList.Target.revision(wiki: "testwiki", RevisionID(rawValue: 30))
  #expect(try revoker.revoke(try verified(revocationList(1, [.removing(keeper)]))))
  #expect(try history.found("keeper", in: index).isEmpty)
  #expect(try index.revocations()?.maskedPassageCount == 1)
  let gull = RevocationList.Target.page(wiki: "testwiki", PageID(rawValue: 4))
  #expect(try revoker.revoke(try verified(revocationList(2, [.removing(gull)]))))
  #expect(try history.found("keeper", in: index) == [30])
  #expect(try history.found("gull", in: index).isEmpty)
  #expect(try revoker.actions().map(\.listVersion) == [1, 2])
  #expect(
    try Folder.names(in: history.path).filter { $0.hasPrefix("revocations-") }
      == ["revocations-000002.json"])
  #expect(try !revoker.revoke(try verified(revocationList(2, [.removing(gull)]))))
  #expect(try revoker.actions().count == 2)
  _ = try index.verify()
}

@Test("A list holds for old generations, what comes after it, and all that hands out text")
func revocationEverywhere() async throws {
  let history = try await History()
  try IndexRevoker(path: history.path).revoke(
    try verified(
      revocationList(1, [.removing(.page(wiki: "testwiki", PageID(rawValue: 1)))])))
  for generation in 1...3 as ClosedRange<UInt64> {
    let index = try Index(path: history.path, generation: generation)
    #expect(try history.found("lantern", in: index).isEmpty)
    let count = Int(index.summary.passageCount)
    let listed = try index.passages(at: 0..<count)
    #expect(listed.count == count - 1)
    #expect(listed.map(\.rank) == Array(2...count))
    #expect(try index.passageCount(passing: SearchFilter()) == count - 1)
    let filter = SearchFilter(pages: [PageID(rawValue: 1)])
    #expect(try index.search("lantern", options: SearchOptions(filter: filter)).isEmpty)
    #expect(try index.unknownValues(of: filter).map(\.value) == ["1"])
  }
  try await history.update([
    plainArticle(1, "The harbour has three lanterns.", revision: 12, timestamp: 6_000),
    plainArticle(5, "A crane lifts a lantern.", timestamp: 6_000),
  ])
  #expect(try history.found("lantern", in: Index(path: history.path)) == [50])
  var told: [UInt64] = []
  try IndexHistory(path: history.path).forEachDifference(from: 1, to: 4) { page in
    told.append(page.page.rawValue)
  }
  #expect(told == [2, 4, 5])
  #expect(try IndexHistory(path: history.path).rollBack(to: 1) == 5)
  #expect(try history.found("lantern", in: Index(path: history.path)).isEmpty)
}

@Test("A list that is older, or another of the same version, is refused by its own error")
func revocationVersions() async throws {
  let history = try await History()
  let revoker = IndexRevoker(path: history.path)
  let page = RevocationList.Entry.removing(.page(wiki: "testwiki", PageID(rawValue: 1)))
  try revoker.revoke(try verified(revocationList(5, [page])))
  func refusal(_ list: RevocationList) throws -> ProvenanceError? {
    do throws(FootnoteError) {
      try revoker.revoke(try .init(list))
      return nil
    } catch {
      guard case .provenance(let refusal) = error else { throw error }
      return refusal
    }
  }
  #expect(
    try refusal(revocationList(4, [page]))
      == .rollback(document: "list.json", seen: 5, found: 4))
  guard case .fork? = try refusal(revocationList(5, [])) else {
    Issue.record("another list of the same version was taken")
    return
  }
  // The log of actions remembers what the pointer no longer tells.
  try overwrite("\(history.path)/REVOKED", Array("nothing".utf8))
  guard case .rollback? = try refusal(revocationList(4, [])) else {
    Issue.record("an older list was taken after the pointer was damaged")
    return
  }
  #expect(try refusal(revocationList(5, [page])) == nil)
  #expect(try history.found("lantern", in: Index(path: history.path)).isEmpty)
}

extension VerifiedRevocations {
  fileprivate init(_ list: RevocationList) throws(FootnoteError) {
    do throws(ProvenanceError) {
      let key = try revocationKey()
      try self.init(
        try list.signed(by: [key]), document: "list.json",
        by: try KeySet([key.verificationKey]), now: today)
    } catch {
      throw .provenance(error)
    }
  }
}

@Test(
  "Where it is not known what was revoked, nothing is handed out, and the error says what to do")
func revocationFailsClosed() async throws {
  let history = try await History()
  let key = try revocationKey()
  let list = try verified(
    revocationList(1, [.removing(.page(wiki: "testwiki", PageID(rawValue: 1)))]), by: key)
  try IndexRevoker(path: history.path).revoke(list)
  let opened = try Index(path: history.path)
  _ = try opened.search("tide")
  let (pointer, envelope) = ("\(history.path)/REVOKED", "\(history.path)/revocations-000001.json")
  let (sound, soundList) = (try contents(of: pointer), try contents(of: envelope))
  func refuses(_ index: Index) {
    for use in [
      { _ = try index.search("tide") }, { _ = try index.passages(at: 0..<1) },
      { _ = try index.passageCount(passing: SearchFilter()) },
      { _ = try index.revocations() },
    ] {
      #expect {
        try use()
      } throws: { error in
        guard case .provenance(.damagedRevocations)? = error as? FootnoteError else {
          return false
        }
        return "\(error)".contains("footnote revoke")
      }
    }
  }
  for damage in [[], Array("footnote-revoked 1\n../LOG\n".utf8), sound.dropLast(2) + [0x30, 0x0A]] {
    try overwrite(pointer, damage)
    refuses(try Index(path: history.path))
    refuses(opened)
  }
  try Folder.removeFile(pointer)
  refuses(try Index(path: history.path))
  refuses(opened)
  try overwrite(pointer, sound)
  _ = try opened.search("tide")
  var damaged = soundList
  damaged[damaged.count / 2] ^= 1
  try overwrite(envelope, damaged)
  refuses(try Index(path: history.path))
  try Folder.removeFile(envelope)
  refuses(try Index(path: history.path))
  #expect(try IndexRevoker(path: history.path).revoke(list))
  _ = try opened.search("tide")
  #expect(try contents(of: pointer) == sound)
}

@Test("An override finds what is revoked and is recorded; where that is impossible it is refused")
func override() async throws {
  let history = try await History()
  let revoker = IndexRevoker(path: history.path)
  try revoker.revoke(
    try verified(revocationList(1, [.removing(.page(wiki: "testwiki", PageID(rawValue: 1)))])))
  let index = try Index(path: history.path)
  let whole = try index.ignoringRevocations(caller: "archive", purpose: "a request", now: today)
  #expect(try history.found("lantern", in: whole) == [11])
  #expect(try history.found("lantern", in: whole.refreshed()) == [11])
  #expect(try history.found("lantern", in: index).isEmpty)
  let record = try #require(try revoker.actions().last)
  #expect(record.action == .override && record.listVersion == 1 && record.moment == today)
  #expect(record.caller == "archive" && record.purpose == "a request")
  let injector = FaultInjector(.noSpace, atCall: 0, lasts: true)
  SystemInterception.$current.withValue(injector) {
    #expect(throws: FootnoteError.self) { try index.ignoringRevocations(now: today) }
  }
  #expect(try revoker.actions().count == 2)
}
