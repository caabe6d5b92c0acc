/// The pages of `footnote help`, laid out for a terminal.
struct HelpText {
  let style: Style
  /// Columns, at most 80: longer lines are hard to read.
  let width: Int

  init(traits: TerminalTraits) {
    style = Style(traits)
    width = min(80, max(40, traits.columns))
  }

  /// The page of the whole tool.
  func overview(of commands: [Command]) -> String {
    let names = commands.map { (term: $0.name, meaning: $0.summary) }
    let lines =
      TextLayout.wrap(About.summary.capitalizedSentence, width: width) + [""]
      + [style.bold("Usage:") + " footnote COMMAND [ARGUMENT]...", ""]
      + section("Commands", names) + [""]
      + section("Options", About.flags) + [""]
      + TextLayout.wrap(
        "Run 'footnote help COMMAND' for a command's arguments and examples.", width: width)
      + [""] + exitStatuses
    return lines.joined(separator: "\n") + "\n"
  }

  /// The page of one command.
  func page(of command: Command) -> String {
    var lines = TextLayout.wrap(command.summary.capitalizedSentence, width: width) + [""]
    lines += usage(command) + [""]
    for paragraph in TextLayout.paragraphs(command.discussion) {
      lines += TextLayout.wrap(paragraph, width: width) + [""]
    }
    if !command.operands.isEmpty {
      let rows = command.operands.map(\.about).map { (term: $0.term, meaning: $0.meaning) }
      lines += section("Arguments", rows) + [""]
    }
    let rows = command.flags.map(\.about).map { (term: $0.term, meaning: $0.meaning) }
    lines += section("Options", rows) + [""]
    lines.append(style.bold("Examples:"))
    for example in command.examples {
      lines += TextLayout.wrap(example.meaning + ":", width: width, indent: 2)
      lines.append("    " + example.line)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func usage(_ command: Command) -> [String] {
    let lines = TextLayout.wrap(command.usage, width: width - 7)
    return lines.enumerated().map { position, line in
      position == 0 ? style.bold("Usage:") + " " + line : "       " + line
    }
  }

  private var exitStatuses: [String] {
    let rows = ExitStatus.allCases.map { (term: String($0.rawValue), meaning: $0.meaning) }
    return section("Exit status", rows)
  }

  /// Columns of terms at the most; a longer term stands above its meaning.
  private static let termLimit = 24

  private func section(_ title: String, _ rows: [(term: String, meaning: String)]) -> [String] {
    let longest = rows.map(\.term.displayWidth).filter { $0 <= Self.termLimit }.max() ?? 0
    // On a narrow terminal every meaning stands below its term.
    return [style.bold(title + ":")]
      + TextLayout.table(rows, indent: 2, termWidth: width < 60 ? 4 : longest, width: width)
  }
}

extension FlagDescription {
  /// The flag as a row of help begins: `-k, --count N`, `    --language TAG`.
  var term: String {
    (short.map { "-\($0), " } ?? "    ") + spelling + (valueName.map { " " + $0 } ?? "")
  }

  /// What the flag does, with its words and its default.
  var meaning: String {
    var text = summary
    if case .words(let words) = completion {
      text += ": " + words.map(\.text).joined(separator: ", ", last: " or ")
    }
    if isRequired { text += " (required)" }
    if let fallback { text += " (default: \(fallback))" }
    if !discussion.isEmpty { text += ". " + discussion }
    return text
  }
}

extension OperandDescription {
  /// The operand as a row of help begins: `INPUT...`.
  var term: String { isRepeatable ? name + "..." : name }

  /// What the operand is, with the words that it may be.
  var meaning: String {
    guard case .words(let words) = completion else { return summary }
    return summary + ": " + words.map(\.text).joined(separator: ", ", last: " or ")
  }
}
