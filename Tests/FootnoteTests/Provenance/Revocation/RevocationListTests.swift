import JSON
import Provenance
import Storage
import Testing

@testable import Footnote

/// A payload that must be refused, and how.
struct HostileList: Sendable, CustomTestStringConvertible {
  let name: String
  let payload: String
  /// A part of the error's description that tells it from others.
  let told: String

  var testDescription: String { name }

  private static func list(
    _ entries: String, version: String = "1", issued: String = "2026-01-01T00:00:00Z",
    expires: String = "2027-01-01T00:00:00Z", format: String = "footnote-revocations",
    more: String = ""
  ) -> String {
    #"{"entries":[\#(entries)],"expires":"\#(expires)","format":"\#(format)","#
      + #""issued":"\#(issued)",\#(more)"version":\#(version)}"#
  }

  private static func page(_ page: String = "1", wiki: String = "enwiki") -> String {
    #"{"action":"remove","page":{"page":\#(page),"wiki":"\#(wiki)"},"reason":"r"}"#
  }

  private static func entry(_ target: String, action: String = "remove") -> String {
    #"{"action":"\#(action)",\#(target)"reason":"r"}"#
  }

  private static let digits = String(repeating: "ab", count: 32)

  static let sound = list(page())

  static let all: [HostileList] = [
    ("no JSON", "{", "not valid JSON"),
    ("nothing", "", "the text is empty"),
    ("an array", "[]", "a JSON object"),
    ("a member twice", #"{"format":"a","format":"b"}"#, "duplicate"),
    ("spaces", " " + sound, "canonical JSON"),
    ("a line feed", sound + "\n", "canonical JSON"),
    ("members in another order", #"{"version":1,"format":"footnote-revocations"}"#, "canonical"),
    ("a number with a fraction", list(page(), version: "1.0"), "canonical JSON"),
    ("an escaped letter", list(page(wiki: #"\u0065nwiki"#)), "canonical JSON"),
    ("another format", list(page(), format: "footnote-removal"), "footnote-revocations"),
    ("a stranger", list(page(), more: #""urgent":true,"#), #"found "urgent""#),
    (
      "no version",
      #"{"entries":[],"expires":"2027-01-01T00:00:00Z","#
        + #""format":"footnote-revocations","issued":"2026-01-01T00:00:00Z"}"#, #"member "version""#
    ),
    ("version 0", list(page(), version: "0"), "a version from 1 on"),
    ("a negative version", list(page(), version: "-1"), #"below 2^53 in "version""#),
    ("a version in quotes", list(page(), version: #""1""#), #"below 2^53 in "version""#),
    ("a giant version", list(page(), version: "9007199254740992"), "canonical JSON"),
    ("a version beyond 64 bits", list(page(), version: "18446744073709551616"), "not valid JSON"),
    ("no moment", list(page(), issued: "yesterday"), #"moment such as"#),
    ("another spelling of a moment", list(page(), issued: "2026-01-01T01:00:00+01:00"), "issued"),
    ("expires before it is issued", list(page(), expires: "2025-01-01T00:00:00Z"), "expires"),
    ("expires as it is issued", list(page(), expires: "2026-01-01T00:00:00Z"), "expires"),
    (
      "entries that are no array", sound.replacing("[{", with: "{").replacing("}]", with: "}"),
      "array"
    ),
    ("an entry that is no object", list("1"), "entry 1: expected a JSON object"),
    ("an entry about nothing", list(#"{"action":"remove","reason":"r"}"#), "exactly one"),
    (
      "an entry about two things",
      list(#"{"action":"remove","page":{"page":1,"wiki":"a"},"reason":"r","sha256":"\#(digits)"}"#),
      "page and sha256"
    ),
    (
      "an unknown action", list(entry(#""page":{"page":1,"wiki":"a"},"#, action: "hide")),
      "remove, credit"
    ),
    (
      "an action in capitals", list(entry(#""page":{"page":1,"wiki":"a"},"#, action: "Remove")),
      #"found "Remove""#
    ),
    ("no action", list(#"{"page":{"page":1,"wiki":"a"},"reason":"r"}"#), #"member "action""#),
    ("no reason", list(#"{"action":"remove","page":{"page":1,"wiki":"a"}}"#), #"member "reason""#),
    ("an empty reason", list(page().replacing(#":"r""#, with: #":"""#)), "without control"),
    (
      "a reason with a line feed", list(page().replacing(#":"r""#, with: #":"a\nb""#)),
      "without control"
    ),
    (
      "a long reason",
      list(page().replacing(#":"r""#, with: #":"\#(String(repeating: "r", count: 1_001))""#)),
      "1001 bytes"
    ),
    (
      "a stranger in an entry", list(#"{"action":"remove","also":1,"reason":"r"}"#),
      #"found "also""#
    ),
    (
      "a stranger in a page",
      list(entry(#""page":{"page":1,"title":"x","wiki":"a"},"#)), #"found "title""#
    ),
    ("a page that is a number", list(entry(#""page":1,"#)), #"an object in "page""#),
    ("a page with a negative number", list(page("-1")), #"below 2^53 in "page""#),
    ("a page with a giant number", list(page("9007199254740992")), "canonical JSON"),
    ("a page in quotes", list(page(#""1""#)), #"below 2^53 in "page""#),
    ("a wiki that leads elsewhere", list(page(wiki: "..")), #"found "..""#),
    ("a wiki that is a path", list(page(wiki: "../enwiki")), #"found "../enwiki""#),
    ("a wiki in capitals", list(page(wiki: "EnWiki")), #"found "EnWiki""#),
    ("a wiki without a name", list(page(wiki: "")), "database name"),
    ("a wiki with a null", list(page(wiki: #"en\u0000wiki"#)), "database name"),
    (
      "a wiki with a long name", list(page(wiki: String(repeating: "a", count: 65))),
      "database name"
    ),
    ("a wiki in other letters", list(page(wiki: "еnwiki")), #"found "еnwiki""#),
    (
      "a revision without a wiki",
      list(#"{"action":"remove","reason":"r","revision":{"revision":1}}"#),
      #"member "wiki""#
    ),
    (
      "a page's number for a revision",
      list(#"{"action":"remove","reason":"r","revision":{"page":1,"wiki":"a"}}"#),
      #"no members but revision, wiki"#
    ),
    (
      "a key of three parts", list(#"{"action":"remove","passage":"a:1:2","reason":"r"}"#),
      "passage's key"
    ),
    (
      "a key with a leading zero", list(#"{"action":"remove","passage":"a:01:2:3","reason":"r"}"#),
      "passage's key"
    ),
    (
      "a key with a giant number",
      list(#"{"action":"remove","passage":"a:9007199254740992:2:3","reason":"r"}"#),
      "passage's key"
    ),
    (
      "a key that leads elsewhere", list(#"{"action":"remove","passage":"..:1:2:3","reason":"r"}"#),
      #"found "..""#
    ),
    (
      "a short digest", list(#"{"action":"remove","reason":"r","sha256":"ab"}"#),
      "64 hexadecimal digits"
    ),
    (
      "a digest in capitals",
      list(#"{"action":"remove","reason":"r","sha256":"\#(digits.uppercased())"}"#),
      "64 hexadecimal digits"
    ),
    (
      "an editor without a salt",
      list(#"{"action":"remove","editor_sha256":"\#(digits)","reason":"r"}"#), "expected a salt"
    ),
    ("a salt without an editor", list(page(), more: #""salt":"\#(digits)","#), "expected no salt"),
    (
      "a short salt",
      list(
        #"{"action":"remove","editor_sha256":"\#(digits)","reason":"r"}"#,
        more: #""salt":"abcd","#), "32 to 128"
    ),
    (
      "a salt of an odd number of digits",
      list(
        #"{"action":"remove","editor_sha256":"\#(digits)","reason":"r"}"#,
        more: #""salt":"\#(digits)a","#), "an even number"
    ),
    (
      "the credit of an editor",
      list(
        #"{"action":"credit","editor_sha256":"\#(digits)","reason":"r"}"#,
        more: #""salt":"\#(digits)","#), "found credit"
    ),
    ("the same page twice", list(page() + "," + page()), "entry 2: expected something that no"),
    (
      "the same page with two actions",
      list(page() + "," + page().replacing("remove", with: "credit")), "named twice"
    ),
  ].map { HostileList(name: $0.0, payload: $0.1, told: $0.2) }
}

@Suite("Lists of what is revoked")
struct RevocationListTests {
  private func refusal(
    _ payload: String, type: String = RevocationList.payloadType, now: Timestamp = today,
    keys: [UInt8] = [1], trusted: [UInt8] = [1], threshold: Int = 1,
    alter: (inout [UInt8]) -> Void = { _ in }
  ) throws -> ProvenanceError? {
    var envelope = Envelope(payloadType: type, payload: Array(payload.utf8))
    for number in keys { envelope.sign(with: try revocationKey(number)) }
    var bytes = envelope.encoded
    alter(&bytes)
    do throws(ProvenanceError) {
      _ = try VerifiedRevocations(
        bytes, document: "list.json",
        by: try KeySet(
          try trusted.map { (number) throws(ProvenanceError) in
            try revocationKey(number).verificationKey
          }, threshold: threshold), now: now)
      return nil
    } catch {
      return error
    }
  }

  @Test("Each payload that is none is refused by its own words", arguments: HostileList.all)
  func payloads(hostile: HostileList) throws {
    let error = try #require(try refusal(hostile.payload), "it was taken")
    #expect("\(error)".contains(hostile.told), "\(error)")
    #expect("\(error)".hasPrefix("list.json"))
  }

  @Test("What is not signed as it has to be is refused before its content is looked at")
  func signatures() throws {
    let sound = HostileList.sound
    #expect(try refusal(sound) == nil)
    #expect(try refusal(sound, keys: [1, 2], trusted: [1, 2, 3], threshold: 2) == nil)
    #expect(
      try refusal("{", keys: [2])
        == .belowThreshold(document: "list.json", wanted: 1, found: 0))
    #expect(
      try refusal(sound, keys: [1], trusted: [1, 2], threshold: 2)
        == .belowThreshold(document: "list.json", wanted: 2, found: 1))
    #expect(
      try refusal(sound, type: "application/vnd.footnote.removal+json")
        == .wrongType(
          document: "list.json", expected: RevocationList.payloadType,
          found: "application/vnd.footnote.removal+json"))
    guard
      case .badSignature? = try refusal(
        sound,
        alter: { bytes in
          // Another letter of the payload's Base64, in its middle.
          let place = bytes.count / 4
          bytes[place] = bytes[place] == 0x41 ? 0x42 : 0x41
        })
    else {
      Issue.record("an altered payload was taken")
      return
    }
    guard case .malformed? = try refusal(sound, alter: { $0.removeLast($0.count / 2) }) else {
      Issue.record("half an envelope was taken")
      return
    }
  }

  @Test("A list is in force until the moment at which it expires")
  func expiry() throws {
    #expect(try refusal(HostileList.sound, now: moment("2026-12-31T23:59:59Z")) == nil)
    for now in ["2027-01-01T00:00:00Z", "2030-01-01T00:00:00Z"] {
      #expect(
        try refusal(HostileList.sound, now: moment(now))
          == .expired(document: "list.json", at: "2027-01-01T00:00:00Z", now: now))
    }
  }

  @Test("What is written is what is read, for entries of every kind")
  func roundTrip() throws {
    let digits = String(repeating: "0f", count: 32)
    let salt = String(repeating: "5a", count: 16)
    let targets: [RevocationList.Target] = [
      .page(wiki: "enwiki", PageID(rawValue: 0)),
      .revision(wiki: "be_x_oldwiki", RevisionID(rawValue: Article.identifierLimit)),
      .passage(
        PassageKey(
          wiki: "dewiki", page: PageID(rawValue: 1), revision: RevisionID(rawValue: 2),
          ordinal: .max)),
      .text(sha256: digits),
      .editor(sha256: RevocationList.editorDigest(of: "A_b c", salt: salt)),
    ]
    var entries = targets.map { RevocationList.Entry.removing($0) }
    entries.append(
      .init(.page(wiki: "enwiki", PageID(rawValue: 7)), .credit, reason: "“asked” \"for\" 日本"))
    let list = revocationList(3, entries, salt: salt)
    #expect(try verified(list).list == list)
    #expect(
      RevocationList.editorDigest(of: "A b_c", salt: salt)
        == RevocationList.editorDigest(of: "A_b c", salt: salt))
  }

  @Test("A list that could not be read is not signed")
  func writing() throws {
    let key = try revocationKey()
    let page = RevocationList.Target.page(wiki: "enwiki", PageID(rawValue: 1))
    for list in [
      revocationList(0, []), revocationList(.max, []),
      revocationList(1, [.removing(page), .removing(page)]),
      revocationList(1, [.removing(.page(wiki: "En", PageID(rawValue: 1)))]),
      revocationList(1, [.removing(.page(wiki: "enwiki", PageID(rawValue: .max)))]),
      revocationList(1, [.init(page, reason: "")]),
      revocationList(1, [.removing(page)], salt: "00"),
    ] {
      #expect(throws: ProvenanceError.self) { try list.signed(by: [key]) }
    }
  }
}
