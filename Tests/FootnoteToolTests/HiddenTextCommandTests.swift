import JSON
import Testing

@testable import FootnoteTool

@Suite(
  "Hidden text on the command line",
  .enabled(if: BuiltTool.exists, "the tool is not beside the tests"))
struct HiddenTextCommandTests {
  /// Runs a script after a build of three pages, the second with hidden text.
  private static func afterBuild(_ script: String) -> ShellResult {
    BuiltTool.run(
      #"""
      line() { printf '{"page_id":%s,"revision_id":%s,"title":"Page %s","language":"en",' $1 $1 $1
        printf '"url":"https://en.wikipedia.org/wiki/Page_%s","license":"CC-BY-SA-4.0",' $1
        printf '"timestamp":"2025-01-01T00:00:00Z","text":"%s"}\n' "$2"; }
      { line 1 "A gondola is a boat."; line 3 "No gondola here."
        line 2 "A gondola\ud83c\udff3\udb40\udc69\udb40\udc67 floats."; } > "$work/in.jsonl"
      footnote build "$work/in.jsonl" --wiki enwiki --quiet -o "$work/an.index" || exit 98
      """# + "\n" + script)
  }

  @Test("a passage with hidden text is shown with a line that says so, or refused and counted")
  func refusal() throws {
    let shown = Self.afterBuild("footnote query \"$work/an.index\" gondola 2>&1")
    #expect(shown.status == 0)
    #expect(shown.output.contains("   Hidden:   8 bytes of tag characters at byte 13 of the text"))
    let refused = Self.afterBuild(
      "footnote query \"$work/an.index\" gondola --refuse-hidden-text --format json "
        + "2> \"$work/said\" && grep -q '1 passage with hidden text left out' \"$work/said\"")
    #expect(refused.status == 0)
    let document = try JSONValue(parsing: refused.output)
    #expect(document["refused_hidden_text"] == .integer(1))
    #expect(document["passages"]?.array?.count == 2)
  }

  @Test("an answer that abstains besides says both, and a tab is shown as a space")
  func abstention() {
    let result = Self.afterBuild(
      #"""
      footnote query "$work/an.index" gondola --refuse-hidden-text --min-confidence 0.999999 2>&1
      echo "status $?"
      sed 's/No gondola here/No\\tgondola/' "$work/in.jsonl" > "$work/tab.jsonl"
      footnote build "$work/tab.jsonl" --wiki enwiki --quiet -o "$work/tab.index" || exit 97
      footnote query "$work/tab.index" --only-page 3 gondola --format html | grep -c 'No gondola'
      """#)
    #expect(result.output.contains("1 passage with hidden text left out"))
    #expect(result.output.contains("does not seem to answer this question"))
    #expect(Array(result.lines.suffix(2)) == ["status 1", "1"])
  }

  @Test("the answers of a batch count what was refused")
  func batch() throws {
    let result = Self.afterBuild(
      """
      echo '{"id":"q","text":"gondola"}' |
        footnote query "$work/an.index" --batch - --refuse-hidden-text
      """)
    let answer = try JSONValue(parsing: result.output)
    #expect(answer["refused_hidden_text"] == .integer(1))
    #expect(answer["passages"]?.array?.count == 2)
  }
}
