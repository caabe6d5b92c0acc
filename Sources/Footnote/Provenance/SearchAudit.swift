public import WikiModel

/// Where it is logged that passages leave an index, and what the log says of who asked.
public struct SearchAudit: Hashable, Sendable {
  /// The longest text of a caller, a purpose or a check, in bytes of UTF-8.
  public static let textByteLimit = 4_096

  /// The log.
  public var log: AuditLog
  /// For whom passages are found.
  public var caller: String?
  /// What they are found for.
  public var purpose: String?
  /// The trust checks that the caller set aside for this, such as "expired manifest".
  public var overrides: [String]

  /// A log, for somebody and for something, where that is told.
  public init(
    log: AuditLog, caller: String? = nil, purpose: String? = nil, overrides: [String] = []
  ) {
    self.log = log
    self.caller = caller
    self.purpose = purpose
    self.overrides = overrides
  }

  /// Adds to the log what a search without this audit has found, before it is served.
  ///
  /// For those who leave some of it out first; ``Index/search(_:options:)`` calls it otherwise.
  ///
  /// - Throws: `FootnoteError.storage`, `.provenance` for a damaged log, and `.invalidOption` for
  ///   texts that are empty or longer than ``textByteLimit``; the passages may not be served then.
  public func record(
    _ question: String, serving keys: [PassageKey], from index: Index
  ) throws(FootnoteError) {
    try checkTexts()
    try log.record(question, keys, index.identity, self)
  }

  func checkTexts() throws(FootnoteError) {
    for text in [caller, purpose] + overrides { try Self.check(text) }
  }

  static func check(_ text: String?) throws(FootnoteError) {
    guard let text else { return }
    guard (1...textByteLimit).contains(text.utf8.count) else {
      throw .invalidOption(
        "audit: expected texts of 1 to \(textByteLimit) bytes, found one of \(text.utf8.count).")
    }
  }
}
