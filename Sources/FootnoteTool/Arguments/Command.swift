/// A command of the tool, defined once: its arguments, its help, and what it does.
struct Command: Sendable {
  let name: String
  /// One line, without a full stop.
  let summary: String
  /// Paragraphs separated by empty lines; line breaks within one do not count.
  let discussion: String
  let operands: [any OperandDefinition]
  let flags: [any FlagDefinition]
  let examples: [Example]
  /// Does the work and gives the status that the process ends with.
  let run: @Sendable (Arguments, Console) async throws(Failure) -> ExitStatus

  /// A command line that can be copied, and what it is for.
  struct Example: Sendable {
    let line: String
    let meaning: String
  }

  /// Makes a command; `--help` is added to the flags that are given.
  init(
    name: String, summary: String, discussion: String, operands: [any OperandDefinition],
    flags: [any FlagDefinition], examples: [Example],
    run: @escaping @Sendable (Arguments, Console) async throws(Failure) -> ExitStatus
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.operands = operands
    self.flags = flags + [Flag.help]
    self.examples = examples
    self.run = run
  }

  /// The command line in general: `footnote build INPUT... --output INDEX [OPTION]...`.
  var usage: String {
    var words = ["footnote", name]
    words += operands.map(\.about.usage)
    for flag in flags.map(\.about) where flag.isRequired {
      words.append(flag.spelling)
      if let value = flag.valueName { words.append(value) }
    }
    words.append("[OPTION]...")
    return words.joined(separator: " ")
  }

  /// The flag with this long name.
  func flag(named name: String) -> (any FlagDefinition)? { flags.first { $0.about.name == name } }

  /// The flag with this short name.
  func flag(short: Character) -> (any FlagDefinition)? { flags.first { $0.about.short == short } }
}
