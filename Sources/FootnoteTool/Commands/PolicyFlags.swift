import Footnote

/// The flags that say which policy is kept, and which of its checks are set aside.
enum PolicyFlags {
  /// Of commands that read inputs.
  static let policy = Flag(
    "policy", optional: .file("FILE"), "Keep the policy in FILE",
    "JSON: licences, languages, namespaces, templates whose pages are refused, the least age of "
      + "a revision, and what to do where something has expired. An update goes on with the "
      + "index's own where none is given.")

  /// Of commands that search.
  static let searching: [any FlagDefinition] = [policyOfSearch, overrides]

  private static let policyOfSearch = Flag(
    "policy", optional: .file("FILE"), "Find only what the policy in FILE lets be found")

  static let overrides = Flag(
    "override", joined: .list(of: ValueType<PolicyCheck>.choice("CHECK")), default: [],
    "Set a check of --key or of the policy aside", "Needs --audit: LOG says that it was.")

  /// The policy that the arguments name; nil where they name none.
  static func read(_ arguments: Arguments) throws(Failure) -> Policy? {
    guard let path = arguments[policy] else { return nil }
    let bytes = try SmallFile.bytes(path)
    do throws(FootnoteError) {
      return try Policy(parsing: bytes, source: path)
    } catch {
      throw Failure(error)
    }
  }

  /// Narrows a search, and makes the policy's checks of the index; those that are set aside are
  /// noted for the audit log.
  static func apply(
    _ arguments: Arguments, to options: inout SearchOptions, of opened: OpenedIndex,
    _ console: Console
  ) throws(Failure) {
    options.audit?.overrides = opened.overrides
    guard let policy = try read(arguments) else { return }
    options.policy = policy
    let findings: [PolicyFinding]
    do throws(FootnoteError) {
      findings = try opened.index.findings(
        under: policy, now: OperatingSystem.now(), trusted: opened.trust)
    } catch {
      throw Failure(error)
    }
    var setAside = opened.overrides
    // What was set aside when the index was opened has been told.
    for finding in findings where !opened.overrides.contains(finding.check.rawValue) {
      let isSetAside = arguments[overrides].contains(finding.check)
      if finding.reaction == .refuse, !isSetAside { throw Failure(.provenance(finding.error)) }
      if isSetAside, !setAside.contains(finding.check.rawValue) {
        setAside.append(finding.check.rawValue)
      }
      console.messages.warning("\(finding.error)")
    }
    options.audit?.overrides = setAside
  }
}

extension PolicyCheck: Choice {
  var summary: String {
    switch self {
    case .expiredManifest: "The signed statement of the generation is in force"
    case .expiredRevocations: "The list of revocations in place is in force"
    }
  }
}
