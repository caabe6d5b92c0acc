import JSON
import Testing

@testable import FootnoteTool

@Suite(
  "The command check on a small corpus",
  .enabled(if: BuiltTool.exists, "the tool is not beside the tests"))
struct CheckCommandTests {
  /// Runs a script after a build of `$work/an.index`, with two answers in `$work`: `good.json` as
  /// `query` wrote it, and `bad.json` of another revision.
  private static func afterBuild(_ script: String) -> ShellResult {
    BuiltTool.run(
      """
      footnote build Data/dumps/en*-pages-articles.xml --license CC-BY-SA-4.0 --quiet \
        -o "$work/an.index" || exit 98
      footnote query "$work/an.index" --format json tide > "$work/good.json"
      sed 's/"identifier":100[0-9]*,"is_syn/"identifier":7,"is_syn/' "$work/good.json" \
        > "$work/bad.json"
      tr -d '\\n' < "$work/good.json" > "$work/answers.jsonl"; echo >> "$work/answers.jsonl"
      tr -d '\\n' < "$work/bad.json" >> "$work/answers.jsonl"
      check() { footnote check --index "$work/an.index" "$@"; }
      cd "$work"
      \(script)
      """)
  }

  @Test("what query wrote holds, with status 0; another revision does not, with status 8")
  func statuses() {
    let good = Self.afterBuild("check good.json")
    #expect(good.status == 0)
    #expect(good.output == "1 answer, 5 citations: all hold\n")
    let bad = Self.afterBuild("check - < bad.json")
    #expect(bad.status == 8)
    #expect(bad.output.contains("standard input: does not hold"))
    #expect(bad.output.contains("  error: /passages/0: attribution-altered: expected"))
    let both = Self.afterBuild("check answers.jsonl")
    #expect(both.status == 8)
    #expect(both.output.contains("answers.jsonl, line 2: does not hold"))
    #expect(both.output.hasSuffix("2 answers, 10 citations: 1 with errors\n"))
  }

  @Test("reports in JSON are an object an answer, without a word of a passage")
  func json() throws {
    let result = Self.afterBuild("check answers.jsonl --format json")
    #expect(result.status == 8)
    let reports = try result.lines.map { try JSONValue(parsing: $0) }
    #expect(reports.map { $0["is_sound"] } == [.bool(true), .bool(false)])
    let citation = try #require(reports[0]["citations"]?[0])
    #expect(citation["quotation"]?["match"] == "verbatim")
    #expect(citation["succession"]?["state"] == "unchanged")
    #expect(citation["generation"] == 1)
    #expect(!result.output.contains("the sea"))
  }

  @Test("a report in SARIF has what the standard asks for")
  func sarif() throws {
    let result = Self.afterBuild("check answers.jsonl --format sarif")
    let log = try JSONValue(parsing: result.output)
    #expect(log["version"] == "2.1.0")
    #expect(log["runs"]?.array?.count == 1)
    let driver = try #require(log["runs"]?[0]?["tool"]?["driver"])
    #expect(driver["name"] == "footnote")
    let rules = try #require(driver["rules"]?.array)
    let ids = rules.compactMap { $0["id"]?.string }
    #expect(Set(ids).count == rules.count && !ids.isEmpty)
    let results = try #require(log["runs"]?[0]?["results"]?.array)
    #expect(results.count == 5)
    for result in results {
      let index = try #require(result["ruleIndex"]?.integer)
      #expect(result["ruleId"]?.string == ids[Int(index)])
      #expect(["none", "note", "warning", "error"].contains(result["level"]?.string))
      #expect(result["message"]?["text"]?.string?.isEmpty == false)
      let place = try #require(result["locations"]?[0]?["physicalLocation"])
      #expect(place["artifactLocation"]?["uri"] == "answers.jsonl")
      #expect(place["region"]?["startLine"] == 2)
    }
    let clean = Self.afterBuild("check good.json --format sarif")
    #expect(try JSONValue(parsing: clean.output)["runs"]?[0]?["results"] == .array([]))
    #expect(clean.status == 0)
  }

  @Test("what is no answer ends with status 3 and its place, a missing index with status 4")
  func refusals() {
    let result = Self.afterBuild(
      "{ cat answers.jsonl; echo; echo '{\"x\":1}'; } | check - 2>&1 > /dev/null")
    #expect(result.status == 3)
    #expect(result.output.contains("standard input, line 3: expected an answer with citations"))
    #expect(Self.afterBuild("footnote check good.json --index nothing 2> /dev/null").status == 4)
    #expect(Self.afterBuild("footnote check good.json 2> /dev/null").status == 2)
    #expect(Self.afterBuild("check nothing.json 2> /dev/null").status == 3)
    #expect(Self.afterBuild("check /dev/null 2>&1").output.contains("holds no answer"))
  }

  @Test("a reader that stops early ends the check without a word")
  func closedPipe() {
    let result = Self.afterBuild(
      """
      for _ in {1..400}; do cat answers.jsonl; echo; done > many.jsonl
      check many.jsonl --format json 2>&1 | head -n 1
      """)
    #expect(result.lines.count == 1 && result.output.hasPrefix("{\"citations\":"))
  }
}
