import JSON
import Storage
import TestSupport

@testable import Footnote
@testable import Provenance

/// A key that is the same in every run.
func key(_ number: UInt8) -> SigningKey {
  guard let key = SigningKey(seed: [UInt8](repeating: number, count: 32)) else {
    fatalError("32 bytes are a key")
  }
  return key
}

/// An index of two generations, the second one signed by the keys 1 and 2.
struct SignedSample {
  static let now = Timestamp(secondsSince1970: 1_780_272_000)
  static let expires = Timestamp(secondsSince1970: 1_782_864_000)
  static let statement = "statement-000002.json"
  static let checkpoint = "checkpoint-000002"

  let folder: TemporaryFolder
  var path: String { folder("signed.index") }
  /// All files, by their names in the folder.
  let files: [String: [UInt8]]
  /// The same index when its first generation was the newest, signed by the same keys.
  let first: [String: [UInt8]]

  init() async throws {
    folder = try TemporaryFolder()
    ExitCleaning.remove(folder.path)
    let path = folder("signed.index")
    _ = try await IndexBuilder().build(
      articles: (1...5).map { plainArticle($0, "The harbour of page \($0) has a lantern.") },
      output: path)
    let signer = IndexSigner(path: path)
    _ = try signer.sign(with: [key(1), key(2)], expires: Self.expires)
    first = try tree(path)
    var options = UpdateOptions()
    options.compacts = false
    _ = try await IndexUpdater(options: options).update(
      index: path, articles: [plainArticle(6, "A new keeper came to the harbour.")])
    _ = try signer.sign(with: [key(1), key(2)], expires: Self.expires)
    files = try tree(path)
  }

  static let shared = SharedSample { try await SignedSample() }

  /// The payload of the newest statement.
  var payload: [UInt8] {
    get throws {
      try Envelope(decoding: files[Self.statement] ?? [], document: "x").payload
    }
  }
}

/// What several tests use and the first one makes.
actor SharedSample<Value: Sendable> {
  private let make: @Sendable () async throws -> Value
  private var task: Task<Value, any Error>?

  init(_ make: @escaping @Sendable () async throws -> Value) { self.make = make }

  var value: Value {
    get async throws {
      let task = self.task ?? Task { try await make() }
      self.task = task
      return try await task.value
    }
  }
}

extension ProvenanceError {
  /// The kind of refusal, by its name.
  var kind: String {
    switch self {
    case .malformed: "malformed"
    case .wrongType: "wrongType"
    case .badSignature: "badSignature"
    case .belowThreshold: "belowThreshold"
    case .expired: "expired"
    case .rollback: "rollback"
    case .fork: "fork"
    case .mismatch: "mismatch"
    case .wrongProofLength: "wrongProofLength"
    case .wrongRoot: "wrongRoot"
    case .unsigned: "unsigned"
    case .unverified: "unverified"
    default: "\(self)"
    }
  }
}

extension JSONValue {
  /// The value with a member put in, altered or, by nil, taken out; `path` has dots.
  func setting(_ path: String, _ value: JSONValue?) -> JSONValue {
    let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
    guard case .object(var members) = self else { return self }
    let old = self[parts[0]]
    members.removeAll { $0.name == parts[0] }
    let new = parts.count == 1 ? value : old?.setting(parts[1], value)
    if let new { members.append(Member(parts[0], new)) }
    return .object(members)
  }
}
