/// Why a command could not do its work, as it is told to the person at the terminal.
struct Failure: Error, Hashable, Sendable {
  let status: ExitStatus
  /// What went wrong and where, in one line; empty when there is nothing to say.
  let message: String
  /// What to do next, in one line; empty when the message says it.
  let nextStep: String

  init(_ status: ExitStatus, _ message: String, nextStep: String = "") {
    self.status = status
    self.message = message
    self.nextStep = nextStep
  }

  init(_ error: UsageError) {
    self.init(.usage, error.message, nextStep: error.nextStep)
  }

  /// The reader of standard output went away: there is nobody to tell.
  static let closedPipe = Failure(.closedPipe, "")
}
