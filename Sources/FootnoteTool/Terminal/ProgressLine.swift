/// How far a command has come.
struct ProgressSample: Hashable, Sendable {
  /// What is being done, as a word or two: `Reading`.
  var activity: String
  /// Bytes, or steps where those are what is counted.
  var bytesDone: UInt64
  /// Nil when the end is not known, as with a pipe.
  var bytesTotal: UInt64?
  /// Passages made so far; nil when the work does not make any.
  var passages: UInt64?
  /// Whether steps are counted, not bytes.
  var countsSteps = false
  /// What else there is to say in a few words.
  var note: String?

  /// The share that is done, 0 to 1.
  var fraction: Double? {
    guard let bytesTotal, bytesTotal > 0 else { return nil }
    return min(1, Double(bytesDone) / Double(bytesTotal))
  }
}

/// The line that shows a sample: as much of it as the terminal is wide enough for.
struct ProgressLine: Hashable, Sendable {
  var sample: ProgressSample
  /// Bytes a second; nil until there is a rate.
  var byteRate: Double?
  /// Passages a second.
  var passageRate: Double?

  /// Seconds until the end at the present rate; nil when either is not known.
  var secondsLeft: Double? {
    guard let total = sample.bytesTotal, let byteRate, byteRate > 0 else { return nil }
    return Double(total - min(total, sample.bytesDone)) / byteRate
  }

  /// The line, at most `traits.columns - 1` wide so that no terminal wraps it.
  ///
  /// What does not fit goes in this order: the bar, passages a second or the note, the rate, the
  /// time left.
  func text(for traits: TerminalTraits) -> String {
    let room = max(0, traits.columns - 1)
    let head = sample.activity.harmlessLine
    let amount =
      sample.fraction.map { Self.percent($0) }
      ?? (sample.bytesDone > 0 && !sample.countsSteps
        ? HumanFigures.byteCount(Double(sample.bytesDone)) : nil)
    let rate = byteRate.map {
      sample.countsSteps
        ? HumanFigures.decimal($0, decimals: 1) + " steps/s" : HumanFigures.byteCount($0) + "/s"
    }
    let passages =
      sample.note ?? passageRate.map { HumanFigures.grouped(Int64($0)) + " passages/s" }
    let left = secondsLeft.map { HumanFigures.duration($0.rounded()) + " left" }
    let full = [head, amount, rate, passages, left]
    let candidates = [
      full, [head, amount, rate, left], [head, amount, left], [head, amount], [amount ?? head],
    ]
    let pieces = candidates.first { Self.width($0) <= room } ?? []
    if pieces == full, let fraction = sample.fraction {
      let columns = min(30, room - Self.width(full) - Self.gap.count)
      if columns >= 8 {
        let bar = Self.bar(fraction, columns: columns, traits)
        return Self.joined([head, amount, bar, rate, passages, left])
      }
    }
    return Self.joined(pieces)
  }

  private static let gap = "  "

  private static func joined(_ pieces: [String?]) -> String {
    pieces.compactMap { $0 }.joined(separator: gap)
  }

  private static func width(_ pieces: [String?]) -> Int { joined(pieces).displayWidth }

  /// `  7%`; 100% only when all is done.
  private static func percent(_ fraction: Double) -> String {
    let whole = String(Int(fraction * 100))
    return String(repeating: " ", count: max(0, 3 - whole.count)) + whole + "%"
  }

  private static func bar(_ fraction: Double, columns: Int, _ traits: TerminalTraits) -> String {
    let done = Int(fraction * Double(columns))
    let (full, rest) = traits.hasUnicode ? ("━", "─") : ("#", "-")
    let style = Style(traits)
    return style.green(String(repeating: full, count: done))
      + style.faint(String(repeating: rest, count: columns - done))
  }
}
