extension Command {
  static let help = Command(
    name: "help",
    summary: "Show help for the tool or for one command",
    discussion: """
      Without a COMMAND, lists the commands. With one, shows its arguments, its options, examples
      and the exit statuses; 'footnote COMMAND --help' shows the same.
      """,
    operands: [topic],
    flags: [manual],
    examples: [
      Example(line: "footnote help build", meaning: "How an index is made"),
      Example(
        line: "footnote help --man > footnote.1", meaning: "Write the manual page to a file"),
    ],
    run: { arguments, console throws(Failure) in try showHelp(arguments, console) })
}

private let topic = Operand(optional: .command("COMMAND"), "The command to explain")

private let manual = Flag("man", "Write the manual page, in troff, for man to show")

private func showHelp(_ arguments: Arguments, _ console: Console) throws(Failure) -> ExitStatus {
  if arguments[manual] {
    try console.output.write(ManualPage.text(of: Command.all))
    return .done
  }
  let help = HelpText(traits: console.outputTraits)
  guard let name = arguments[topic] else {
    try console.output.write(help.overview(of: Command.all))
    return .done
  }
  guard let command = Command.all.first(where: { $0.name == name }) else {
    throw Failure(
      UsageError.unknownCommand(
        found: name, nearest: nearestWord(to: name, among: Command.all.map(\.name))))
  }
  try console.output.write(help.page(of: command))
  return .done
}
