import Provenance
import Storage
public import WikiModel

/// A log of what was asked of indexes, what was served and for whom, which can be added to alone.
///
/// Each entry is a leaf of a Merkle tree, so that one that was altered, taken out or put in later
/// is found by ``AuditRecords``. Questions are held as salted digests. Several processes may write
/// to one log. Nothing is logged unless ``SearchOptions/audit`` or the parameter of
/// ``Index/passages(at:audit:)`` says so, and nothing is served that could not be logged.
/// `Documentation/Format-audit.md` gives the files.
///
///     let log = try AuditLog(path: "audit", now: clock)
///     var options = SearchOptions()
///     options.audit = SearchAudit(log: log, caller: "reading room", purpose: "research")
///     let passages = try index.search("Who painted the ceiling?", options: options)
public final class AuditLog: Sendable {
  /// Whether an entry outlives a crash of the machine.
  public enum Durability: Sendable {
    /// It is on disk before anything is served; some milliseconds on most disks.
    case disk
    /// It is with the operating system: it outlives the process, and perhaps not the machine.
    case system
  }

  /// The log's folder.
  public let path: String
  private let log: TransparencyLog
  private let salt: [UInt8]
  private let keepsQuestions: Bool
  private let durability: Durability
  private let now: @Sendable () -> Timestamp

  /// Opens a log, and makes it where there is none.
  ///
  /// - Parameters:
  ///   - path: Its folder.
  ///   - keepsQuestions: Whether questions are kept as text, and not as salted digests alone.
  ///   - durability: Whether an entry outlives a crash of the machine.
  ///   - now: The moment of each entry; called from any thread, while others wait.
  /// - Throws: `FootnoteError.storage`, and `.provenance` for a folder of something else, or of a
  ///   log that has lost a file.
  public init(
    path: String, keepsQuestions: Bool = false, durability: Durability = .disk,
    now: @escaping @Sendable () -> Timestamp
  ) throws(FootnoteError) {
    let folder = AuditFolder(path: path)
    self.path = folder.path
    log = folder.log
    salt = try folder.openOrMake(now: now)
    self.keepsQuestions = keepsQuestions
    self.durability = durability
    self.now = now
  }

  /// Adds that a trust check was set aside, outside of a search.
  ///
  /// - Parameters:
  ///   - check: Which one, such as "expired manifest".
  ///   - document: What it was about, such as a file's name.
  ///   - index: The generation that was used all the same, where there is one.
  ///   - caller: For whom.
  ///   - purpose: What for.
  /// - Throws: `FootnoteError.storage`, `.provenance` for a damaged log, and `.invalidOption` for
  ///   texts that are empty or longer than ``SearchAudit/textByteLimit``.
  public func recordOverride(
    of check: String, document: String, index: IndexIdentity? = nil, caller: String? = nil,
    purpose: String? = nil
  ) throws(FootnoteError) {
    try SearchAudit.check(check)
    try SearchAudit.check(document)
    try SearchAudit.check(caller)
    try SearchAudit.check(purpose)
    try append { (moment) in
      .override(
        of: check, document: document, index: index, caller: caller, purpose: purpose, at: moment)
    }
  }

  /// Adds a search.
  func record(
    _ question: String, _ keys: [PassageKey], _ index: IndexIdentity,
    _ audit: SearchAudit
  ) throws(FootnoteError) {
    let code = authenticationCode(of: Array(question.utf8), key: salt)
    try append { (moment) in
      .search(
        code, question: keepsQuestions ? question : nil, keys, index, audit, at: moment)
    }
  }

  /// Adds an entry, made at the moment that the clock tells.
  func append(_ entry: (Timestamp) -> AuditEntry) throws(FootnoteError) {
    do throws(TransparencyLog.Failure) {
      try log.append(
        durability == .disk ? .disk : .system,
        recovery: { AuditEntry.recovery(byteCount: $0, at: now()).json },
        { entry(now()).json })
    } catch {
      throw FootnoteError(error)
    }
  }
}

extension AuditLog: Hashable {
  /// A log that was opened twice is two.
  public static func == (a: AuditLog, b: AuditLog) -> Bool { a === b }

  /// Feeds the object's identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

extension FootnoteError {
  init(_ failure: TransparencyLog.Failure) {
    switch failure {
    case .storage(let error): self = .storage(error)
    case .provenance(let error): self = .provenance(error)
    }
  }
}
