/// The completion script for fish 3 and later.
enum FishCompletion {
  static func script(for commands: [Command]) -> String {
    var lines = [
      "# Completes footnote's command lines in fish; made by 'footnote completion fish'.",
      "function __footnote_needs_command",
      "    test (count (commandline -opc)) -eq 1",
      "end",
      "",
      "function __footnote_command_is",
      "    set -l words (commandline -opc)",
      "    test (count $words) -ge 2; and test \"$words[2]\" = $argv[1]",
      "end",
      "",
      "complete -c footnote -f",
      line("__footnote_needs_command", "-s h -l help", "Show help"),
      line("__footnote_needs_command", "-l version", "Show the version"),
    ]
    for command in commands {
      lines.append(line("__footnote_needs_command", "-a \(command.name)", command.summary))
    }
    for command in commands {
      let condition = "__footnote_command_is \(command.name)"
      lines.append("")
      for flag in command.flags.map(\.about) {
        let short = flag.short.map { "-s \($0) " } ?? ""
        let value = flag.valueName == nil ? "" : " -r" + action(flag.completion, commands)
        lines.append(line(condition, "\(short)-l \(flag.name)\(value)", flag.summary))
      }
      for operand in command.operands.map(\.about) where operand.completion != .nothing {
        let action = action(operand.completion, commands)
        lines.append("complete -c footnote -n '\(condition)'" + action)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ condition: String, _ options: String, _ summary: String) -> String {
    "complete -c footnote -n '\(condition)' \(options) -d '\(quoted(summary))'"
  }

  private static func action(_ completion: CompletionKind, _ commands: [Command]) -> String {
    switch completion {
    case .nothing: " -f"
    case .file: " -F"
    case .folder: " -f -a '(__fish_complete_directories)'"
    case .command: " -f -a '\(commands.map(\.name).joined(separator: " "))'"
    case .words(let words):
      // A tab parts a word from what is said of it.
      " -f -a '"
        + words.map { "\($0.text)\\t\"\(quoted($0.summary))\"" }.joined(separator: " ") + "'"
    }
  }

  /// A text inside single quotes.
  private static func quoted(_ text: String) -> String {
    text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "\\'")
  }
}
