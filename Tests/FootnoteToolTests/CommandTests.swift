import JSON
import Testing

@testable import FootnoteTool

@Suite(
  "The commands on a small corpus",
  .enabled(if: BuiltTool.exists, "the tool is not beside the tests"))
struct CommandTests {
  /// Builds `$work/an.index` from two dumps of the repository.
  private static let build = """
    footnote build Data/dumps/{en,ja}*-pages-articles.xml --license CC-BY-SA-4.0 \
      --output "$work/an.index"
    """

  /// Runs a script after a quiet build.
  private static func afterBuild(_ script: String) -> ShellResult {
    BuiltTool.run(build + " --quiet || exit 98\n" + script)
  }

  @Test("a build reports what it made, for people and as JSON")
  func buildReport() throws {
    let text = BuiltTool.run(Self.build + " 2>&1")
    #expect(text.status == 0)
    #expect(text.output.contains(" passages from 14 pages, "))
    #expect(text.output.contains("\nLeft out: deleted text 1, empty text 1, "))
    let report = try JSONValue(parsing: BuiltTool.run(Self.build + " --json").output)
    #expect(report["pages"]?.integer == 14)
    #expect(report["left_out"]?["redirect"]?.integer == 1)
    #expect(BuiltTool.run(Self.build + " --quiet 2>&1") == ShellResult(status: 0, output: ""))
  }

  @Test("a dry run reports and writes nothing")
  func dryRun() {
    let result = BuiltTool.run(Self.build + " --dry-run && ls \"$work\"")
    #expect(result.status == 0)
    #expect(result.lines.count == 2 && result.output.hasPrefix("Nothing written: "))
  }

  @Test("the same input gives the same bytes with one thread and with several")
  func threads() {
    let result = BuiltTool.run(
      """
      for threads in 1 3; do
        footnote build Data/dumps/ja*.xml --license CC-BY-SA-4.0 -q \
          --output "$work/$threads" --threads $threads || exit 98
      done
      diff -r "$work/1" "$work/3"
      """)
    #expect(result == ShellResult(status: 0, output: ""))
  }

  @Test("an index that is in the way is left alone")
  func outputExists() {
    let result = BuiltTool.run(
      """
      mkdir "$work/an.index"
      \(Self.build) 2>&1
      status=$?
      ls -A "$work/an.index"
      exit $status
      """)
    #expect(result.status == 5)
    #expect(result.lines.count == 1 && result.output.contains("an.index: exists already"))
  }

  @Test("an interrupted build ends with status 130 and leaves nothing behind")
  func interruption() {
    // The pipe holds 64 KiB: once more is written, the build is at work and listens to signals.
    let result = BuiltTool.run(
      """
      mkfifo "$work/pipe"
      "$tool" build - --license CC-BY-SA-4.0 -o "$work/an.index" < "$work/pipe" 2>&1 &
      exec 3> "$work/pipe"
      head -c 140000 Data/dumps/enfootnotewiki-20260101-pages-articles.xml >&3
      kill -TERM $!
      exec 3>&-
      wait $!
      status=$?
      rm "$work/pipe"
      ls -A "$work"
      exit $status
      """)
    #expect(result.status == 130)
    #expect(result.lines.count == 1)
    #expect(result.output.hasPrefix("footnote: error: interrupted. Nothing was left behind; "))
  }

  @Test("an input without articles ends with status 3, as a damaged one does")
  func badInputs() {
    let result = BuiltTool.run(
      """
      exec 2> /dev/null
      echo '<mediawiki></mediawiki>' | footnote build - --wiki enwiki -o "$work/1"; echo $?
      echo '<mediawiki>' | footnote build - --wiki enwiki -o "$work/2"; echo $?
      echo '<mediawiki></wiki>' | footnote build - --wiki enwiki -o "$work/3"; echo $?
      footnote build - --wiki enwiki -o "$work/4" < /dev/null; echo $?
      ls -A "$work"
      """)
    #expect(result.output == "3\n3\n3\n3\n")
  }

  @Test("an answer in text names the page, its revision, its licence and its authors")
  func textAnswer() {
    let result = Self.afterBuild(
      "footnote query \"$work/an.index\" -k 1 what is the lighthouse of Alexandria")
    #expect(result.status == 0)
    for part in [
      "1. Lighthouse › History › Antiquity", "oldid=100398", "contributors", "action=history",
      "https://creativecommons.org/licenses/by-sa/4.0/", "wiki markup removed",
    ] {
      #expect(result.output.contains(part), "\(part)")
    }
    #expect(!result.output.contains("\u{1B}"))
  }

  @Test("an answer in JSON is one document whose passages all have their attribution")
  func jsonAnswer() throws {
    let result = Self.afterBuild("footnote query \"$work/an.index\" -k 3 --format json 富士山")
    let document = try JSONValue(parsing: result.output)
    #expect(document["question"]?.string == "富士山")
    let passages = try #require(document["passages"]?.array)
    #expect(!passages.isEmpty)
    for (index, passage) in passages.enumerated() {
      #expect(passage["rank"]?.integer == Int64(index + 1))
      #expect(passage["text"]?.string != nil)
      #expect(passage["attribution"]?["version"]?["permalink"]?.string != nil)
      #expect(passage["attribution"]?["license"]?[0]?["url"]?.string != nil)
    }
  }

  @Test("an answer in HTML is a page, in Markdown a section a passage")
  func markupAnswers() {
    let html = Self.afterBuild(
      "footnote query \"$work/an.index\" -k 2 --format html '<b>tide</b>'")
    #expect(html.output.hasPrefix("<!DOCTYPE html>\n"))
    #expect(html.output.contains("<title>&lt;b&gt;tide&lt;/b&gt;</title>"))
    #expect(html.output.hasSuffix("</html>\n"))
    let markdown = Self.afterBuild("footnote query \"$work/an.index\" -k 2 --format markdown tide")
    #expect(markdown.lines.count { $0.hasPrefix("### ") } == 2)
  }

  @Test("a question without an answer ends with status 1 and says so")
  func nothingFound() {
    let result = Self.afterBuild("footnote query \"$work/an.index\" xyzzy 2>&1")
    #expect(result.status == 1)
    #expect(result.output.contains("no passage has a word of the question"))
    let json = Self.afterBuild("footnote query \"$work/an.index\" xyzzy --format json 2> /dev/null")
    #expect(json == ShellResult(status: 1, output: #"{"question":"xyzzy","passages":[]}"# + "\n"))
  }

  @Test("a batch gives a line of JSON for each question, in order")
  func batch() throws {
    let result = Self.afterBuild(
      #"""
      printf '{"id":"q1","text":"tide"}\n\r\n{"id":7,"text":"xyzzy"}\n{"text":"富士山","id":"q3"}' |
        footnote query "$work/an.index" -k 2 --batch -
      """#)
    #expect(result.status == 0)
    let answers = try result.lines.map { try JSONValue(parsing: $0) }
    #expect(answers.map { $0["id"]?.string } == ["q1", "7", "q3"])
    #expect(answers.map { $0["passages"]?.array?.isEmpty } == [false, true, false])
  }

  @Test("a batch for trec_eval has six fields a line")
  func trec() {
    let result = Self.afterBuild(
      #"""
      echo '{"id":"q1","text":"tide"}' > "$work/questions"
      footnote query "$work/an.index" -k 2 --batch "$work/questions" --format trec
      """#)
    let rows = result.lines.map { $0.split(separator: " ") }
    #expect(rows.map(\.count) == [6, 6])
    #expect(rows.map { $0[0] } == ["q1", "q1"] && rows.map { $0[3] } == ["1", "2"])
    #expect(rows.allSatisfy { $0[2].hasPrefix("enfootnotewiki:101:") })
  }

  @Test("a line of a batch that is no question ends with status 3 and its place")
  func badBatch() {
    for line in ["nonsense", "{}", #"{"id":true,"text":"x"}"#, #"{"id":"a"}"#, "[1]"] {
      let result = Self.afterBuild(
        "printf '%s\\n' '{\"id\":1,\"text\":\"x\"}' \(Shell.quoted(line)) |"
          + " footnote query \"$work/an.index\" --batch - 2>&1 > /dev/null")
      #expect(result.status == 3)
      #expect(result.output.contains("standard input, line 2: expected {\"id\""), "\(line)")
    }
    let spaces = Self.afterBuild(
      #"echo '{"id":"a b","text":"x"}' |"#
        + #" footnote query "$work/an.index" --batch - --format trec 2>&1"#
    )
    #expect(spaces.status == 3 && spaces.output.contains("an id without spaces"))
  }

  @Test("below the confidence that is asked for, the index says that it does not seem to answer")
  func abstention() throws {
    let ask = "footnote query \"$work/an.index\" --min-confidence"
    let text = Self.afterBuild("\(ask) 1 the tide of parliament 2>&1")
    #expect(text.status == 1)
    #expect(text.output.contains("the index does not seem to answer this question: the best pass"))
    let json = Self.afterBuild("\(ask) 1 --format json the tide of parliament 2> /dev/null")
    #expect(json.status == 1)
    let document = try JSONValue(parsing: json.output)
    #expect(document["abstains"]?.bool == true && document["passages"]?.array?.isEmpty == true)
    let all = Self.afterBuild("\(ask) 0 --format json tide")
    #expect(all.status == 0)
    #expect(try JSONValue(parsing: all.output)["abstains"]?.bool == false)
    let nothing = Self.afterBuild("\(ask) 0.5 --format json xyzzy 2> /dev/null")
    #expect(try JSONValue(parsing: nothing.output)["abstains"]?.bool == false)
    for value in ["1.1", "-0.1", "nan", "half"] {
      #expect(BuiltTool.run("footnote query i --min-confidence=\(value) x 2>&1").status == 2)
    }
  }

  @Test("a batch says of each question whether the index abstains")
  func batchAbstention() throws {
    let result = Self.afterBuild(
      #"""
      printf '{"id":"q1","text":"the tide of parliament"}\n{"id":"q2","text":"xyzzy"}\n' |
        footnote query "$work/an.index" --min-confidence 1 --batch -
      """#)
    #expect(result.status == 1)
    let answers = try result.lines.map { try JSONValue(parsing: $0) }
    #expect(answers.map { $0["abstains"]?.bool } == [true, false])
    #expect(answers.allSatisfy { $0["passages"]?.array?.isEmpty == true })
  }

  @Test("an explanation stands below its passage in text, and within it in JSON")
  func explanations() throws {
    let text = Self.afterBuild("footnote query \"$work/an.index\" -k 1 --explain tides xyzzy")
    #expect(text.output.contains("\n   Score:    the sum of\n"))
    #expect(text.output.contains("  tides (stem tide) 0."))
    #expect(text.output.contains("\n   Missing:  xyzzy\n"))
    #expect(text.output.contains("\n   Confidence: the best passage's log odds, the sum of\n"))
    let json = Self.afterBuild(
      #"""
      echo '{"id":"q1","text":"tides xyzzy"}' |
        footnote query "$work/an.index" -k 2 --explain --batch -
      """#)
    let passages = try #require(try JSONValue(parsing: json.output)["passages"]?.array)
    #expect(passages.count == 2)
    for passage in passages {
      let terms = try #require(passage["explanation"]?["first_stage"]?["terms"]?.array)
      #expect(terms.map { $0["word"]?.string } == ["tides", "xyzzy"])
    }
    for arguments in ["x --format html", "x --format markdown", "--batch y --format trec"] {
      let status = BuiltTool.run("footnote query some.index --explain \(arguments) 2>&1").status
      #expect(status == 2, "\(arguments)")
    }
  }

  @Test("arguments that contradict each other end with status 2")
  func contradictions() {
    for arguments in ["", "x --batch y", "x --format trec", "--batch y --format html"] {
      #expect(BuiltTool.run("footnote query some.index \(arguments) 2>&1").status == 2)
    }
  }

  @Test("a sound index is verified, a damaged one ends with status 4, a newer one with 6")
  func verify() {
    let sound = Self.afterBuild("footnote verify \"$work/an.index\" 2>&1")
    #expect(sound.status == 0 && sound.output.contains("an.index: sound: "))
    let damaged = Self.afterBuild(
      """
      file="$work/an.index/segment-000001/postings"
      truncate -s -1 "$file"
      footnote verify "$work/an.index" 2>&1
      """)
    #expect(damaged.status == 4 && damaged.output.contains("/postings: expected "))
    let newer = Self.afterBuild(
      """
      echo 'footnote-index 999' > "$work/an.index/CURRENT"
      footnote verify "$work/an.index" 2>&1
      """)
    #expect(newer.status == 6)
    #expect(BuiltTool.run("footnote verify /etc 2> /dev/null").status == 4)
  }
}
