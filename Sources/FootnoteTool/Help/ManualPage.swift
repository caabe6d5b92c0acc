/// The manual page `footnote(1)`, in troff with the `man` macros (groff_man(7)).
enum ManualPage {
  /// The page; the same definitions give the same bytes.
  static func text(of commands: [Command]) -> String {
    var page = Troff()
    page.title(version: Version.number, date: Version.date)
    page.section("NAME")
    page.line("footnote \\- \(Troff.escape(About.summary))")
    page.section("SYNOPSIS")
    for (position, command) in commands.enumerated() {
      if position > 0 { page.macro("br") }
      page.line(Troff.usage(command.usage))
    }
    page.section("DESCRIPTION")
    for (position, paragraph) in About.paragraphs.enumerated() {
      if position > 0 { page.macro("PP") }
      page.paragraph(paragraph)
    }
    page.section("OPTIONS")
    for row in About.flags { page.row(Troff.emphasized(row.term), row.meaning + ".") }
    page.section("COMMANDS")
    for command in commands { page.add(command) }
    page.section("EXIT STATUS")
    for status in ExitStatus.allCases {
      page.row("\\fB\(status.rawValue)\\fR", status.meaning.capitalizedSentence)
    }
    page.section("ENVIRONMENT")
    for row in About.environment { page.row(Troff.emphasized(row.term), row.meaning) }
    page.section("SEE ALSO")
    page.macro("UR", About.termsOfUse)
    page.line("The terms of use of Wikipedia\\(aqs text")
    page.macro("UE")
    return page.text
  }
}

/// A page in the making.
private struct Troff {
  private(set) var text = ""

  mutating func line(_ line: String) {
    // A dot or apostrophe at a line's start would be a request.
    let isRequest = line.hasPrefix(".") || line.hasPrefix("'")
    text += (isRequest ? "\\&" : "") + line + "\n"
  }

  mutating func macro(_ name: String, _ arguments: String...) {
    text += "." + name + arguments.map { " \"\(Self.escape($0))\"" }.joined() + "\n"
  }

  /// The page's header; its date keeps plain dashes, for mandoc to read it.
  mutating func title(version: String, date: String) {
    text += ".TH \"FOOTNOTE\" \"1\" \"\(date)\" \"footnote \(version)\" \"User Commands\"\n"
  }

  mutating func section(_ title: String) { macro("SH", title) }

  mutating func paragraph(_ paragraph: String) {
    for line in TextLayout.wrap(paragraph, width: 90) { self.line(Self.escape(line)) }
  }

  /// A term, already in troff, and its meaning.
  mutating func row(_ term: String, _ meaning: String) {
    macro("TP")
    line(term)
    paragraph(meaning)
  }

  mutating func add(_ command: Command) {
    macro("SS", "footnote \(command.name)")
    paragraph(command.summary.capitalizedSentence)
    macro("PP")
    line(Self.usage(command.usage))
    for text in TextLayout.paragraphs(command.discussion) {
      macro("PP")
      paragraph(text)
    }
    for operand in command.operands.map(\.about) {
      row("\\fI\(Self.escape(operand.term))\\fR", operand.meaning.capitalizedSentence)
    }
    for flag in command.flags.map(\.about) {
      row(Self.emphasized(flag.term), flag.meaning.capitalizedSentence)
    }
    for (position, example) in command.examples.enumerated() {
      macro("PP")
      paragraph((position == 0 ? "Examples. " : "") + example.meaning + ":")
      macro("PP")
      macro("RS", "4")
      macro("nf")
      line(Self.escape(example.line))
      macro("fi")
      macro("RE")
    }
  }

  /// Text as it is shown: backslashes, dashes and quotation marks keep their look.
  static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "\"": result += "\\(dq"
      case "`": result += "\\(ga"
      case "~": result += "\\(ti"
      case "^": result += "\\(ha"
      default:
        if scalar.isASCII {
          result.unicodeScalars.append(scalar)
        } else {
          result += "\\[u" + hexadecimal(scalar.value) + "]"
        }
      }
    }
    return result
  }

  /// A flag's term: what is typed in bold, what stands for a value in italics.
  static func emphasized(_ term: String) -> String {
    styled(term.split(separator: " ").map(String.init)) { word in
      word.contains(where: \.isLowercase) || word.contains("_") || word.hasPrefix("-")
    }
  }

  /// A usage line: command and flags in bold, placeholders in italics.
  static func usage(_ usage: String) -> String {
    styled(usage.split(separator: " ").map(String.init)) { $0.contains(where: \.isLowercase) }
  }

  private static func styled(_ words: [String], isTyped: (String) -> Bool) -> String {
    words.map { word in
      let font = isTyped(word) ? "B" : "I"
      return "\\f\(font)\(escape(word))\\fR"
    }.joined(separator: " ")
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension String {
  /// The text as a sentence: with a capital letter at its start and a full stop at its end.
  var capitalizedSentence: String {
    guard let first else { return self }
    let end = hasSuffix(".") ? "" : "."
    return first.uppercased() + dropFirst() + end
  }
}
