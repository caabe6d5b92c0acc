import JSON
import Testing

@testable import FootnoteTool

@Suite(
  "The commands of an index that follows its wiki",
  .enabled(if: BuiltTool.exists, "the tool is not beside the tests"))
struct UpdateCommandTests {
  /// Runs a script after `$work/an.index` was built from a dump of the repository and updated.
  private static func afterUpdate(_ script: String) -> ShellResult {
    BuiltTool.run(
      """
      licence="--license CC-BY-SA-4.0"
      footnote build Data/dumps/en*-pages-articles.xml $licence --quiet -o "$work/an.index" &&
      footnote update "$work/an.index" Data/delta/*delta.xml Data/delta/events.jsonl $licence \
        --no-compact --json > "$work/report" || exit 98
      \(script)
      """)
  }

  @Test("an update tells what it changed, and reading the same again changes nothing")
  func update() throws {
    let result = Self.afterUpdate(
      """
      cat "$work/report"
      """)
    #expect(result.status == 0)
    let report = try JSONValue(parsing: result.output)
    #expect(report["generation"]?.integer == 2)
    #expect(report["added_pages"]?.integer == 1)
    #expect(report["replaced_pages"]?.integer == 4)
    #expect(report["removed_pages"]?.integer == 2)
    let again = Self.afterUpdate(
      """
      footnote update "$work/an.index" Data/delta/*delta.xml Data/delta/events.jsonl $licence \
        --no-compact
      footnote verify "$work/an.index" && footnote verify "$work/an.index" --quick
      """)
    #expect(again.status == 0 && again.output.contains("pages: 0 new, 0 changed, 0 gone"))
    #expect(again.output.contains("the structure is sound"))
  }

  @Test("the log, differences and old generations are shown, and gone back to")
  func history() {
    let result = Self.afterUpdate(
      """
      footnote log "$work/an.index"
      footnote diff "$work/an.index" 1 2
      footnote query "$work/an.index" --generation 1 -k 1 "pendulum clock" | head -n 1
      footnote query "$work/an.index" --as-of 2025-12-31 -k 1 "pendulum clock" | head -n 1
      footnote rollback "$work/an.index" 1
      footnote log "$work/an.index" --json | tail -n 1
      footnote diff "$work/an.index" 1 3; echo "status $?"
      """)
    #expect(result.status == 0)
    #expect(result.output.contains("- enfootnotewiki:142 Pendulum clock: revision 100391"))
    #expect(result.output.components(of: "1. Pendulum clock") == 2)
    #expect(result.output.contains("generation 3 has what generation 1 has"))
    #expect(result.output.contains("\"origin\":\"rollback\""))
    #expect(result.lines.last == "status 1")
  }

  @Test("a compaction says before what it takes, and leaves one segment and one generation")
  func compaction() {
    let result = Self.afterUpdate(
      """
      footnote compact "$work/an.index" --all --dry-run
      footnote compact "$work/an.index" --all --keep 1
      footnote log "$work/an.index" | grep -c '\\*'
      ls "$work/an.index"
      """)
    #expect(result.status == 0)
    #expect(result.output.contains("2 of 2 segments would be merged into one"))
    #expect(result.output.contains("more on disk meanwhile"))
    #expect(result.lines.suffix(6).first == "1")
    #expect(result.lines.last == "segment-000003")
  }

  @Test("the doctor explains damage with status 4, and mends it with status 0")
  func doctor() {
    let result = Self.afterUpdate(
      """
      footnote doctor "$work/an.index" || exit 97
      printf x >> "$work/an.index/segment-000001/postings"
      footnote doctor "$work/an.index"; echo "status $?"
      footnote doctor "$work/an.index" --mend; echo "status $?"
      footnote verify "$work/an.index"
      """)
    #expect(result.status == 0)
    #expect(result.output.contains("nothing is wrong\n"))
    #expect(result.output.contains("To mend it: make it again from the passages."))
    #expect(result.output.contains("status 4") && result.output.contains("status 0"))
    #expect(result.output.contains("nothing is wrong any more"))
  }

  @Test("what cannot be is refused with its reason: generations, flags and folders")
  func refusals() {
    let result = Self.afterUpdate(
      """
      footnote query "$work/an.index" --generation 9 x 2>&1; echo "status $?"
      footnote query "$work/an.index" --generation 1 --as-of 2026-01-01 x 2>&1; echo "status $?"
      footnote rollback "$work/an.index" 9 2>&1; echo "status $?"
      footnote update "$work" Data/delta/events.jsonl 2>&1; echo "status $?"
      footnote update "$work/an.index" "$work/none.jsonl" 2>&1; echo "status $?"
      footnote update "$work/an.index" /dev/null --no-compact --keep 5 2>&1; echo "status $?"
      """)
    #expect(
      result.lines.filter { $0.hasPrefix("status") }.map { $0.dropFirst(7) }
        == ["2", "2", "2", "4", "3", "2"])
    #expect(result.output.contains("found generations 1, 2"))
    #expect(result.output.contains("exclude each other"))
    #expect(result.output.contains("it excludes --no-compact"))
  }
}
