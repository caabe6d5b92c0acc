import JSON
import Testing

@testable import FootnoteTool

@Suite(
  "Filters on the command line", .enabled(if: BuiltTool.exists, "the tool is not beside the tests"))
struct FilterCommandTests {
  /// Runs a script after building `$work/an.index` from two dumps of the repository.
  private static func afterBuild(_ script: String) -> ShellResult {
    BuiltTool.run(
      """
      footnote build Data/dumps/{en,ja}*-pages-articles.xml --license CC-BY-SA-4.0 \
        --output "$work/an.index" --quiet || exit 98
      \(script)
      """)
  }

  @Test("each flag narrows what is found, and all of them together")
  func flags() throws {
    let result = Self.afterBuild(
      """
      for flags in '--only-language ja' '--only-wiki jafootnotewiki' '--only-page 101,104' \
        '--only-page 101,104 --only-section History' '--since 2020-01-01 --until 2026-12-31' \
        '--only-license cc-by-sa-4.0,CC0-1.0 --only-language JA,en --only-page 101'; do
        footnote query "$work/an.index" -k 50 --format json $flags 'lighthouse 富士山' 2>&1 ||
          exit 97
      done
      """)
    let answers = result.output.split(separator: "]}\n", omittingEmptySubsequences: true)
    #expect(result.status == 0 && answers.count == 6)
    func found(_ number: Int) throws -> [JSONValue] {
      try JSONValue(parsing: answers[number] + "]}")["passages"]?.array ?? []
    }
    for number in [0, 1] {
      #expect(try !found(number).isEmpty)
      for passage in try found(number) {
        #expect(passage["attribution"]?["is_part_of"]?["identifier"]?.string == "jafootnotewiki")
      }
    }
    #expect(try found(2).count > found(3).count && !found(3).isEmpty)
  }

  @Test("an unknown value is told with what the index has, and nothing found ends with status 1")
  func unknownValues() {
    let result = Self.afterBuild(
      "footnote query \"$work/an.index\" --only-language xx,yy tide 2>&1")
    #expect(result.status == 1)
    #expect(result.output.contains("no passage is in the language xx"))
    #expect(result.output.contains("Frequent ones of the index are: en, ja."))
    #expect(result.output.contains("no passage passes the filter"))
    #expect(!result.output.contains("has a word"))
    let title = Self.afterBuild(
      "footnote query \"$work/an.index\" --only-section Histroy --only-page 99 tide 2>&1")
    #expect(title.output.contains("“Histroy”") && title.output.contains("History"))
    #expect(title.output.contains("no page has the number 99"))
    let batch = Self.afterBuild(
      "echo '{\"id\":1,\"text\":\"tide\"}' |"
        + " footnote query \"$work/an.index\" --batch - --since 2100-01-01 2> /dev/null")
    #expect(batch == ShellResult(status: 1, output: "{\"id\":\"1\",\"passages\":[]}\n"))
  }

  @Test("values of a wrong shape end with status 2")
  func wrongShapes() {
    for flag in [
      "--only-language 'e n'", "--only-language en,", "--only-wiki EN", "--only-page -1",
      "--only-page 9007199254740992", "--since 2026-02-30", "--until yesterday",
      "--only-license ''",
    ] {
      let result = BuiltTool.run("footnote query some.index tide \(flag) 2>&1")
      #expect(result.status == 2 && result.output.contains(" must be "), "\(flag)")
    }
    #expect(BuiltTool.run("footnote eval --compare a b --since 2020-01-01 2>&1").status == 2)
  }

  @Test("an evaluation can be narrowed")
  func evaluation() {
    let result = Self.afterBuild(
      #"""
      echo '{"_id":"q","text":"tide"}' > "$work/q"
      printf 'q\t101\t1\n' > "$work/r"
      footnote eval "$work/an.index" --queries "$work/q" --qrels "$work/r" --only-language en ||
        exit 97
      footnote eval "$work/an.index" --queries "$work/q" --qrels "$work/r" --only-language ja
      """#)
    #expect(result.status == 1 && result.output.contains("hit@1       0.0000"))
  }
}
