import Testing

@testable import FootnoteTool

@Suite("Progress")
struct ProgressTests {
  private static func traits(_ columns: Int) -> TerminalTraits {
    var traits = TerminalTraits.plain
    traits.columns = columns
    return traits
  }

  private static let line = ProgressLine(
    sample: ProgressSample(
      activity: "Reading", bytesDone: 420_000_000, bytesTotal: 1_000_000_000, passages: 99),
    byteRate: 12_400_000, passageRate: 3_412)

  @Test("a wide terminal shows the bar, both rates and the time left")
  func wide() {
    #expect(
      Self.line.text(for: Self.traits(100))
        == "Reading   42%  ━━━━━━━━━━━━──────────────────  12.4 MB/s  3,412 passages/s  47 s left")
  }

  @Test("without Unicode the bar is of ASCII")
  func ascii() {
    var traits = Self.traits(76)
    traits.hasUnicode = false
    #expect(
      Self.line.text(for: traits)
        == "Reading   42%  ########------------  12.4 MB/s  3,412 passages/s  47 s left")
  }

  @Test("a narrower terminal shows less, the share to the last")
  func narrow() {
    #expect(
      Self.line.text(for: Self.traits(63))
        == "Reading   42%  12.4 MB/s  3,412 passages/s  47 s left")
    #expect(Self.line.text(for: Self.traits(50)) == "Reading   42%  12.4 MB/s  47 s left")
    #expect(Self.line.text(for: Self.traits(30)) == "Reading   42%  47 s left")
    #expect(Self.line.text(for: Self.traits(20)) == "Reading   42%")
    #expect(Self.line.text(for: Self.traits(10)) == " 42%")
    #expect(Self.line.text(for: Self.traits(1)) == "")
  }

  @Test("no line is as wide as the terminal, so none wraps")
  func neverWraps() {
    for columns in 0...200 {
      let text = Self.line.text(for: Self.traits(columns))
      #expect(text.displayWidth < max(1, columns), "\(columns) columns")
    }
  }

  @Test("input of unknown length shows what was read instead of a share")
  func unknownLength() {
    var line = Self.line
    line.sample.bytesTotal = nil
    #expect(
      line.text(for: Self.traits(80)) == "Reading  420 MB  12.4 MB/s  3,412 passages/s")
  }

  @Test("work that does not count bytes shows its name alone")
  func uncounted() {
    let line = ProgressLine(sample: ProgressSample(activity: "Writing", bytesDone: 0))
    #expect(line.text(for: Self.traits(80)) == "Writing")
    #expect(line.text(for: Self.traits(5)) == "")
  }

  @Test("more bytes than announced are all of them")
  func moreThanAnnounced() {
    var line = Self.line
    line.sample.bytesTotal = 1
    #expect(line.text(for: Self.traits(30)) == "Reading  100%  0.0 s left")
  }

  @Test("a rate needs half a second, and then looks back ten seconds")
  func rate() {
    var meter = RateMeter()
    #expect(meter.perSecond == nil)
    meter.note(0, at: 100)
    meter.note(50, at: 100.25)
    #expect(meter.perSecond == nil)
    meter.note(100, at: 101)
    #expect(meter.perSecond == 100)
    for second in 2...30 { meter.note(100, at: 100 + Double(second)) }
    #expect(meter.perSecond == 0)
  }

  @Test("the line is drawn ten times a second at most, at once for a new activity, then removed")
  func throttling() throws {
    let clock = SteppedClock()
    let drawn = try Capture.standardError(traits: .redrawable) { messages in
      let display = ProgressDisplay(
        messages: messages, isQuiet: false, columns: { 80 }, clock: { clock.next() })
      var sample = ProgressSample(activity: "Reading", bytesDone: 0, bytesTotal: 100)
      for count in 1...20 {
        sample.bytesDone = UInt64(count)
        display.update(sample)
      }
      sample.activity = "Writing"
      display.update(sample)
      display.finish()
      display.finish()
    }
    // The clock steps 40 ms a call: of twenty calls each third is drawn.
    let lines = drawn.split(separator: "\r").map(String.init)
    #expect(lines.count == 7 + 1 + 1)
    #expect(lines.dropLast().allSatisfy { $0.hasSuffix("\u{1B}[K") })
    #expect(lines.last == "\u{1B}[K")
  }

  @Test("nothing is drawn when quiet or where a line cannot be redrawn")
  func silence() throws {
    for (isQuiet, traits) in [(true, TerminalTraits.redrawable), (false, .plain)] {
      let drawn = try Capture.standardError(traits: traits) { messages in
        let display = ProgressDisplay(
          messages: messages, isQuiet: isQuiet, columns: { 80 }, clock: { 0 })
        display.update(ProgressSample(activity: "Reading", bytesDone: 1))
        display.finish()
      }
      #expect(drawn == "")
    }
  }
}
