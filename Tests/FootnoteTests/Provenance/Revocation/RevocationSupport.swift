import Provenance
import Storage
import TestSupport

@testable import Footnote

/// A key that is the same in every run.
func revocationKey(_ number: UInt8 = 1) throws(ProvenanceError) -> SigningKey {
  guard let key = SigningKey(seed: [UInt8](repeating: number, count: 32)) else {
    throw .malformed(document: "the test's key", expected: "32 bytes", found: "others")
  }
  return key
}

func moment(_ text: String) -> Timestamp { Timestamp(text) ?? Timestamp(secondsSince1970: 0) }

/// When the tests act, unless they say otherwise.
let today = moment("2026-06-01T00:00:00Z")

func revocationList(
  _ version: UInt64, _ entries: [RevocationList.Entry], salt: String? = nil
) -> RevocationList {
  RevocationList(
    version: version, issued: moment("2026-01-01T00:00:00Z"),
    expires: moment("2027-01-01T00:00:00Z"), salt: salt, entries: entries)
}

extension RevocationList.Entry {
  static func removing(_ target: RevocationList.Target) -> Self {
    Self(target, .remove, reason: "asked for")
  }
}

/// A list that was verified.
func verified(
  _ list: RevocationList, by key: SigningKey? = nil, now: Timestamp = today
) throws -> VerifiedRevocations {
  let key = try key ?? revocationKey()
  return try VerifiedRevocations(
    try list.signed(by: [key]), document: "list.json", by: try KeySet([key.verificationKey]),
    now: now)
}

/// A copy of an index, which lists can be put into.
struct RevocableIndex {
  let folder: TemporaryFolder
  var path: String { folder("copy.index") }
  let index: Index

  init(copying source: String) throws {
    folder = try TemporaryFolder()
    try write(try tree(source), to: folder("copy.index"))
    index = try Index(path: folder("copy.index"))
  }

  @discardableResult
  func revoke(_ version: UInt64, _ targets: [RevocationList.Target]) throws -> Bool {
    try IndexRevoker(path: path).revoke(
      try verified(revocationList(version, targets.map { .removing($0) })))
  }
}

extension [AttributedPassage] {
  /// What a ranking says, but for the index that it came from.
  var ranking: [String] { map { "\($0.attribution.key) \($0.score) \($0.rank)" } }

  var keys: [PassageKey] { map(\.attribution.key) }
}
