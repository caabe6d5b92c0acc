import JSON
import Testing

@testable import FootnoteTool

@Suite(
  "Packing on the command line",
  .enabled(if: BuiltTool.exists, "the tool is not beside the tests"))
struct PackCommandTests {
  private static func afterBuild(_ script: String) -> ShellResult {
    BuiltTool.run(
      """
      footnote build Data/dumps/en*-pages-articles.xml --license CC-BY-SA-4.0 --quiet \
        -o "$work/an.index" || exit 98
      pack() { footnote query "$work/an.index" --pack "$@" tide and lighthouse; }
      \(script)
      """)
  }

  @Test("a document stays within its budget, and what was left out is told on standard error")
  func budget() {
    for format in ["text", "markdown", "json"] {
      let result = Self.afterBuild(
        "pack 3000 --format \(format) 2> \"$work/said\" && "
          + "grep -Eq '^footnote: [0-9]+ passages? in [0-9,]+ of 3,000 characters; left out' "
          + "\"$work/said\"")
      #expect(result.status == 0, "\(format)")
      #expect((1...3_000).contains(result.output.unicodeScalars.count))
      #expect(result.output.contains("creativecommons.org/licenses/by-sa/4.0/"))
    }
  }

  @Test("a budget that is too small for any passage writes nothing, with status 1")
  func tooSmall() {
    let result = Self.afterBuild("pack 100 2> /dev/null")
    #expect(result.status == 1 && result.output.isEmpty)
  }

  @Test("formats without room for a packed document are refused")
  func refusals() {
    for flags in ["--format html", "--explain", "--batch x --format jsonl"] {
      #expect(Self.afterBuild("pack 1000 \(flags) 2> /dev/null").status == 2, "\(flags)")
    }
  }
}
