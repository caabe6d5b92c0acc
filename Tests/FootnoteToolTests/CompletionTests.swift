import Testing

@testable import FootnoteTool

@Suite("Completion")
struct CompletionTests {
  /// What bash offers for the last of the words, split as readline splits them.
  private static func offers(_ words: String..., before: String = ":") -> [String] {
    let script = BashCompletion.script(for: Command.all)
    let line = words.map(Shell.quoted).joined(separator: " ")
    return Shell.run(
      """
      set -uo pipefail
      \(script)
      \(before)
      COMP_WORDS=(footnote \(line)); COMP_CWORD=\(words.count)
      _footnote
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    ).lines.sorted()
  }

  @Test("bash, zsh and fish accept their scripts")
  func syntax() {
    let scripts = [
      ("bash", BashCompletion.script(for: Command.all)),
      ("zsh", ZshCompletion.script(for: Command.all)),
      ("fish", FishCompletion.script(for: Command.all)),
    ]
    for (shell, script) in scripts where Shell.has(shell) {
      let result = Shell.run("printf %s \(Shell.quoted(script)) | \(shell) -n 2>&1")
      #expect(result == ShellResult(status: 0, output: ""), "\(shell)")
    }
  }

  @Test("fish completes commands, flags, words and files", .enabled(if: Shell.has("fish")))
  func fish() {
    let script = FishCompletion.script(for: Command.all)
    func offers(_ line: String) -> [String] {
      let program = script + "\ncomplete -C \(Shell.quoted(line))"
      return Shell.run("fish --no-config -c \(Shell.quoted(program))").lines
        .map { String($0.prefix { $0 != "\t" }) }
    }
    #expect(offers("footnote qu") == ["query"])
    #expect(offers("footnote query x --format j").sorted() == ["json", "jsonl"])
    #expect(offers("footnote query build --verb") == [])
    #expect(offers("footnote build --passage-l") == ["--passage-limit"])
    #expect(offers("footnote completion z") == ["zsh"])
    #expect(offers("footnote build /etc/host").contains("/etc/hosts"))
    #expect(!offers("footnote query /etc/host").contains("/etc/hosts"))
  }

  @Test("the first word completes to a command or to an option of the tool")
  func commands() {
    #expect(Self.offers("") == (Command.all.map(\.name) + ["--help", "--version"]).sorted())
    #expect(Self.offers("q") == ["query"])
    #expect(Self.offers("--v") == ["--version"])
  }

  @Test("a dash completes to the flags of the command, and of no other")
  func flags() {
    for command in Command.all {
      let spellings = command.flags.map(\.about).flatMap(\.spellings)
      #expect(Self.offers(command.name, "-") == spellings.sorted(), "\(command.name)")
    }
    #expect(
      Self.offers("build", "--passage-") == [
        "--passage-limit", "--passage-overlap", "--passage-target",
      ])
  }

  @Test("a flag's value completes to its words, after a space or an equals sign")
  func values() {
    #expect(Self.offers("query", "--format", "j") == ["json", "jsonl"])
    #expect(Self.offers("query", "--format", "=", "j") == ["json", "jsonl"])
    #expect(Self.offers("query", "--format", "=") == QueryFormat.allCases.map(\.rawValue).sorted())
    #expect(Self.offers("query", "x.index", "-k", "") == [])
  }

  @Test("operands complete by their position, whatever options stand between")
  func operands() {
    #expect(Self.offers("completion", "") == ["bash", "fish", "zsh"])
    #expect(Self.offers("completion", "bash", "") == [])
    #expect(Self.offers("help", "b") == ["build"])
    #expect(Self.offers("query", "-k", "3", "--format", "=", "json", "an.index", "w") == [])
  }

  @Test("inputs complete to files, indexes to folders, names with spaces whole")
  func files() {
    let before = """
      folder=$(mktemp -d); trap 'rm -r "$folder"' EXIT; cd "$folder"
      mkdir 'an index'; touch 'a dump.xml'
      """
    #expect(Self.offers("build", "a", before: before) == ["a dump.xml", "an index"])
    #expect(Self.offers("query", "a", before: before) == ["an index"])
    #expect(Self.offers("build", "x", "-o", "a", before: before) == ["an index"])
    #expect(Self.offers("query", "x", "--batch=", "a", before: before) == [])
    #expect(
      Self.offers("query", "x", "--batch", "a", before: before) == ["a dump.xml", "an index"])
    #expect(Self.offers("build", "--", "-", before: before + "; touch -- -x") == ["-x"])
  }
}
