import JSON
import Testing

@testable import FootnoteTool

@Suite(
  "The commands that take back what an index hands out",
  .enabled(if: BuiltTool.exists, "the tool is not beside the tests"))
struct RevocationCommandTests {
  /// Runs a script beside an index, a key, and a list that takes the page of the tide back.
  private static func withList(_ script: String) -> ShellResult {
    BuiltTool.run(
      """
      footnote build Data/dumps/en*-pages-articles.xml --license CC-BY-SA-4.0 --quiet \
        -o "$work/an.index" && cd "$work" && footnote keygen a.key -q && footnote keygen b.key -q &&
      echo '{"page":{"page":101,"wiki":"enfootnotewiki"},"reason":"asked for"}' > tide.jsonl &&
      footnote revocations tide.jsonl -o list.json --version 1 --issued 2026-01-01 \
        --expires 9999-12-31 --key a.key -q || exit 98
      ask() { footnote query an.index "tides in the Bay of Fundy" -k 1 "$@" | head -n 1; }
      \(script)
      """)
  }

  @Test("a list is put in place, shown, passed over with a reason, and purged with a statement")
  func wholeWay() {
    let result = Self.withList(
      """
      ask
      footnote revoke an.index --list list.json --key a.key.pub
      ask 2> err; cat err
      ask --ignore-revocations "a review"
      footnote inspect an.index | grep Revoked
      footnote log an.index --actions
      footnote compact an.index --purge --key a.key
      footnote verify an.index
      grep -l 'Bay of Fundy' an.index/*/* an.index/*; ls an.index
      footnote export an.index | grep -c '"identifier":101,'
      """)
    #expect(result.output.components(of: "1. Tide") == 2)
    #expect(result.output.contains("version 1 of the list is in place"))
    #expect(result.output.contains("removes 1 page;"))
    #expect(result.output.contains("a review"))
    #expect(result.output.contains("of 1 page, generation 2"))
    #expect(result.output.contains("sound"))
    #expect(result.lines.contains("removal-000001.json"))
    #expect(result.lines.contains("manifest-000002.json"))
    #expect(!result.lines.contains("manifest-000001.json"))
    #expect(result.lines.last == "0")
  }

  @Test("lists that are not to be trusted are refused, each for its own reason and with status 7")
  func refusals() {
    let result = Self.withList(
      """
      footnote revocations tide.jsonl -o old.json --version 1 --issued 2020-01-01 \
        --expires 2020-12-31 --key a.key -q
      footnote revocations tide.jsonl -o other.json --version 1 --issued 2026-01-02 \
        --expires 9999-12-31 --key a.key -q
      footnote revocations tide.jsonl -o third.json --version 3 --expires 9999-12-31 --key a.key -q
      revoke() { footnote revoke an.index --list "$@" 2>&1; echo "status $?"; }
      revoke list.json --key b.key.pub
      revoke list.json --key a.key.pub,b.key.pub --threshold 2
      revoke old.json --key a.key.pub
      revoke third.json --key a.key.pub
      revoke list.json --key a.key.pub
      sed 's/"payload":"e/"payload":"f/' third.json > bad.json; revoke bad.json --key a.key.pub
      revoke list.json
      revoke nothing.json --key a.key.pub
      """)
    let told = [
      "found 0", "found 1", "expired at 2020-12-31", "version 3 of the list is in place",
      "expected number 3 or a later one", "does not fit", "needs --key", "nothing.json",
    ]
    for part in told { #expect(result.output.contains(part), "\(part)") }
    #expect(
      result.lines.filter { $0.hasPrefix("status") }
        == [7, 7, 7, 0, 7, 7, 2, 3].map { "status \($0)" })
  }

  @Test("a line of a list that cannot be read is named, and a build leaves out what is listed")
  func listsAndBuilds() {
    let result = Self.withList(
      """
      echo '{"page":101,"reason":"x"}' |
        footnote revocations - -o x.json --version 2 --expires 9999-12-31 --key a.key 2>&1
      echo "status $?"
      cd \(Shell.quoted(BuiltTool.root))
      footnote build Data/dumps/en*-pages-articles.xml --license CC-BY-SA-4.0 \
        -o "$work/less.index" --exclude "$work/list.json" --key "$work/a.key.pub" --json
      footnote inspect "$work/less.index" | grep -E "Left out|Revoked"
      footnote build Data/dumps/en*.xml -o "$work/none" --exclude "$work/list.json" 2>&1
      echo "status $?"
      """)
    #expect(result.output.contains("standard input, line 1: expected an object in \"page\""))
    #expect(result.output.contains("\"revoked page\": 1"))
    #expect(result.output.contains("version 1 removes 1 page"))
    #expect(result.lines.filter { $0.hasPrefix("status") } == ["status 3", "status 2"])
  }
}
