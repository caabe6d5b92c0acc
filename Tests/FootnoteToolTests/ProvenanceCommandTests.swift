import JSON
import Testing

@testable import FootnoteTool

@Suite(
  "The commands that sign and prove",
  .enabled(if: BuiltTool.exists, "the tool is not beside the tests"))
struct ProvenanceCommandTests {
  /// Runs a script after `$work/an.index` was built and signed with `$work/a.key`, and a question's
  /// answer and receipt lie in `$work`.
  private static func afterSigning(_ script: String) -> ShellResult {
    BuiltTool.run(
      """
      cd "$work" && mkdir k && root=$OLDPWD &&
      footnote build "$root"/Data/dumps/en*-pages-articles.xml --license CC-BY-SA-4.0 --quiet \
        -o an.index &&
      footnote keygen a.key --quiet && footnote keygen b.key --quiet &&
      footnote sign an.index --key a.key --quiet &&
      footnote query an.index -k 3 lighthouse keeper --receipt r --format json > answer || exit 98
      \(script)
      """)
  }

  @Test("a signed index is verified, and refused with another key, with status 7")
  func verify() {
    let result = Self.afterSigning(
      """
      footnote verify an.index --key a.key.pub --trust t || exit
      footnote verify an.index --key b.key.pub 2>&1
      """)
    #expect(result.status == 7)
    #expect(result.output.contains("generation 1 is what 1 of 1 trusted key signed"))
    #expect(result.output.contains("expected signatures of 1 trusted key, found 0"))
  }

  @Test("a secret key is for its owner's eyes, and is never written over")
  func keygen() {
    let result = Self.afterSigning(
      """
      stat -c %a a.key; cp a.key before; footnote keygen a.key 2>&1; echo $?; cmp a.key before
      """)
    #expect(result.status == 0)
    #expect(result.lines.first == "600" && result.lines.last == "5")
  }

  @Test("openssl makes keys that sign, and reads those that were made")
  func otherTool() throws {
    try #require(Shell.has("openssl"))
    let result = Self.afterSigning(
      """
      openssl genpkey -algorithm ed25519 -out o.key && openssl pkey -in o.key -pubout -out o.pub &&
      openssl pkey -in a.key -noout && footnote sign an.index --key o.key --quiet &&
      footnote verify an.index --key o.pub --key a.key.pub --threshold 2
      """)
    #expect(result.status == 0 && result.output.contains("2 of 2"))
  }

  @Test("a receipt is checked without the index, with its answer, and not with another")
  func receipt() {
    let result = Self.afterSigning(
      """
      mv an.index away
      footnote receipt verify r --key a.key.pub --answer answer || exit
      sed 's/"text": *"/&x/g' answer > other
      footnote receipt verify r --key a.key.pub --answer other 2>&1
      """)
    #expect(result.status == 7)
    #expect(result.output.contains("proved: 3 passages of generation 1"))
    #expect(result.output.contains("expected text_sha256"))
  }

  @Test("a receipt goes to a file, by a link too, and to nothing that is none")
  func receiptFile() {
    let result = Self.afterSigning(
      """
      mkdir folder; mkfifo pipe; ln -s r link; echo mine > new.new
      receipt() { footnote query an.index -k 1 "${2:-lighthouse}" --receipt "$1" 2>&1 > out; }
      for path in folder pipe; do receipt $path; echo "status $?"; done
      receipt link; receipt new
      test -L link && test -p pipe && cat new.new
      footnote receipt verify r --key a.key.pub && footnote receipt verify new --key a.key.pub
      receipt new xyzzy; echo "status $?"
      ls
      """)
    #expect(result.lines.filter { $0.hasPrefix("status") } == ["status 5", "status 5", "status 1"])
    #expect(result.output.contains("pipe: cannot replace: File exists"))
    #expect(result.lines.filter { $0.contains(": proved: 1 passage") }.count == 2)
    #expect(result.lines.contains("mine"))
    #expect(result.output.contains("new: no receipt was written"))
    #expect(!result.output.contains(".building-"))
  }

  private static let hasPython =
    Shell.run("python3 -c 'import cryptography' 2> /dev/null").status == 0
    || Shell.run("/usr/bin/python3 -c 'import cryptography' 2> /dev/null").status == 0

  @Test(
    "another verifier, in another language, proves the same receipts and refuses altered ones",
    .enabled(if: hasPython, "Python with its package cryptography is not installed"))
  func secondVerifier() {
    let result = Self.afterSigning(
      """
      python=python3; python3 -c 'import cryptography' 2> /dev/null || python=/usr/bin/python3
      verifier="$root/Tests/Verifier/verify_receipt.py"
      footnote update an.index "$root"/Data/delta/*delta.xml --license CC-BY-SA-4.0 --quiet \
        --no-compact && footnote sign an.index --key a.key --quiet &&
      footnote query an.index -k 3 lighthouse keeper --receipt r2 > /dev/null || exit 97
      grep -q segments r2 || exit 96
      for receipt in r r2; do
        $python "$verifier" $receipt a.key.pub > proved || exit 95
        [[ $(wc -l < proved) == 3 ]] || exit 94
        $python "$verifier" $receipt b.key.pub 2> /dev/null && exit 93
        for change in s/Lighthouse/Darkhouse/ 's/"index":/"index":1/' 's/"bytes":\\[/&1/' \
          's/CC-BY-SA-4.0/CC0-1.0/' 's/"proof":"....../"proof":"AAAAAA/'; do
          sed "$change" $receipt > altered
          cmp -s altered $receipt && exit 92
          $python "$verifier" altered a.key.pub 2> /dev/null && exit 91
          footnote receipt verify altered --key a.key.pub 2> /dev/null
          [[ $? == 7 ]] || exit 90
        done
      done
      """)
    #expect(result.status == 0, "\(result.output)")
  }

  @Test("passages are anchored in their revision's wikitext, and in no other")
  func anchor() throws {
    let result = Self.afterSigning(
      """
      dump=$(echo "$root"/Data/dumps/en*-pages-articles.xml)
      for ((n = 1; n < 40; n++)); do
        # The n-th text of the dump, with its entities decoded.
        tr '\\n' '\\001' < "$dump" | grep -o '<text[^>]*>[^<]*' | sed -n "${n}s/^<text[^>]*>//p" |
          head -c -1 | tr '\\001' '\\n' |
          sed 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\\&/g' > source
        footnote anchor r --wikitext source --key a.key.pub --json > anchors 2> errors &&
          cat anchors && exit
        grep -q 'SHA-1 of the source' errors || { cat errors; exit 97; }
      done
      exit 96
      """)
    #expect(result.status == 0, "\(result.output)")
    let anchors = try #require(try JSONValue(parsing: result.output)["anchors"]?.array)
    #expect(!anchors.isEmpty)
    for anchor in anchors {
      let spans = try #require(anchor["spans"]?.array)
      #expect(spans.first?["start"] == anchor["bytes"]?[0])
      #expect(spans.last?["end"] == anchor["bytes"]?[1])
    }
  }

  @Test("keys are changed by a command, and the old key is not enough then")
  func rotation() {
    let result = Self.afterSigning(
      """
      footnote sign an.index --rotate-to b.key.pub --key a.key --key b.key || exit
      footnote verify an.index --key a.key.pub 2> /dev/null; echo $?
      footnote sign an.index --key b.key && footnote verify an.index --key a.key.pub
      """)
    #expect(result.status == 0 && result.lines.contains("7"))
  }

  @Test("a history is proved to go on, without the index, and not by another key")
  func history() {
    let result = Self.afterSigning(
      """
      footnote update an.index "$root"/Data/delta/*delta.xml --license CC-BY-SA-4.0 --quiet \
        --no-compact && footnote sign an.index --key a.key --quiet &&
      footnote log an.index --prove 1 > history && mv an.index away &&
      footnote receipt verify history --key a.key.pub || exit
      footnote receipt verify history --key b.key.pub 2>&1
      """)
    #expect(result.status == 7)
    #expect(result.output.contains("goes on from generation 1"))
  }

  @Test(
    "wrong arguments are told",
    arguments: [
      ("sign an.index", "needs --key"), ("sign an.index --key a.key.pub", "PRIVATE KEY"),
      ("sign an.index --key a.key --threshold 2", "--rotate-to"),
      ("verify an.index --threshold 2", "need --key"),
      ("verify an.index --key a.key", "PUBLIC KEY"),
      ("verify an.index --key a.key.pub --threshold 2", "2 of 1"),
      ("receipt verify r", "needs --key"), ("receipt check r --key a.key.pub", "verify"),
      ("receipt verify answer --key a.key.pub", "expected"),
      ("anchor r", "--wikitext"), ("anchor r --wikitext missing", "missing"),
      ("query an.index --batch x --receipt y", "--batch"),
      ("keygen missing/folder/key", "missing/folder"),
    ])
  func wrongArguments(line: String, expected: String) {
    let result = Self.afterSigning("footnote \(line) 2>&1")
    #expect(result.status != 0 && result.output.contains(expected), "\(result.output)")
  }
}
