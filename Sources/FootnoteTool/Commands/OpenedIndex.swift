import Footnote

/// An index that a command reads: the generation that was asked for, by the keys that are trusted.
struct OpenedIndex {
  let index: Index
  /// The newest generation, found to be what trusted keys have signed; nil where none were named.
  let trusted: Index?
  /// What its signatures say.
  let trust: TrustReport?
  /// The trust checks that were set aside, for the audit log.
  let overrides: [String]

  /// Opens what the arguments ask for, after all checks that they ask for.
  init(
    _ path: String, _ arguments: Arguments, for command: Command, _ console: Console
  ) throws(Failure) {
    let setAside = arguments[PolicyFlags.overrides]
    guard setAside.isEmpty || AuditFlags.areGiven(arguments) else {
      throw Failure(
        UsageError.contradiction(message: "--override needs --audit LOG", command: command.name))
    }
    var overrides: [String] = []
    (trusted, trust) = try Self.trusted(
      path, arguments, ignoringExpiry: setAside.contains(.expiredManifest))
    if let trust, trust.hasExpired, let expires = trust.expires {
      overrides.append(PolicyCheck.expiredManifest.rawValue)
      console.messages.warning(
        "\(path): what was signed of generation \(trust.generation) expired at \(expires)",
        nextStep: "It is used all the same, as --override says; get a newer one.")
    }
    let opened = try GenerationFlags.open(path, arguments, newest: trusted, for: command)
    if let trusted, opened !== trusted {
      do throws(FootnoteError) {
        try trusted.checkHistory(of: opened)
      } catch {
        throw Failure(error)
      }
    }
    index = try RevocationFlags.applied(to: opened, arguments, console)
    if arguments.isGiven(RevocationFlags.ignore) { overrides.append("revocations") }
    self.overrides = overrides
  }

  /// The newest generation, after a check that trusted keys have signed it; nil where the command
  /// line names none.
  private static func trusted(
    _ path: String, _ arguments: Arguments, ignoringExpiry: Bool
  ) throws(Failure) -> (Index?, TrustReport?) {
    guard let trust = try KeyFlags.trust(arguments) else { return (nil, nil) }
    do throws(FootnoteError) {
      let newest = try Index(path: path)
      let report = try newest.checkTrust(
        trust, now: OperatingSystem.now(), ignoringExpiry: ignoringExpiry)
      return (newest, report)
    } catch {
      throw Failure(error)
    }
  }
}
