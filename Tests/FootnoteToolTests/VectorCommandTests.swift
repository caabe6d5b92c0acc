import JSON
import Testing

@testable import FootnoteTool

@Suite(
  "Vectors on the command line",
  .enabled(if: BuiltTool.exists, "the tool is not beside the tests"))
struct VectorCommandTests {
  private static let build = """
    build() {
      footnote build Data/dumps/en*-pages-articles.xml --license CC-BY-SA-4.0 --quiet "$@"
    }
    """

  /// Runs a script where `$work/own.index` has vectors that were made elsewhere: of each passage
  /// eight numbers, of which number i mod 8 is 3 and the others are 1, i being its place.
  private static func withOwnVectors(_ script: String) -> ShellResult {
    BuiltTool.run(
      """
      \(build)
      build --output "$work/plain.index" || exit 98
      footnote export "$work/plain.index" --format keys > "$work/keys" || exit 97
      awk '{
        printf "{\\"id\\":\\"%s\\",\\"vector\\":[", $0
        for (i = 0; i < 8; i++) printf "%s%d", (i ? "," : ""), (i == (NR - 1) % 8 ? 3 : 1)
        print "]}"
      }' "$work/keys" > "$work/own.jsonl"
      own() { build --vectors "$work/own.jsonl" --model eight --model-version 1 "$@"; }
      own --output "$work/own.index" || exit 96
      \(script)
      """)
  }

  @Test("keys are exported, vectors built from them, and a question's vector finds its like")
  func roundTrip() throws {
    let result = Self.withOwnVectors(
      """
      echo '[1,1,1,3,1,1,1,1]' > "$work/q.json"
      footnote query "$work/own.index" --mode dense --vector "$work/q.json" --format json any
      footnote query "$work/own.index" --vector "$work/q.json" --format json lighthouse
      footnote query "$work/own.index" --format json lighthouse 2> "$work/warning"
      grep -c 'searched by words alone' "$work/warning"
      footnote query "$work/own.index" --mode sparse --format json lighthouse 2>&1 > /dev/null
      footnote verify "$work/own.index"
      footnote inspect "$work/own.index" | grep Vectors
      sed -n 4p "$work/keys"
      """)
    #expect(result.status == 0, "\(result.output)")
    let key = try #require(result.lines.last)
    #expect(result.output.contains("\"key\":\"\(key)\""))
    #expect(result.output.contains("8 dimensions, cosine, by eight 1"))
    #expect(result.output.contains("sound: 7 files"))
    #expect(result.output.components(of: "\"confidence\"") == 10)
  }

  @Test("a batch takes a row of vectors for each question, no more and no fewer")
  func batches() {
    let result = Self.withOwnVectors(
      """
      echo '{"id":"a","text":"lighthouse"}
      {"id":"b","text":"tide"}' > "$work/batch"
      ask() {
        footnote query "$work/own.index" --batch "$work/batch" --vector "$work/v.jsonl" \
          2>&1 > /dev/null
        echo "status $?"
      }
      echo '[1,2,3,4,5,6,7,8]' > "$work/v.jsonl"; ask
      echo '{"vector":[8,2,3,4,5,6,7,1]}' >> "$work/v.jsonl"; ask
      echo '[1,2,3,4,5,6,7,8]' >> "$work/v.jsonl"; ask
      """)
    #expect(result.lines.filter { $0.hasPrefix("status") } == ["status 3", "status 0", "status 3"])
    #expect(result.output.contains("expected 2 vectors or more, one for each question, found 1"))
    #expect(result.output.contains("expected 2 vectors, one for each question, found 3"))
  }

  @Test("contradictions and bad vectors are refused with their status and what to do")
  func refusals() {
    let result = Self.withOwnVectors(
      """
      try() { "$@" > "$work/out" 2>&1; echo "$? $(head -n 1 "$work/out")"; }
      try footnote query "$work/plain.index" --mode dense lighthouse
      try footnote query "$work/own.index" --mode hybrid lighthouse
      try footnote query "$work/own.index" --recall 0 lighthouse
      echo '[1,2]' > "$work/short.json"
      try footnote query "$work/own.index" --vector "$work/short.json" lighthouse
      echo '[1,2,3,4,5,6,7,8]' > "$work/q.json"
      try footnote query "$work/own.index" --vector "$work/q.json" --mode dense \
        --min-confidence 0.5 lighthouse
      try footnote query "$work/plain.index" --recall 0.9 lighthouse
      try footnote query "$work/own.index" --vector "$work/q.json" --mode dense \
        --fusion reciprocal-rank lighthouse
      build --output "$work/sketch.index" --embedding sketch > /dev/null 2>&1
      try footnote query "$work/sketch.index" --mode dense --recall 0.9 lighthouse
      try own --output "$work/x" --embedding some.table
      try build --output "$work/x" --metric cosine
      try build --output "$work/x" --vectors "$work/own.jsonl"
      sed 3d "$work/own.jsonl" > "$work/few.jsonl"
      try build --vectors "$work/few.jsonl" --model m --model-version 1 --output "$work/x"
      ls "$work"
      """)
    let statuses = result.lines.prefix(12).map { $0.prefix(1) }.joined()
    #expect(statuses == "222322222223", "\(result.output)")
    for text in [
      "expected an index with vectors", "expected 8 numbers", "above 0 and at most 1",
      "8 to 4096 dimensions", "--min-confidence", "--recall is for the modes dense and hybrid",
      "--fusion is for the mode hybrid", "sketches are all looked at", "exclude each other",
      "need --vectors FILE",
      "needs --model NAME", "a vector for each passage",
    ] {
      #expect(result.output.contains(text), "\(text)")
    }
    #expect(!result.lines.contains("x"))
  }

  @Test("a table that is absent, damaged or something else is an input to be named anew")
  func badTables() {
    let result = BuiltTool.run(
      """
      \(Self.build)
      head -c 5000 Data/sample.embedding > "$work/cut"
      echo text > "$work/text"
      mkdir "$work/folder"
      for table in absent cut text folder; do
        build --embedding "$work/$table" --output "$work/x" 2>&1; echo "status $?"
      done
      test -e "$work/x" || echo nothing
      """)
    let statuses = result.lines.filter { $0.hasPrefix("status") }
    #expect(statuses == ["status 3", "status 3", "status 3", "status 3"], "\(result.output)")
    for text in ["No such file", "cut short", "not a Footnote index file", "Is a directory"] {
      let line = result.lines.first { $0.contains(text) } ?? ""
      #expect(line.hasSuffix("Name a table that `footnote train --output` wrote, or train one."))
    }
    #expect(result.lines.last == "nothing")
  }

  @Test("a table gives all modes, and eval measures each")
  func table() throws {
    let result = BuiltTool.run(
      """
      \(Self.build)
      build --embedding Data/sample.embedding --output "$work/an.index" || exit 98
      echo '{"id":"a","text":"Who kept the lighthouse?"}' > "$work/q"
      echo 'a	1	1' > "$work/qrels"
      for mode in sparse dense hybrid; do
        footnote query "$work/an.index" --mode $mode -k 1 lighthouse | head -n 1
        footnote query "$work/an.index" --mode $mode -k 1 --explain lighthouse | grep -c similarity
        footnote eval "$work/an.index" --queries "$work/q" --qrels "$work/qrels" --mode $mode \
          --json | grep -c '"MRR@10"'
      done
      footnote query "$work/an.index" --fusion reciprocal-rank -k 1 lighthouse | head -n 1
      footnote inspect "$work/an.index" --json | grep kind
      """)
    #expect(result.lines.filter { $0.hasPrefix("1. ") }.count == 4, "\(result.output)")
    #expect(result.lines.filter { $0.contains("confidence") }.count == 2)
    #expect(result.output.contains("\"kind\": \"table\""))
  }
}

extension String {
  /// How often a text occurs.
  func components(of text: String) -> Int {
    var count = 0
    var rest = self[...]
    while let found = rest.firstRange(of: text) {
      count += 1
      rest = rest[found.upperBound...]
    }
    return count
  }
}
