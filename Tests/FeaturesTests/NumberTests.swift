import Testing

@testable import Features

@Suite("Numbers")
struct NumberTests {
  @Test("grouped digits are the plain number", arguments: ["1,000", "1.000", "1000"])
  func grouping(_ text: String) {
    #expect(features(text, "en") == stems("1000"))
  }

  @Test("a fraction stays with its number")
  func fractions() {
    #expect(
      features("3.14 1,000.5 1.000,5 12,345,678.125", "en")
        == stems("3.14", "1000.5", "1000.5", "12345678.125"))
  }

  @Test("dates, versions and lists fall apart")
  func chains() {
    #expect(features("12.05.2020", "de") == stems("12", "05", "2020"))
    #expect(features("1.2.3", "en") == stems("1", "2", "3"))
    #expect(features("1,2", "en") == stems("1", "2"))
  }

  @Test("a sign at the end is not part of the number")
  func endings() {
    #expect(features("In 1990. Then 5, or 7.", "xx") == stems("in", "1990", "then", "5", "or", "7"))
  }

  @Test("digits of every script are ASCII digits")
  func otherDigits() {
    #expect(features("١٩٩٠", "ar") == stems("1990"))
    #expect(features("१९९०", "hi") == stems("1990"))
    #expect(features("１９９０", "ja") == stems("1990"))
  }

  @Test("units stay with their number")
  func units() {
    #expect(features("3.5mm 1990s", "xx") == stems("3.5mm", "1990s"))
  }
}
