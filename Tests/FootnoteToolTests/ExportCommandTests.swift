import JSON
import Testing

@testable import FootnoteTool

@Suite(
  "The command export on a small corpus",
  .enabled(if: BuiltTool.exists, "the tool is not beside the tests"))
struct ExportCommandTests {
  /// Runs a script after a quiet build of `$work/an.index` from two dumps of the repository.
  private static func afterBuild(_ script: String) -> ShellResult {
    BuiltTool.run(
      """
      footnote build Data/dumps/{en,ja}*-pages-articles.xml --license CC-BY-SA-4.0 --quiet \
        --output "$work/an.index" || exit 98
      \(script)
      """)
  }

  @Test("every passage is one line, a whole packet, in the order of pages")
  func packets() throws {
    let result = Self.afterBuild("footnote export \"$work/an.index\" --format jsonl")
    #expect(result.status == 0)
    let packets = try result.lines.map { try JSONValue(parsing: $0) }
    let inspected = Self.afterBuild("footnote inspect \"$work/an.index\" --json")
    let summary = try JSONValue(parsing: inspected.output)
    #expect(summary["passages"]?.integer == Int64(packets.count))
    for (position, packet) in packets.enumerated() {
      #expect(packet["rank"]?.integer == Int64(position + 1))
      #expect(packet["score"]?.double == 0)
      #expect(packet["text"]?.string?.isEmpty == false)
      let about = try #require(packet["attribution"])
      #expect(about["version"]?["permalink"]?.string != nil)
      #expect(about["license"]?[0]?["url"]?.string != nil)
      #expect(about["credit"]?["text"]?.string != nil)
    }
    let wikis = packets.map { $0["attribution"]?["is_part_of"]?["identifier"]?.string ?? "" }
    #expect(wikis == wikis.sorted() && Set(wikis).count == 2)
  }

  @Test("a reader that stops early ends the export without a word")
  func closedPipe() {
    let result = Self.afterBuild("footnote export \"$work/an.index\" 2>&1 | head -n 1")
    #expect(result.lines.count == 1 && result.output.hasPrefix("{\"attribution\":"))
  }

  @Test("a folder that is no index ends with status 4, an unknown format with status 2")
  func refusals() {
    #expect(BuiltTool.run("footnote export \"$work\" 2> /dev/null").status == 4)
    let result = BuiltTool.run("footnote export \"$work\" --format csv 2>&1")
    #expect(result.status == 2 && result.output.contains("jsonl"))
  }
}
