import Testing

@testable import FootnoteTool

@Suite("The tool as a process", .enabled(if: BuiltTool.exists, "the tool is not beside the tests"))
struct ProcessTests {
  @Test("the version goes to standard output")
  func version() {
    let result = BuiltTool.run("footnote --version 2> /dev/null")
    #expect(result == ShellResult(status: 0, output: "footnote \(Version.number)\n"))
  }

  @Test("help goes to standard output, and to standard error when no command was given")
  func help() {
    let help = BuiltTool.run("footnote help 2> /dev/null")
    #expect(help.status == 0 && help.output.contains("Commands:"))
    #expect(BuiltTool.run("footnote 2> /dev/null") == ShellResult(status: 2, output: ""))
    #expect(BuiltTool.run("footnote 2>&1").output == help.output)
  }

  @Test("a wrong command line ends with status 2, one message and a next step")
  func usage() {
    let result = BuiltTool.run("footnote qurey 2>&1")
    #expect(result.status == 2)
    #expect(
      result.lines == [
        "footnote: error: there is no command 'qurey'; did you mean 'query'?",
        "Run 'footnote help' for the list of commands.",
      ])
  }

  @Test("a full disk ends with status 5 and a message")
  func fullDisk() {
    let result = BuiltTool.run("footnote help 2>&1 > /dev/full")
    #expect(result.status == 5)
    #expect(result.output.hasPrefix("footnote: error: cannot write to standard output: "))
  }

  @Test("a closed standard output ends with status 5, and no file takes its place")
  func closedOutput() {
    let result = BuiltTool.run("footnote help 2>&1 >&-")
    #expect(result.status == 5)
    #expect(result.output.contains("cannot write to standard output: Bad file descriptor"))
  }

  @Test("a closed pipe ends quietly with status 141")
  func closedPipe() {
    let result = BuiltTool.run(
      """
      exec 3> >(:)
      wait $!
      footnote help 2>&1 >&3
      """)
    #expect(result == ShellResult(status: 141, output: ""))
  }
}
