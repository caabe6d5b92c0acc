import JSON
import Testing

@testable import FootnoteTool

@Suite(
  "The command eval on a small corpus",
  .enabled(if: BuiltTool.exists, "the tool is not beside the tests"))
struct EvalCommandTests {
  /// Builds an index and writes labels, questions and judgements beside it, then runs a script.
  private static func run(_ script: String) -> ShellResult {
    BuiltTool.run(
      #"""
      footnote build Data/dumps/en*-pages-articles.xml --license CC-BY-SA-4.0 -q \
        -o "$work/an.index" || exit 98
      label() {
        printf '{"qid":"%s","question":"%s","answers":["%s"],"page_id":101,' "$1" \
          "How long is it from one high water to the next?" "$2"
        printf '"char_start":%d,"char_end":100001,"answer_in_range":true}\n' "$3"
      }
      {
        label q1 "about 12 HOURS and 25 minutes" 0
        label q2 xyzzy 0
        label q3 "about 12 hours and 25 minutes" 100000
        echo '{"qid":"q4","question":"Who?","answers":[],"is_impossible":true}'
      } > "$work/labels"
      cat > "$work/queries" <<'END'
      {"_id":"q1","text":"high water and low water"}
      {"_id":"q2","text":"lighthouse of Alexandria"}
      {"_id":"q3","text":"nobody knows"}
      END
      printf '%s\t%s\t%s\n' query-id corpus-id score q1 101 1 q2 104 2 q2 999999 1 q9 1 1 \
        > "$work/qrels"
      \#(script)
      """#)
  }

  private static let judged = #"--queries "$work/queries" --qrels "$work/qrels""#

  @Test("aligned labels count passages of the place that contain an answer")
  func aligned() throws {
    let result = Self.run(
      #"gzip "$work/labels"; footnote eval "$work/an.index" --aligned "$work/labels.gz" --json"#)
    #expect(result.status == 0)
    let report = try JSONValue(parsing: result.output)
    #expect(report["questions"]?.integer == 3)
    #expect(report["left_out"] == ["impossible": 1])
    #expect(report["depth"]?.integer == 100)
    let questions = try #require(report["per_question"]?.array)
    #expect(questions.map { $0["id"]?.string } == ["q1", "q2", "q3"])
    #expect(questions.map { $0["recall@100"]?.double } == [1, 0, 0])
    let mean = try #require(report["metrics"]?["hit@100"]?["mean"]?.double)
    #expect(mean == 1.0 / 3)
    #expect(report["latency_microseconds"]?["median"]?.double ?? 0 > 0)
    let told = questions.compactMap { $0["confidence"]?.double }
    #expect(told.count == 3 && told.allSatisfy { (0...1).contains($0) })
    let calibration = try #require(report["confidence"])
    #expect(calibration["bins"]?.integer == 15)
    #expect((0...1).contains(calibration["expected_calibration_error"]?.double ?? -1))
    #expect(calibration["area_under_roc"] != nil)
  }

  @Test("BEIR's layout ranks pages by their best passage")
  func judgedPages() throws {
    let result = Self.run("footnote eval \"$work/an.index\" \(Self.judged) --json")
    #expect(result.status == 0)
    let report = try JSONValue(parsing: result.output)
    #expect(report["left_out"] == ["not_judged": 1])
    #expect(report["unknown_query_judgements"]?.integer == 1)
    let questions = try #require(report["per_question"]?.array)
    #expect(questions.map { $0["hit@1"]?.double } == [1, 1])
    #expect(questions.map { $0["recall@100"]?.double } == [1, 0.5])
    // A grade of 2 found first, and one of 1 missed: 2 / (2 + 1 / log2(3)).
    let gain = try #require(questions[1]["nDCG@10"]?.double)
    #expect(abs(gain - 0.760_187_6) < 1e-6)
  }

  @Test("the table for people has each measure with its interval, and the latency")
  func table() {
    let result = Self.run("footnote eval \"$work/an.index\" \(Self.judged)")
    #expect(result.status == 0)
    #expect(result.lines[0].hasSuffix("2 questions of queries, qrels (left out: 1 not judged)"))
    #expect(result.lines[1] == "Not used: 1 judgement of unknown queries")
    #expect(result.lines.contains("  hit@1       1.0000     1.0000  1.0000"))
    #expect(result.lines.contains("  recall@100  0.7500     0.5000  1.0000"))
    // Both first passages are right, so that there are none to tell them from.
    #expect(result.lines.contains { $0.hasPrefix("First passage's confidence: calibration e") })
    #expect(result.output.contains(", area under ROC curve none\n"))
    #expect(result.lines.last?.hasPrefix("Search, one thread: median ") == true)
  }

  @Test("pages with answers that the index lacks are told, and results of labels of other names")
  func otherLabels() {
    let result = Self.run(
      #"""
      footnote eval "$work/an.index" \#(Self.judged) --json > "$work/a.json" 2> "$work/absent"
      cp "$work/qrels" "$work/other"
      footnote eval "$work/an.index" --queries "$work/queries" --qrels "$work/other" --json \
        > "$work/b.json" 2> "$work/same"
      cmp "$work/absent" "$work/same" || exit 97
      cat "$work/absent"
      footnote eval --compare "$work/a.json" "$work/a.json" 2>&1 > "$work/table" || exit 96
      echo "-"
      footnote eval --compare "$work/a.json" "$work/b.json" 2>&1 > "$work/table"
      """#)
    #expect(result.status == 0)
    #expect(result.lines.first?.contains("1 of 3 pages with answers are not in") == true)
    #expect(result.output.contains(", such as 999999"))
    let compared = result.output.split(separator: "\n-\n").last
    #expect(compared?.contains("is of the labels queries, qrels") == true)
    #expect(compared?.contains("of queries, other") == true)
  }

  @Test("a run names what judgements name: pages once, at their best passage, or passages")
  func run() throws {
    let result = Self.run(
      #"""
      footnote eval "$work/an.index" \#(Self.judged) --run "$work/pages" > /dev/null || exit 97
      footnote query "$work/an.index" --batch <(head -n 2 "$work/queries") -k 100 --format trec \
        > "$work/passages"
      awk '{ split($3, key, ":"); if (!seen[$1, key[2]]++)
          print $1, $2, key[2], ++rank[$1], $5, $6 }' "$work/passages" |
        diff - "$work/pages" >&2 || exit 96
      cut -d ' ' -f 1-3 "$work/passages" | sed 's/$/ 1/' > "$work/found"
      footnote eval "$work/an.index" --queries "$work/queries" --qrels "$work/found" \
        --run "$work/run" > /dev/null || exit 95
      diff "$work/passages" "$work/run" >&2 || exit 94
      cut -d ' ' -f 1-3 "$work/run" | sed 's/$/ 1/' > "$work/found"
      footnote eval "$work/an.index" --queries "$work/queries" --qrels "$work/found" --json
      """#)
    #expect(result.status == 0)
    let report = try JSONValue(parsing: result.output)
    for metric in ["hit@1", "MRR@10", "nDCG@10", "recall@100"] {
      #expect(report["metrics"]?[metric]?["mean"]?.double == 1, "\(metric)")
    }
  }

  @Test("a run does not overwrite a file, and its ids have no spaces")
  func runRefused() {
    let exists = Self.run(
      "footnote eval \"$work/an.index\" \(Self.judged) --run \"$work/queries\" 2>&1")
    #expect(exists.status == 5 && exists.output.contains("queries: cannot create: File exists"))
    let spaces = Self.run(
      #"""
      sed -i s/q1/q\ 1/ "$work/labels"
      footnote eval "$work/an.index" --aligned "$work/labels" --run "$work/run" 2>&1
      status=$?
      [[ -e $work/run ]] && exit 97
      exit $status
      """#)
    #expect(spaces.status == 3)
    #expect(spaces.output.contains("labels, line 1: expected an id without spaces, found \"q 1\""))
  }

  @Test("a run that was not finished has no name")
  func interruptedRun() {
    let result = Self.run(
      #"""
      seq 10000 | sed 's/.*/{"_id":"&","text":"the tide of the lighthouse and the harbour"}/' \
        > "$work/queries"
      seq 10000 | sed 's/$/ 0 101 1/' > "$work/qrels"
      "$tool" eval "$work/an.index" \#(Self.judged) --run "$work/run" > /dev/null 2>&1 &
      until compgen -G "$work/run.*" > /dev/null; do kill -0 $! || exit 97; done
      kill -KILL $!
      wait $!
      test -e "$work/run" || echo none
      """#)
    #expect(result.lines == ["none"], "\(result.status)")
  }

  @Test("questions that find nothing end with status 1, and absent passages are told")
  func nothingFound() {
    let result = Self.run(
      #"""
      echo '{"_id":"q1","text":"xyzzy"}' > "$work/queries"
      echo 'q1 0 enfootnotewiki:101:1:0 1' > "$work/qrels"
      footnote eval "$work/an.index" \#(Self.judged) 2>&1 > /dev/null; echo "status $?"
      """#)
    #expect(result.lines.last == "status 1")
    #expect(
      result.output.contains("1 of 1 relevant passages are not in")
        && result.output.contains("such as enfootnotewiki:101:1:0"))
  }

  @Test("two results are compared question by question")
  func compare() throws {
    let result = Self.run(
      #"""
      footnote eval "$work/an.index" \#(Self.judged) --json > "$work/a" || exit 97
      footnote eval --compare "$work/a" "$work/a" --json
      """#)
    #expect(result.status == 0)
    let comparison = try JSONValue(parsing: result.output)
    #expect(comparison["questions"]?.integer == 2)
    #expect(comparison["metrics"]?["MRR@10"]?["p_value"]?.double == 1)
  }

  @Test("labels without a question to evaluate end with status 1 and say why")
  func nothingToEvaluate() {
    let result = Self.run(
      #"""
      sed -i 1,3d "$work/labels"
      footnote eval "$work/an.index" --aligned "$work/labels" 2>&1
      """#)
    #expect(result.status == 1)
    #expect(result.output.contains("labels: no question to evaluate (left out: 1 impossible)"))
  }

  @Test(
    "arguments that contradict each other end with status 2",
    arguments: [
      "x", "x y --aligned z", "x --queries y", "x --qrels y", "x --aligned y --qrels z",
      "x --queries - --qrels -", "--compare x", "--compare x y z", "--compare - -",
      "--compare x y --aligned z", "--compare x y --run z", "--compare x y --language en",
      "--compare x y --ignore-revocations why",
    ])
  func contradictions(arguments: String) {
    #expect(BuiltTool.run("footnote eval \(arguments) 2>&1").status == 2)
  }
}
