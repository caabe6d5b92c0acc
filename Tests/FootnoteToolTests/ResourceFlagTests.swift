import Testing

@testable import FootnoteTool

@Suite("Limits on the command line")
struct ResourceFlagTests {
  @Test("sizes are bytes, or so many of a power of 1,024")
  func sizes() throws {
    let type = ValueType<UInt64>.byteCount("SIZE")
    for (text, bytes) in [
      ("1", 1), ("1000", 1_000), ("3KiB", 3 << 10), ("256MiB", 256 << 20), ("4GiB", 4 << 30),
      ("2TiB", 2 << 40),
    ] as [(String, UInt64)] {
      #expect(try type.read(text) == bytes)
      #expect(try type.read(type.show(bytes)) == bytes)
    }
    for text in [
      "", "0", "-1", "+1", "1.5GiB", "MiB", "1 MiB", "1MB", "1mib", "9999999TiB", "1KiBKiB",
      "99999999999999999999",
    ] {
      #expect(throws: ValueError.self, "\(text)") { try type.read(text) }
    }
  }

  @Test(
    "a limit that is passed ends the command with a sentence and the system's status",
    .enabled(if: BuiltTool.exists, "the tool is not beside the tests"))
  func limits() {
    let result = BuiltTool.run(
      """
      exec 2>&1
      licence="--license CC-BY-SA-4.0 --quiet"
      dump=Data/dumps/enfootnotewiki-20260101-pages-articles.xml
      footnote build $dump $licence -o "$work/an.index" --disk-limit 10KiB; echo "status $?"
      footnote build $dump $licence -o "$work/an.index" --memory-limit 1MiB; echo "status $?"
      echo "left: $(ls -A "$work")."
      footnote build $dump $licence -o "$work/an.index" --memory-limit 96MiB --disk-limit 1GiB
      cp "$work/an.index/CURRENT" "$work/before"
      footnote update "$work/an.index" Data/delta/*delta.xml $licence --disk-limit 1KiB
      echo "status $?"
      cmp "$work/an.index/CURRENT" "$work/before" && footnote verify "$work/an.index" --quick
      footnote update "$work/an.index" Data/delta/*delta.xml $licence --no-compact
      footnote compact "$work/an.index" --all --quiet --disk-limit 1KiB; echo "status $?"
      footnote query "$work/an.index" "pendulum clock" | head -n 1
      """)
    #expect(result.lines.filter { $0.hasPrefix("status") } == [5, 2, 5, 5].map { "status \($0)" })
    #expect(result.output.components(of: "--disk-limit") == 3)
    #expect(result.lines.contains("left: ."))
    #expect(result.output.contains("expected 100663296 bytes (96 MiB) or more"))
    #expect(result.output.contains("the structure is sound"))
  }

  @Test(
    "files open at once are few and do not grow with the segments",
    .enabled(if: BuiltTool.exists, "the tool is not beside the tests"))
  func openFiles() {
    let result = BuiltTool.run(
      """
      exec 2>&1
      licence="--license CC-BY-SA-4.0 --quiet"
      set -- Data/dumps/*-pages-articles.xml
      (ulimit -n 32; "$tool" build "$1" $licence -o "$work/an.index") || exit 97
      shift
      for dump; do
        (ulimit -n 32; "$tool" update "$work/an.index" "$dump" $licence --no-compact) || exit 96
      done
      ls -d "$work"/an.index/segment-* | wc -l
      (ulimit -n 16; "$tool" query "$work/an.index" -k 1 "pendulum clock" > /dev/null) || exit 95
      (ulimit -n 32; "$tool" compact "$work/an.index" --all --quiet) || exit 94
      (ulimit -n 4; "$tool" query "$work/an.index" "pendulum clock"); echo "status $?"
      """)
    #expect(result.lines.first.flatMap { Int($0) } ?? 0 > 3)
    #expect(result.lines.last == "status 5")
    #expect(result.output.contains("ulimit -n"))
  }
}
