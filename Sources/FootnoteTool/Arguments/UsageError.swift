/// A command line that cannot be understood.
enum UsageError: Error, Hashable, Sendable {
  case missingCommand
  case unknownCommand(found: String, nearest: String?)
  case unknownFlag(found: String, command: String?, nearest: String?)
  case missingValue(flag: String, valueName: String, followedBy: String?, command: String)
  case needlessValue(flag: String, found: String, command: String)
  case wrongValue(subject: String, found: String, expected: String, command: String)
  case missingOperand(name: String, summary: String, command: String)
  case extraOperand(found: String, usage: String, command: String)
  case missingFlag(flag: String, valueName: String, command: String)
  /// Arguments that are right on their own and wrong together.
  case contradiction(message: String, command: String)
}

extension UsageError {
  /// What is wrong, in one line.
  var message: String {
    switch self {
    case .missingCommand:
      "no command was given"
    case .unknownCommand(let found, let nearest):
      "there is no command '\(found)'" + Self.suggestion(nearest)
    case .unknownFlag(let found, let command, let nearest):
      "\(command ?? "footnote") has no option '\(found)'" + Self.suggestion(nearest)
    case .missingValue(let flag, let valueName, let next, _):
      "\(flag) needs a value: \(flag) \(valueName)"
        + (next.map { "; '\($0)' is an option (to use it as the value, write \(flag)=\($0))" }
          ?? "")
    case .needlessValue(let flag, let found, _):
      "\(flag) takes no value, but '\(found)' was given"
    case .wrongValue(let subject, let found, let expected, _):
      "\(subject) must be \(expected); '\(found)' was given"
    case .missingOperand(let name, let summary, let command):
      "\(command) needs \(name): \(summary)"
    case .extraOperand(let found, let usage, _):
      "'\(found)' is one argument too many; usage: \(usage)"
    case .missingFlag(let flag, let valueName, let command):
      "\(command) needs \(flag) \(valueName)"
    case .contradiction(let message, _):
      message
    }
  }

  /// What to do next, in one line.
  var nextStep: String {
    switch self {
    case .missingCommand, .unknownCommand, .unknownFlag(_, nil, _):
      "Run 'footnote help' for the list of commands."
    case .unknownFlag(_, .some(let command), nil):
      "Put -- before arguments that start with a dash, or run 'footnote help \(command)'."
    case .unknownFlag(_, .some(let command), _), .missingValue(_, _, _, let command),
      .needlessValue(_, _, let command), .wrongValue(_, _, _, let command),
      .missingOperand(_, _, let command), .extraOperand(_, _, let command),
      .missingFlag(_, _, let command), .contradiction(_, let command):
      "Run 'footnote help \(command)' for its arguments and examples."
    }
  }

  private static func suggestion(_ nearest: String?) -> String {
    nearest.map { "; did you mean '\($0)'?" } ?? ""
  }
}
