import TestSupport
import Testing

@testable import FootnoteTool

@Suite(
  "A process that is killed while it changes an index",
  .enabled(if: BuiltTool.exists && Shell.has("timeout"), "needs the tool and GNU timeout"))
struct KillTests {
  @Test("Killed at a random moment, an update or compaction has happened or not, and work goes on")
  func kills() throws {
    var generator = SeededGenerator()
    var trial = KillTrial(feed: try StateFeed())
    #expect(try trial.feed.build() == ShellResult(status: 0, output: ""))
    let runs = Soak.count(20, soak: 2_000)
    for number in 1...runs {
      let wrong = try trial.run(number, using: &generator)
      #expect(wrong == nil, "run \(number)")
      guard wrong == nil else { return }
    }
    // An update that nobody kills finds nothing in its way.
    let last = try trial.feed.update(runs + 1)
    #expect(last.status == 0, "\(last.output)")
    let answer = trial.feed.answer()
    #expect(answer.isWhole && answer.states == [runs + 1])
    print(
      "\(trial.killedCount) of \(runs) runs were killed; of those after one that was, the slowest "
        + "took \(trial.slowestRecovery)")
  }
}

/// An index that changes in a process which may be killed.
private struct KillTrial {
  let feed: StateFeed
  private(set) var killedCount = 0
  private(set) var slowestRecovery = Duration.zero
  private var state = 0
  private var wasKilled = false
  /// About the time that a run takes, learnt from those that end by themselves.
  private var seconds = 0.2

  init(feed: StateFeed) { self.feed = feed }

  /// Updates or compacts, kills that or not, and says what is wrong then; nil where all is well.
  mutating func run(
    _ number: Int, using generator: inout SeededGenerator
  ) throws -> String? {
    let compacts = Int.random(in: 0..<4, using: &generator) == 0
    let command = compacts ? feed.compaction : try feed.updateCommand(number)
    let delay = Double.random(in: 0..<1.3 * seconds, using: &generator)
    let clock = ContinuousClock()
    let start = clock.now
    // The shell's own word about the kill goes nowhere.
    let run = Shell.run("exec 2> /dev/null; timeout -s KILL \(delay) \(command) 2>&1; exit $?")
    let duration = clock.now - start
    if run.status == 137 {
      killedCount += 1
    } else {
      guard run.status == 0 else { return "\(command): \(run.output)" }
      seconds = 0.9 * seconds + 0.1 * (duration / .seconds(1))
      if wasKilled { slowestRecovery = max(slowestRecovery, duration) }
    }
    wasKilled = run.status == 137
    // An update that has said its generation is acknowledged, too.
    let isDone = run.status == 0 || run.output.contains(": generation ")
    let allowed = compacts ? [state] : isDone ? [number] : [state, number]
    let answer = feed.answer()
    guard answer.isWhole, let now = answer.states.first, allowed.contains(now) else {
      return "\(command), status \(run.status): \(answer), expected one of \(allowed)"
    }
    state = now
    let verified = Shell.run("\(feed.tool) verify \(feed.quotedIndex) 2>&1")
    return verified.status == 0 ? nil : "\(command): \(verified.output)"
  }
}
