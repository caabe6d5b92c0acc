import JSON
import Provenance
import Storage
import Synchronization
import TestSupport
import Testing
import WikiModel

@testable import Footnote

/// A clock that goes on by a second whenever it is looked at.
final class SteppingClock: Sendable {
  private let seconds = Mutex<Int64>(1_800_000_000)

  func now() -> Timestamp {
    seconds.withLock { seconds in
      seconds += 1
      return Timestamp(secondsSince1970: seconds)
    }
  }
}

/// A small index, and a log of what it is asked.
struct AuditedIndex {
  let folder: TemporaryFolder
  let index: Index
  let clock = SteppingClock()
  var path: String { folder("audit") }

  init() async throws {
    folder = try TemporaryFolder()
    _ = try await IndexBuilder().build(
      articles: [
        plainArticle(1, "The harbour has a lantern."), plainArticle(2, "The harbour is wide."),
      ], output: folder("small.index"))
    index = try Index(path: folder("small.index"))
  }

  func log(keepsQuestions: Bool = false) throws -> AuditLog {
    try AuditLog(path: path, keepsQuestions: keepsQuestions, now: { [clock] in clock.now() })
  }

  func ask(
    _ question: String, _ log: AuditLog, caller: String? = nil, purpose: String? = nil,
    overrides: [String] = []
  ) throws -> [AttributedPassage] {
    var options = SearchOptions()
    options.audit = SearchAudit(
      log: log, caller: caller, purpose: purpose, overrides: overrides)
    return try index.search(question, options: options)
  }

  /// The entries as JSON; null where they were pruned.
  func entries() throws -> [JSONValue] {
    var entries: [JSONValue] = []
    var records = try AuditRecords(path: path).entries()
    while let record = try records.next() {
      entries.append(try JSONValue(parsing: record.json)["entry"] ?? .null)
    }
    return entries
  }
}

@Suite("The audit log")
struct AuditLogTests {
  @Test("says what was served of which generation and for whom, and holds no question and no text")
  func content() async throws {
    let audited = try await AuditedIndex()
    let log = try audited.log()
    let found = try audited.ask(
      "lantern?", log, caller: "reading room", purpose: "research",
      overrides: ["expired manifest"])
    #expect(found.count == 1)
    #expect(try audited.ask("unheard-of", log).isEmpty)
    let entries = try audited.entries()
    #expect(entries.map { $0["kind"] } == ["start", "search", "search"])
    let identity = audited.index.identity
    let search = entries[1]
    #expect(search["at"] == "2027-01-15T08:00:02Z")
    #expect(search["generation"]?.unsigned == identity.generation)
    #expect(search["manifest"]?.string == identity.manifestDigest)
    #expect(search["embedder"]?.string == identity.embedderDigest)
    #expect(search["passages"] == ["testwiki:1:10:0"])
    #expect(search["caller"] == "reading room" && search["purpose"] == "research")
    #expect(search["overrides"] == ["expired manifest"])
    #expect(search["nonce"]?.string?.utf8.count == 32)
    let salt = try contents(of: "\(audited.path)/salt")
    let code = authenticationCode(of: Array("lantern?".utf8), key: salt)
    #expect(search["question_hmac"]?.string == code.hexadecimal)
    #expect(entries[2]["passages"] == [] && entries[2]["caller"] == nil)
    for (name, bytes) in try tree(audited.path) {
      for word in ["lantern", "unheard"] { #expect(bytes.firstIndex(of: word) == nil, "\(name)") }
    }
  }

  @Test("is not written to unless it is asked for, and keeps questions only then")
  func options() async throws {
    let audited = try await AuditedIndex()
    _ = try audited.index.search("harbour")
    #expect(try audited.folder.names == ["small.index"])
    _ = try audited.ask("lantern?", try audited.log(keepsQuestions: true))
    #expect(try audited.entries()[1]["question"] == "lantern?")
  }

  @Test("goes on when it is opened again, by several at once, with the same salt")
  func reopening() async throws {
    let audited = try await AuditedIndex()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<6 {
        group.addTask {
          let log = try audited.log()
          for _ in 0..<5 { _ = try audited.ask("harbour", log) }
        }
      }
      try await group.waitForAll()
    }
    let entries = try audited.entries()
    #expect(entries.count == 31)
    #expect(Set(entries.dropFirst().map { $0["question_hmac"] }).count == 1)
    #expect(Set(entries.map { $0["nonce"] }).count == 31)
    let moments = try entries.map { try #require($0.auditMoment) }
    #expect(moments == moments.sorted())
    let report = try AuditRecords(path: audited.path).verify()
    #expect(report.entryCount == 31 && report.searchCount == 30 && report.prunedCount == 0)
    #expect(report.newest == moments.last)
  }

  @Test("that cannot be written has the search refused", arguments: Fault.allCases)
  func failure(_ fault: Fault) async throws {
    let audited = try await AuditedIndex()
    let log = try audited.log()
    var place = 0
    while true {
      let before = try audited.entries().count
      let injector = FaultInjector(fault, atCall: place, below: audited.path)
      let found = SystemInterception.$current.withValue(injector) {
        try? audited.ask("harbour", log)
      }
      guard injector.wasInjected else { break }
      #expect(found != nil || !fault.isHarmless)
      _ = try audited.ask("lantern", log)
      let count = try audited.entries().count
      #expect(found == nil || count >= before + 2)
      place += 1
    }
    #expect(place > 0)
    try Folder.removeFile("\(audited.path)/entries")
    #expect(throws: FootnoteError.self) { try audited.ask("harbour", log) }
  }

  @Test("that lost a file, or is no log, is neither written to nor made anew")
  func incomplete() async throws {
    let audited = try await AuditedIndex()
    _ = try audited.ask("harbour", try audited.log())
    let files = try tree(audited.path)
    func refusal(_ change: (String) throws -> Void) throws -> String {
      removeAll(audited.path)
      try write(files, to: audited.path)
      try change(audited.path)
      let before = try tree(audited.path)
      do {
        _ = try audited.log()
        return "opened"
      } catch {
        var after = try tree(audited.path)
        after["LOCK"] = before["LOCK"]
        #expect(after == before)
        return "\(error)"
      }
    }
    #expect(try refusal { try Folder.removeFile("\($0)/salt") }.contains("the file salt"))
    #expect(try refusal { try Folder.removeFile("\($0)/entries") }.contains("the file entries"))
    #expect(try refusal { try overwrite("\($0)/salt", [1, 2, 3]) }.contains("SHA-256"))
    #expect(try refusal { try overwrite("\($0)/notes.txt", [1]) }.contains("notes.txt"))
    #expect(try refusal { try overwrite("\($0)/entries", [1]) }.contains("byte 0"))
    #expect(throws: FootnoteError.self) { try AuditRecords(path: audited.folder("small.index")) }
    #expect(throws: FootnoteError.self) { try AuditRecords(path: audited.folder("missing")) }
  }

  @Test("whose making was cut off is made again")
  func cutOffMaking() async throws {
    let audited = try await AuditedIndex()
    _ = try audited.log()
    try Folder.removeFile("\(audited.path)/salt")
    _ = try audited.ask("harbour", try audited.log())
    #expect(try audited.entries().count == 2)
    try Folder.make(audited.folder("empty"))
    _ = try AuditLog(path: audited.folder("empty"), now: { audited.clock.now() })
    #expect(try AuditRecords(path: audited.folder("empty")).verify().entryCount == 1)
  }

  @Test("takes overrides outside of searches, and refuses texts of no or too many bytes")
  func overrides() async throws {
    let audited = try await AuditedIndex()
    let log = try audited.log()
    try log.recordOverride(
      of: "expired manifest", document: "small.index", index: audited.index.identity, caller: "me")
    let entry = try #require(try audited.entries().last)
    #expect(entry["kind"] == "override" && entry["check"] == "expired manifest")
    #expect(entry["document"] == "small.index" && entry["generation"] == 1)
    let long = String(repeating: "x", count: SearchAudit.textByteLimit + 1)
    for text in ["", long] {
      #expect(throws: FootnoteError.self) { try log.recordOverride(of: text, document: "x") }
      #expect(throws: FootnoteError.self) { try audited.ask("harbour", log, caller: text) }
    }
    #expect(try audited.entries().count == 2)
  }
}
