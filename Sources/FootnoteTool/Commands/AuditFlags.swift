import Footnote

/// The flags of commands that write to an audit log.
enum AuditFlags {
  static let all: [any FlagDefinition] = [log, text, caller, purpose]

  /// Of commands that hand out passages without a question.
  static let copying: [any FlagDefinition] = [log, caller, purpose]

  private static let log = Flag(
    "audit", optional: .folder("LOG"), fallback: "nothing is logged",
    "Log what is asked and served in LOG, which only grows",
    "Made where it is not there. Where it cannot be written, nothing is served. 'footnote audit' "
      + "checks it.")

  private static let text = Flag(
    "audit-text", "Keep the question's text in LOG, and not a salted digest alone")

  private static let caller = Flag(
    "caller", optional: .text("NAME"), "For whom passages are found; for LOG")

  private static let purpose = Flag(
    "purpose", optional: .text("TEXT"), "What they are found for; for LOG")

  static func areGiven(_ arguments: Arguments) -> Bool { arguments.isGiven(log) }

  /// Where passages that leave are to be logged; nil where they are not.
  static func audit(_ arguments: Arguments, command: Command) throws(Failure) -> SearchAudit? {
    guard let path = arguments[log] else {
      for flag in [text.about, caller.about, purpose.about]
      where arguments.flagTexts[flag.name] != nil {
        throw Failure(
          UsageError.contradiction(
            message: "\(flag.spelling) needs --audit LOG", command: command.name))
      }
      return nil
    }
    do throws(FootnoteError) {
      let log = try AuditLog(
        path: path, keepsQuestions: arguments[text], now: OperatingSystem.now)
      return SearchAudit(log: log, caller: arguments[caller], purpose: arguments[purpose])
    } catch {
      throw Failure(error)
    }
  }
}
