import Testing

@testable import FootnoteTool

@Suite("The manual page")
struct ManualPageTests {
  private static let page = ManualPage.text(of: Command.all)

  @Test("the page in the repository is the one that the definitions give")
  func committedPage() {
    let path = BuiltTool.root + "/Documentation/footnote.1"
    let committed = Shell.run("cat \(Shell.quoted(path)) 2> /dev/null").output
    #expect(committed == Self.page, "\(path) is out of date; run 'make man'")
  }

  @Test("the page holds each command, flag, exit status and environment variable")
  func completeness() {
    for command in Command.all {
      #expect(Self.page.contains(".SS \"footnote \(command.name)\"\n"))
      for flag in command.flags.map(\.about) {
        let spelling = flag.spelling.split(separator: "-", omittingEmptySubsequences: false)
        #expect(Self.page.contains("\\fB" + spelling.joined(separator: "\\-") + "\\fR"))
      }
    }
    for status in ExitStatus.allCases { #expect(Self.page.contains("\\fB\(status.rawValue)\\fR")) }
    #expect(Self.page.contains("NO_COLOR"))
  }

  @Test("no line of text is taken for a request of troff")
  func requests() {
    let macros = Set(".TH .SH .SS .PP .TP .br .nf .fi .RS .RE .UR .UE".split(separator: " "))
    for line in Self.page.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(macros.contains(line.prefix(3)), "\(line)")
    }
  }

  @Test("groff renders the page without a warning", .enabled(if: Shell.has("groff")))
  func groff() {
    let result = Shell.run(
      "printf %s \(Shell.quoted(Self.page)) | groff -man -Tascii -ww -z 2>&1")
    #expect(result == ShellResult(status: 0, output: ""))
  }

  @Test("mandoc finds no fault with the page", .enabled(if: Shell.has("mandoc")))
  func mandoc() {
    let result = Shell.run(
      "printf %s \(Shell.quoted(Self.page)) | mandoc -man -Tlint -Wwarning 2>&1")
    #expect(result == ShellResult(status: 0, output: ""))
  }
}
