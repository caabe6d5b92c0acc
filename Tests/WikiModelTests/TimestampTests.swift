import TestSupport
import Testing
import WikiModel

/// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z.
private let supported: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

private func seconds(_ text: String) -> Int64? { Timestamp(text)?.secondsSince1970 }

@Test("A moment of the years 1 to 9999 prints and reads back as itself, in the same order")
func timestampRoundTrip() {
  var generator = SeededGenerator()
  var moments = [supported.lowerBound, -86_401, -86_400, -1, 0, 1, 86_399, supported.upperBound]
  for _ in 0..<20_000 { moments.append(Int64.random(in: supported, using: &generator)) }
  var texts: [String] = []
  for moment in moments.sorted() {
    let text = Timestamp(secondsSince1970: moment).description
    #expect(text.utf8.count == 20)
    #expect(seconds(text) == moment)
    texts.append(text)
  }
  #expect(texts == texts.sorted())
}

@Test("Known moments read as their seconds and print as their dates")
func knownMoments() {
  let known: [(String, Int64)] = [
    ("1970-01-01T00:00:00Z", 0), ("0001-01-01T00:00:00Z", supported.lowerBound),
    ("9999-12-31T23:59:59Z", supported.upperBound), ("2000-02-29T12:00:00Z", 951_825_600),
    ("2001-01-15T00:00:00Z", 979_516_800), ("2016-04-22T10:19:33Z", 1_461_320_373),
    ("2023-06-07T00:00:00Z", 1_686_096_000), ("1969-12-31T23:59:59Z", -1),
  ]
  for (text, expected) in known {
    #expect(seconds(text) == expected)
    #expect(Timestamp(secondsSince1970: expected).description == text)
  }
}

@Test("Every day of eight hundred years follows the day before, leap days included")
func calendar() {
  func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
  func padded(_ value: Int, _ width: Int) -> String {
    String(repeating: "0", count: width - String(value).count) + String(value)
  }
  var expected = Timestamp("1600-01-01T00:00:00Z")?.secondsSince1970
  for year in 1600..<2400 {
    for month in 1...12 {
      let days = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
      for day in 1...days {
        let text = "\(year)-\(padded(month, 2))-\(padded(day, 2))T00:00:00Z"
        #expect(seconds(text) == expected)
        expected = expected.map { $0 + 86_400 }
      }
      #expect(seconds("\(year)-\(padded(month, 2))-\(padded(days + 1, 2))T00:00:00Z") == nil)
    }
  }
}

@Test("A fraction is dropped and an offset of zero is UTC")
func fractionAndOffset() {
  for text in ["2020-05-06T07:08:09.5Z", "2020-05-06T07:08:09.123456789012345678901+00:00"] {
    #expect(Timestamp(text) == Timestamp("2020-05-06T07:08:09Z"))
  }
  #expect(Timestamp("2020-05-06T07:08:09+00:00") == Timestamp("2020-05-06T07:08:09Z"))
}

@Test(
  "A text of another shape, and a moment that does not exist, is no timestamp",
  arguments: [
    "", "2020", "2020-05-06", "2020-05-06T07:08:09", "2020-05-06 07:08:09Z",
    "2020-05-06T07:08:09z", "2020-05-06T07:08Z", "2020-5-6T07:08:09Z", "20200506T070809Z",
    "2020-05-06T07:08:09.Z", "2020-05-06T07:08:09,5Z", "2020-05-06T07:08:09+01:00",
    "2020-05-06T07:08:09-00:00", "2020-05-06T07:08:09ZZ", " 2020-05-06T07:08:09Z",
    "2020-05-06T07:08:09Z ", "0000-01-01T00:00:00Z", "2020-00-06T07:08:09Z",
    "2020-13-06T07:08:09Z", "2020-05-00T07:08:09Z", "2020-05-32T07:08:09Z",
    "2021-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2020-04-31T00:00:00Z",
    "2020-05-06T24:00:00Z", "2020-05-06T07:60:00Z", "2020-12-31T23:59:60Z",
    "+2020-05-06T07:08:09Z", "-020-05-06T07:08:09Z", "12020-05-06T07:08:09Z",
    "２０２０-05-06T07:08:09Z", "2020-05-06T07:08:09.1",
  ])
func wrongShapes(_ text: String) {
  #expect(Timestamp(text) == nil)
}

@Test("No text traps the reader, and what it accepts it prints in the same second")
func fuzzedTimestamps() {
  var generator = SeededGenerator()
  let letters = Array("0123456789-:.TZ+ é".unicodeScalars)
  for _ in 0..<50_000 {
    var scalars = Array("2019-10-31T21:49:58.25Z".unicodeScalars)
    for _ in 0..<Int.random(in: 1...4, using: &generator) where !scalars.isEmpty {
      let place = Int.random(in: 0..<scalars.count, using: &generator)
      let letter = letters.randomElement(using: &generator) ?? "0"
      switch generator.next() % 3 {
      case 0: scalars[place] = letter
      case 1: scalars.insert(letter, at: place)
      default: scalars.remove(at: place)
      }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    guard let timestamp = Timestamp(String(text)) else { continue }
    #expect(timestamp.description.utf8.prefix(19).elementsEqual(String(text).utf8.prefix(19)))
  }
}

@Test("A moment beyond the years 1 to 9999 prints its year, with its sign and all its digits")
func farMoments() {
  let far: [(Int64, String)] = [
    (supported.upperBound + 1, "10000-01-01T00:00:00Z"),
    (supported.lowerBound - 1, "0000-12-31T23:59:59Z"),
    (supported.lowerBound - 366 * 86_400 - 1, "-0001-12-31T23:59:59Z"),
    (.max, "292277026596-12-04T15:30:07Z"), (.min, "-292277022657-01-27T08:29:52Z"),
  ]
  for (seconds, expected) in far {
    #expect(Timestamp(secondsSince1970: seconds).description == expected)
  }
}
