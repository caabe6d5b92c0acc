import Testing

@testable import FootnoteTool

@Suite("Figures for people")
struct HumanFiguresTests {
  @Test(
    "digits are grouped by threes",
    arguments: [
      (0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567"), (-1_000, "-1,000"),
      (Int.min, "-9,223,372,036,854,775,808"),
    ])
  func grouping(count: Int, text: String) {
    #expect(HumanFigures.grouped(count) == text)
  }

  @Test(
    "sizes change their unit at a thousand and keep three digits or so",
    arguments: [
      (0, "0 B"), (999, "999 B"), (999.6, "1.0 kB"), (1_500, "1.5 kB"), (99_940, "99.9 kB"),
      (99_960, "100 kB"), (999_600, "1.0 MB"), (12_400_000, "12.4 MB"), (3.1e11, "310 GB"),
      (1.2e22, "12,000 EB"), (.infinity, "? EB"),
    ])
  func sizes(bytes: Double, text: String) {
    #expect(HumanFigures.byteCount(bytes) == text)
  }

  @Test(
    "times show their two largest units",
    arguments: [
      (0, "0.0 s"), (0.44, "0.4 s"), (9.94, "9.9 s"), (9.96, "10 s"), (59.4, "59 s"),
      (59.6, "1 min 00 s"), (65, "1 min 05 s"), (3_599.6, "1 h 00 min"), (7_800, "2 h 10 min"),
      (273_600, "3 d 4 h"), (.infinity, "?"), (.nan, "?"), (-1, "?"),
    ])
  func times(seconds: Double, text: String) {
    #expect(HumanFigures.duration(seconds) == text)
  }

  @Test(
    "decimals are padded and rounded",
    arguments: [
      (0.05, 2, "0.05"), (1.999, 2, "2.00"), (-0.25, 1, "-0.3"), (1_234.5, 1, "1,234.5"),
      (7, 0, "7"), (.nan, 1, "?"),
    ])
  func decimals(value: Double, decimals: Int, text: String) {
    #expect(HumanFigures.decimal(value, decimals: decimals) == text)
  }

  @Test("one is singular")
  func singular() {
    #expect(HumanFigures.counted(1, "passage", "passages") == "1 passage")
    #expect(HumanFigures.counted(0, "passage", "passages") == "0 passages")
    #expect(HumanFigures.counted(1_234, "passage", "passages") == "1,234 passages")
  }
}
