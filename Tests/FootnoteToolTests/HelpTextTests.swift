import Testing

@testable import FootnoteTool

@Suite("Help")
struct HelpTextTests {
  private static func traits(columns: Int, hasColor: Bool = false) -> TerminalTraits {
    TerminalTraits(
      isTerminal: hasColor, columns: columns, environment: { $0 == "TERM" ? "xterm" : nil })
  }

  private static func pages(columns: Int) -> [String] {
    let help = HelpText(traits: traits(columns: columns))
    return [help.overview(of: Command.all)] + Command.all.map { help.page(of: $0) }
  }

  @Test("no line is wider than 80 columns, however wide the terminal")
  func width() {
    for line in Self.pages(columns: 200).flatMap({ $0.split(separator: "\n") }) {
      #expect(String(line).displayWidth <= 80, "\(line)")
      #expect(line.last != " ", "\(line)")
    }
  }

  @Test("only examples and usage words are wider than a narrow terminal")
  func narrowTerminal() {
    for line in Self.pages(columns: 40).flatMap({ $0.split(separator: "\n") })
    where !line.hasPrefix("    footnote") && !line.contains("| footnote") {
      #expect(String(line).displayWidth <= 40, "\(line)")
    }
  }

  @Test("a command's page shows each flag, operand, default, choice and example")
  func completeness() {
    let help = HelpText(traits: Self.traits(columns: 80))
    for command in Command.all {
      let page = help.page(of: command)
      #expect(page.contains("Usage: footnote \(command.name)"))
      for flag in command.flags.map(\.about) { #expect(page.contains(flag.spelling)) }
      for operand in command.operands.map(\.about) { #expect(page.contains(operand.name)) }
      for example in command.examples { #expect(page.contains(example.line)) }
    }
    // Lines break between any two words.
    let words = help.page(of: .query).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("(default: 5)"))
    #expect(words.contains("text, markdown, html, json,"))
  }

  @Test("the overview shows each command and each exit status")
  func overview() {
    let page = HelpText(traits: Self.traits(columns: 80)).overview(of: Command.all)
    for command in Command.all { #expect(page.contains("\n  \(command.name) ")) }
    for status in ExitStatus.allCases { #expect(page.contains("\n  \(status.rawValue) ")) }
  }

  @Test("escape sequences appear only where there is colour")
  func color() {
    let colored = HelpText(traits: Self.traits(columns: 80, hasColor: true)).page(of: .build)
    #expect(colored.contains("\u{1B}[1mUsage:\u{1B}[0m"))
    #expect(Self.pages(columns: 80).allSatisfy { !$0.contains("\u{1B}") })
  }

  @Test("a word longer than a line stands alone, and wide letters count as two columns")
  func wrapping() {
    #expect(TextLayout.wrap("a incomprehensible b", width: 6) == ["a", "incomprehensible", "b"])
    #expect(TextLayout.wrap("日本 語日 本", width: 9) == ["日本 語日", "本"])
    #expect(TextLayout.wrap("  \n ", width: 9) == [])
  }

  @Test("a long line is broken under its first word, or under its label's value")
  func reflowing() {
    #expect(TextLayout.reflow("  a b c", width: 7) == ["  a b c"])
    #expect(TextLayout.reflow("  aa bb cc", width: 7) == ["  aa bb", "  cc"])
    #expect(
      TextLayout.reflow(" Credit:  aa bb cc", width: 15) == [" Credit:  aa bb", "          cc"])
    #expect(TextLayout.reflow("  https://a.example b", width: 9) == ["  https://a.example", "  b"])
    #expect(TextLayout.reflow("日本語日本語", width: 4) == ["日本語日本語"])
  }
}
