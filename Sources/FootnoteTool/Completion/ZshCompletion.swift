/// The completion script for zsh: a function to autoload from `fpath`, or to source.
enum ZshCompletion {
  static func script(for commands: [Command]) -> String {
    """
    #compdef footnote
    # Completes footnote's command lines in zsh; made by 'footnote completion zsh'.
    _footnote() {
      local curcontext=$curcontext state line
      typeset -A opt_args
      _arguments -C \\
        '(- *)'{-h,--help}'[Show help]' \\
        '(- *)--version[Show the version]' \\
        '1:command:_footnote_commands' \\
        '*::argument:->argument'
      [[ $state == argument ]] || return
      curcontext=${curcontext%:*:*}:footnote-$words[1]:
      case $words[1] in
    \(commands.map(arm).joined(separator: "\n"))
      esac
    }

    _footnote_commands() {
      local -a commands=(
    \(commands.map { "    '" + colonEscaped($0.name) + ":" + quoted($0.summary) + "'" }
      .joined(separator: "\n"))
      )
      _describe -t commands command commands
    }

    if [[ $funcstack[1] == _footnote ]]; then
      _footnote "$@"
    else
      compdef _footnote footnote
    fi

    """
  }

  private static func arm(of command: Command) -> String {
    let arguments =
      command.flags.map { flag($0.about) } + command.operands.map { operand($0.about) }
    return "    \(command.name)) _arguments -s -S \\\n"
      + arguments.map { "      " + $0 }.joined(separator: " \\\n") + " ;;"
  }

  private static func flag(_ flag: FlagDescription) -> String {
    let value = flag.valueName.map { ":" + $0 + ":" + action(flag.completion) } ?? ""
    let text = "'[" + bracketEscaped(flag.summary) + "]" + value + "'"
    let long = flag.spelling + (value.isEmpty ? "" : "=")
    guard let short = flag.short else {
      return (flag.isRepeatable ? "'*'" : "") + long + text
    }
    let exclusion = flag.isRepeatable ? "'*'" : "'(-\(short) \(flag.spelling))'"
    return exclusion + "{-\(short)\(value.isEmpty ? "" : "+"),\(long)}" + text
  }

  private static func operand(_ operand: OperandDescription) -> String {
    let place = operand.isRepeatable ? "*:" : operand.isRequired ? ":" : "::"
    return "'" + place + operand.name + ":" + action(operand.completion) + "'"
  }

  private static func action(_ completion: CompletionKind) -> String {
    switch completion {
    case .nothing: " "
    case .file: "_files"
    case .folder: "_files -/"
    case .command: "_footnote_commands"
    case .words(let words):
      "((" + words.map { "\($0.text)\\:\"\(bracketEscaped($0.summary))\"" }.joined(separator: " ")
        + "))"
    }
  }

  /// A text inside single quotes.
  private static func quoted(_ text: String) -> String {
    text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
  }

  private static func colonEscaped(_ text: String) -> String {
    text.split(separator: ":", omittingEmptySubsequences: false).joined(separator: "\\:")
  }

  /// A text inside the brackets of an option's description, within single quotes.
  private static func bracketEscaped(_ text: String) -> String {
    var result = ""
    for character in quoted(text) {
      if "[]:".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }
}
