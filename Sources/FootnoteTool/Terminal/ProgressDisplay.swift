import Synchronization

/// Shows progress on a terminal, redrawn ten times a second at the most; elsewhere does nothing.
///
/// Safe to call from any thread, and cheap: most calls only look at the clock.
final class ProgressDisplay: Sendable {
  private static let secondsBetweenLines = 0.1

  private struct State {
    var nextDraw = 0.0
    var activity = ""
    var bytes = RateMeter()
    var passages = RateMeter()
  }

  private let messages: Messages
  private let columns: @Sendable () -> Int?
  private let clock: @Sendable () -> Double
  private let isOn: Bool
  private let state = Mutex(State())

  /// A display on `messages`, silent when `isQuiet` or when there is no terminal to redraw on.
  init(
    messages: Messages, isQuiet: Bool, columns: @escaping @Sendable () -> Int?,
    clock: @escaping @Sendable () -> Double
  ) {
    self.messages = messages
    self.columns = columns
    self.clock = clock
    isOn = !isQuiet && messages.traits.canRedraw
  }

  /// Shows how far the work has come, when it is time to.
  func update(_ sample: ProgressSample) {
    guard isOn else { return }
    state.withLock { state in
      let now = clock()
      guard now >= state.nextDraw || sample.activity != state.activity else { return }
      state.nextDraw = now + Self.secondsBetweenLines
      if sample.activity != state.activity {
        state.activity = sample.activity
        state.bytes = RateMeter()
        state.passages = RateMeter()
      }
      state.bytes.note(sample.bytesDone, at: now)
      if let passages = sample.passages { state.passages.note(passages, at: now) }
      let line = ProgressLine(
        sample: sample, byteRate: state.bytes.perSecond,
        passageRate: sample.passages == nil ? nil : state.passages.perSecond)
      var traits = messages.traits
      if let columns = columns() { traits.columns = columns }
      messages.show(line: line.text(for: traits))
    }
  }

  /// Takes the line away; call it before the command's last words.
  func finish() {
    if isOn { messages.clearLine() }
  }
}
