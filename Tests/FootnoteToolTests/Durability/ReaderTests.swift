import TestSupport
import Testing

@testable import FootnoteTool

@Suite(
  "Readers in other processes while an index changes",
  .enabled(if: BuiltTool.exists, "the tool is not beside the tests"))
struct ReaderTests {
  private static let readerCount = 8

  @Test("Every answer belongs to one generation, and no later answer to an earlier one")
  func readersUnderWriter() throws {
    let feed = try StateFeed()
    #expect(try feed.build() == ShellResult(status: 0, output: ""))
    let work = Shell.quoted(feed.folder.path)
    let readers = Shell.start(
      """
      cd \(work)
      for reader in {1..\(Self.readerCount)}; do
        while [[ ! -e stop ]]; do
          \(feed.query) || echo "status $?"
          echo ---
        done > "reader-$reader" 2>&1 &
      done
      wait
      """)
    defer {
      // They end when this file is there, however the test ends.
      _ = try? feed.folder.file("stop", "")
      readers.finish()
    }
    let clock = ContinuousClock.now
    var number = 0
    while Soak.isOn ? ContinuousClock.now - clock < .seconds(600) : number < 6 {
      number += 1
      let update = try feed.update(number)
      #expect(update.status == 0, "update \(number): \(update.output)")
      guard number % 3 == 0 else { continue }
      let compaction = Shell.run("\(feed.compaction) -q 2>&1")
      #expect(compaction.status == 0, "after update \(number): \(compaction.output)")
    }
    try feed.folder.file("stop", "")
    #expect(readers.finish() == 0)
    var answerCount = 0
    for reader in 1...Self.readerCount {
      answerCount += try check(feed, reader: reader, upTo: number)
    }
    #expect(answerCount >= Self.readerCount)
    print("\(answerCount) answers under \(number) updates")
  }

  /// Checks what a reader was answered, and counts the answers.
  private func check(_ feed: StateFeed, reader: Int, upTo last: Int) throws -> Int {
    let bytes = try contents(of: feed.folder("reader-\(reader)"))
    let answers = String(decoding: bytes, as: UTF8.self).split(separator: "---\n")
    var latest = 0
    for text in answers {
      let answer = StateFeed.Answer(text)
      guard answer.isWhole, let state = answer.states.first else {
        Issue.record("reader \(reader) was answered: \(text)")
        continue
      }
      #expect(state >= latest && state <= last, "reader \(reader): \(state) after \(latest)")
      latest = state
    }
    return answers.count
  }
}
