/// The completion script for bash 4.2 and later; needs no other script.
enum BashCompletion {
  static func script(for commands: [Command]) -> String {
    """
    # Completes footnote's command lines in bash; made by 'footnote completion bash'.
    _footnote() {
      local current=${COMP_WORDS[COMP_CWORD]} flag='' ended='' word
      local -i operand=0 i
      COMPREPLY=()
      if ((COMP_CWORD == 1)); then
        _footnote_words '\(commandNames(commands)) \(topFlags)'
        return
      fi
      local command=${COMP_WORDS[1]}
      for ((i = 2; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ -n $flag ]]; then
          # bash splits '--flag=value' into three words; the value is still to come here.
          [[ $word == '=' ]] || flag=''
        elif [[ -n $ended ]]; then
          operand+=1
        elif [[ $word == '--' ]]; then
          ended=1
        else
          case $command:$word in
    \(arms(valuePatterns(commands), indent: 8, action: "flag=$word"))
            *:-?*) ;;
            *) operand+=1 ;;
          esac
        fi
      done
      [[ $current == '=' ]] && current=''
      if [[ -n $flag ]]; then
        case $command:$flag in
    \(valueArms(commands))
        esac
      elif [[ $current == -* && -z $ended ]]; then
        case $command in
    \(flagArms(commands))
        esac
      else
        case $command:$operand in
    \(operandArms(commands))
        esac
      fi
    }

    _footnote_words() {
      mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current")
    }

    _footnote_files() {
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
    }

    _footnote_folders() {
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -d -- "$current")
    }

    complete -F _footnote footnote

    """
  }

  private static let topFlags = "--help --version"

  private static func commandNames(_ commands: [Command]) -> String {
    commands.map(\.name).joined(separator: " ")
  }

  /// `build:--output`, `build:-o`: the flags of all commands that take a value.
  private static func valuePatterns(_ commands: [Command]) -> [String] {
    commands.flatMap { command in
      command.flags.map(\.about).filter { $0.valueName != nil }.flatMap { flag in
        flag.spellings.map { "\(command.name):\($0)" }
      }
    }
  }

  private static func valueArms(_ commands: [Command]) -> String {
    let lines = commands.flatMap { command in
      command.flags.map(\.about).compactMap { flag -> String? in
        guard flag.valueName != nil else { return nil }
        guard let action = action(flag.completion, commands) else { return nil }
        let patterns = flag.spellings.map { "\(command.name):\($0)" }
        return arms(patterns, indent: 6, action: action)
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func flagArms(_ commands: [Command]) -> String {
    commands.map { command in
      let spellings = command.flags.map(\.about).flatMap(\.spellings).joined(separator: " ")
      return arms([command.name], indent: 6, action: "_footnote_words '\(spellings)'")
    }.joined(separator: "\n")
  }

  private static func operandArms(_ commands: [Command]) -> String {
    var lines: [String] = []
    for command in commands {
      for (position, operand) in command.operands.map(\.about).enumerated() {
        guard let action = action(operand.completion, commands) else { continue }
        let place = operand.isRepeatable ? "*" : String(position)
        lines.append(arms(["\(command.name):\(place)"], indent: 6, action: action))
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func action(_ completion: CompletionKind, _ commands: [Command]) -> String? {
    switch completion {
    case .nothing: nil
    case .file: "_footnote_files"
    case .folder: "_footnote_folders"
    case .command: "_footnote_words '\(commandNames(commands))'"
    case .words(let words):
      "_footnote_words '\(words.map(\.text).joined(separator: " "))'"
    }
  }

  /// One arm of a `case`, a pattern a line.
  private static func arms(_ patterns: [String], indent: Int, action: String) -> String {
    let margin = String(repeating: " ", count: indent)
    return margin + patterns.joined(separator: " | \\\n" + margin) + ") " + action + " ;;"
  }
}

extension FlagDescription {
  /// Every way to type the flag: `--output`, `-o`.
  var spellings: [String] { [spelling] + (short.map { ["-\($0)"] } ?? []) }
}
