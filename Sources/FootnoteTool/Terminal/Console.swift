/// What a command talks through: standard output for data, standard error for messages.
final class Console {
  /// Standard output; use ``print(_:)`` for text that may hold anything.
  let output: OutputWriter
  let outputTraits: TerminalTraits
  let messages: Messages

  init(output: OutputWriter, outputTraits: TerminalTraits, messages: Messages) {
    self.output = output
    self.outputTraits = outputTraits
    self.messages = messages
  }

  /// The process's own streams.
  static func ofProcess() -> Console {
    OperatingSystem.holdStandardStreams()
    OperatingSystem.ignoreClosedPipes()
    return Console(
      output: OutputWriter(),
      outputTraits: TerminalTraits(descriptor: OperatingSystem.standardOutput),
      messages: Messages(
        descriptor: OperatingSystem.standardError,
        traits: TerminalTraits(descriptor: OperatingSystem.standardError)))
  }

  /// Emphasis for standard output.
  var style: Style { Style(outputTraits) }

  /// Writes data: as it is to a file or pipe, made harmless to a terminal.
  func print(_ text: String) throws(Failure) {
    try output.write(outputTraits.isTerminal ? text.harmless : text)
  }

  /// A line of progress on standard error.
  func progress(isQuiet: Bool) -> ProgressDisplay {
    ProgressDisplay(
      messages: messages, isQuiet: isQuiet,
      columns: { OperatingSystem.columns(OperatingSystem.standardError) },
      clock: OperatingSystem.monotonicSeconds)
  }
}
