extension Command {
  static let completion = Command(
    name: "completion",
    summary: "Write a completion script for a shell",
    discussion: """
      The script completes commands, options, their values and file names. 'make install' puts it
      where the shells look; to have it in the current shell, see the examples.
      """,
    operands: [shell],
    flags: [],
    examples: [
      Example(line: "source <(footnote completion bash)", meaning: "Complete in this bash"),
      Example(
        line: "footnote completion zsh > ~/.zfunc/_footnote",
        meaning: "Complete in zsh, where ~/.zfunc is in its fpath"),
      Example(
        line: "footnote completion fish > ~/.config/fish/completions/footnote.fish",
        meaning: "Complete in fish"),
    ],
    run: { arguments, console throws(Failure) in
      let commands = Command.all
      switch arguments[shell] {
      case .bash: try console.output.write(BashCompletion.script(for: commands))
      case .zsh: try console.output.write(ZshCompletion.script(for: commands))
      case .fish: try console.output.write(FishCompletion.script(for: commands))
      }
      return .done
    })
}

private let shell = Operand(ValueType<Shell>.choice("SHELL"), "The shell")

/// A shell that footnote's command lines can be completed in.
private enum Shell: String, Choice {
  case bash, zsh, fish

  var summary: String {
    switch self {
    case .bash: "The GNU shell"
    case .zsh: "The Z shell"
    case .fish: "The friendly interactive shell"
    }
  }
}
