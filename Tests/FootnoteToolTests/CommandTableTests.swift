import Testing

@testable import FootnoteTool

@Suite("The table of commands")
struct CommandTableTests {
  @Test("names are unique, and so are the flags of a command")
  func uniqueNames() {
    #expect(Set(Command.all.map(\.name)).count == Command.all.count)
    for command in Command.all {
      let names = command.flags.map(\.about).flatMap(\.spellings)
      #expect(Set(names).count == names.count, "\(command.name)")
    }
  }

  @Test("only the last operand takes several arguments, and no required one follows an optional")
  func operandOrder() {
    for command in Command.all {
      let operands = command.operands.map(\.about)
      #expect(operands.dropLast().allSatisfy { !$0.isRepeatable }, "\(command.name)")
      let firstOptional = operands.firstIndex { !$0.isRequired } ?? operands.count
      #expect(operands[firstOptional...].allSatisfy { !$0.isRequired }, "\(command.name)")
    }
  }

  @Test("every example of a command parses, past what the shell does with it")
  func examples() throws {
    for command in Command.all {
      #expect(!command.examples.isEmpty, "\(command.name)")
      for example in command.examples {
        let words = Self.words(of: example.line)
        #expect(words.first == command.name, "\(example.line)")
        _ = try Request(parsing: words, commands: Command.all)
      }
    }
  }

  @Test("summaries are one line without a full stop")
  func summaries() {
    for command in Command.all {
      let summaries =
        [command.summary] + command.flags.map(\.about.summary)
        + command.operands.map(\.about.summary)
      for summary in summaries {
        #expect(!summary.isEmpty && !summary.contains("\n") && !summary.hasSuffix("."))
      }
    }
  }

  /// The arguments of `footnote` in a shell's line: between it and a redirection, unquoted.
  private static func words(of line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in line + " " {
      if character == "\"" {
        isQuoted.toggle()
      } else if " ()".contains(character), !isQuoted {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    let start = words.firstIndex(of: "footnote") ?? 0
    return Array(words[(start + 1)...].prefix { $0 != ">" && $0 != "|" })
  }
}
