import JSON
import Testing

@testable import FootnoteTool

@Suite(
  "Bad questions on the command line",
  .enabled(if: BuiltTool.exists, "the tool is not beside the tests"))
struct BadQuestionTests {
  /// Runs a script after building `$work/an.index` from two dumps of the repository.
  private static func afterBuild(_ script: String) -> ShellResult {
    BuiltTool.run(
      """
      footnote build Data/dumps/{en,ja}*-pages-articles.xml --license CC-BY-SA-4.0 \
        --output "$work/an.index" --quiet || exit 98
      \(script)
      """)
  }

  @Test("an empty question is a wrong command line; one without words finds nothing and says so")
  func withoutWords() {
    let result = Self.afterBuild(
      #"""
      footnote query "$work/an.index" '' 2>&1; echo "status $?"
      for question in ' ' $'\t\n' '🙂🚀' $'\x01\x1b[31m\x7f' $'\xff\xfe' $'\xe2\x80'; do
        footnote query "$work/an.index" "$question" 2>&1 > "$work/out"; echo "status $?"
        test -s "$work/out" && echo "not empty"
      done
      """#)
    #expect(result.lines.filter { $0 == "status 2" }.count == 1)
    #expect(result.lines.filter { $0 == "status 1" }.count == 6)
    #expect(result.lines.filter { $0.contains("has a word of the question") }.count == 6)
    #expect(!result.output.contains("not empty") && !result.output.contains("\u{1B}"))
  }

  @Test("a language that no passage is in is told, and a batch has each id once in a run")
  func languagesAndIDs() {
    let result = Self.afterBuild(
      #"""
      footnote query "$work/an.index" --language qq tide 2>&1 | grep -c 'no passage is in the lang'
      footnote query "$work/an.index" --language en -k 1 tide 2>&1 | grep -c 'no passage is in'
      printf '%s\n' '{"id":"a","text":"tide"}' '{"id":"a","text":"lamp"}' > "$work/batch"
      gzip -k "$work/batch"
      for format in jsonl trec; do
        footnote query "$work/an.index" --batch "$work/batch.gz" --format $format -k 1 \
          2> "$work/said" | wc -l
        grep -c 'line 2: expected an id of its own, found a again' "$work/said"
      done
      """#)
    #expect(result.lines == ["1", "0", "2", "0", "1", "1"], "\(result.output)")
  }

  @Test("bytes that are no UTF-8 and mixed scripts separate words, in an argument")
  func strangeArguments() {
    let result = Self.afterBuild(
      #"""
      for question in $'tide\xff' $'\xc3 tide' $'tide\x00' 'tide燈塔маяк' $'ti\xcc\x81de tide'; do
        footnote query "$work/an.index" -k 1 "$question" > "$work/out" || exit 97
        test -s "$work/out" || exit 96
      done
      """#)
    #expect(result == ShellResult(status: 0, output: ""))
  }

  @Test("a batch that is no UTF-8 or no JSON ends with status 3 and the line")
  func strangeBatches() {
    let result = Self.afterBuild(
      #"""
      for line in '{"id":"a","text":"\xff"}' '\xff\xfe' '{"id":"a","text":"\\ud800"}' \
        '\x00' '{'; do
        printf "$line\n" | footnote query "$work/an.index" --batch - 2>&1 > /dev/null
        echo "status $?"
        printf "$line\n" > "$work/questions"
        footnote query "$work/an.index" --batch "$work/questions" 2>&1 > /dev/null
        echo "status $?"
      done
      footnote query "$work/an.index" --batch "$work/none" 2>&1; echo "status $?"
      """#)
    #expect(result.lines.filter { $0 == "status 3" }.count == 11)
    #expect(result.lines.filter { $0.contains("standard input, line 1: expected") }.count == 5)
    #expect(result.lines.filter { $0.contains("/questions, line 1: expected") }.count == 5)
  }

  @Test("a batch without a question says so; questions without words have empty answers")
  func emptyBatches() {
    let none = Self.afterBuild(
      "printf '\\n  \\r\\n' | footnote query \"$work/an.index\" --batch - 2>&1")
    #expect(none.status == 1 && none.output.contains("standard input: holds no question"))
    let empty = Self.afterBuild(
      #"""
      printf '{"id":"a","text":""}\n{"id":"b","text":" \\u0000\\n"}\n' |
        footnote query "$work/an.index" --batch - 2>&1
      """#)
    #expect(
      empty
        == ShellResult(
          status: 1, output: "{\"id\":\"a\",\"passages\":[]}\n{\"id\":\"b\",\"passages\":[]}\n"))
  }

  @Test("a question of a megabyte is answered by its beginning, and the tool says so")
  func longQuestion() {
    let result = Self.afterBuild(
      #"""
      { printf '{"id":"a","text":"tide '; head -c 1000000 /dev/zero | tr '\0' x; echo '"}'; } |
        footnote query "$work/an.index" --batch - -k 1 2>&1 > "$work/out"
      test -s "$work/out" || exit 97
      { printf '{"id":"a","text":"'; head -c 1100000 /dev/zero | tr '\0' x; echo '"}'; } |
        footnote query "$work/an.index" --batch - 2>&1
      """#)
    #expect(result.status == 3)
    #expect(result.output.contains("line 1: expected at most 65536 bytes, found 1000005"))
    #expect(result.output.contains("line 1: expected at most 1048576 bytes, found more"))
  }

  @Test("counts that cannot be shown end with status 2", arguments: ["0", "-1", "1000000", "1e3"])
  func counts(count: String) {
    let result = BuiltTool.run("footnote query some.index x -k \(count) 2>&1")
    #expect(result.status == 2)
    #expect(result.output.contains("-k must be a whole number from 1 to 10000"))
  }

  @Test("label files of every wrong kind end with status 3 and their place")
  func badLabels() {
    let result = Self.afterBuild(
      #"""
      printf 'q\t101\t1\n' > "$work/good.tsv"
      echo '{"_id":"q","text":"tide"}' > "$work/good.jsonl"
      number=0
      for bytes in '\xff\xfe' '{' '[]' '{"qid":1}' '\x1f\x8b\x08broken' 'BZh9broken' '\x00\x00'; do
        printf "$bytes\n" > "$work/bad"
        footnote eval "$work/an.index" --aligned "$work/bad" 2>&1; echo "status $?"
        footnote eval "$work/an.index" --queries "$work/bad" --qrels "$work/good.tsv" 2>&1
        echo "status $?"
        footnote eval "$work/an.index" --queries "$work/good.jsonl" --qrels "$work/bad" 2>&1
        echo "status $?"
      done
      """#)
    #expect(result.lines.filter { $0 == "status 3" }.count == 21, "\(result.output)")
    #expect(result.lines.filter { $0.contains("footnote: error: ") }.count == 21)
    #expect(!result.output.contains("Fatal"))
  }
}
