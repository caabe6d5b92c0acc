/// The status that the process ends with; the numbers are part of the tool's interface.
enum ExitStatus: Int32, CaseIterable, Sendable {
  case done = 0
  case nothingFound = 1
  case usage = 2
  case badInput = 3
  case corruptIndex = 4
  case system = 5
  case otherVersion = 6
  case untrusted = 7
  case unsound = 8
  case interrupted = 130
  case closedPipe = 141

  /// What the status means, in one line for help and the manual.
  var meaning: String {
    switch self {
    case .done: "done"
    case .nothingFound:
      "no question found a passage, none could be evaluated or compared, nothing differs, or a "
        + "purge left bytes"
    case .usage: "the command line was wrong, or asked for what the index has not"
    case .badInput: "an input is missing, damaged or not of a known kind"
    case .corruptIndex: "the index is damaged, or the folder is not an index"
    case .system:
      "the output is there already, another process writes to the index, a limit was passed, or "
        + "another failure of the system"
    case .otherVersion: "the index was written by a newer or older version of footnote"
    case .untrusted: "a signature, proof, list or log was refused"
    case .unsound: "a citation that was checked does not hold, or a proved passage counts no more"
    case .interrupted: "interrupted, as by Ctrl-C"
    case .closedPipe: "the program that was reading the output went away"
    }
  }
}
