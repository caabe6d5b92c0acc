import Footnote
import Testing

@testable import FootnoteTool

@Suite("Labels that place answers in articles")
struct AlignedLabelsTests {
  private static let label = """
    {"qid": "q1", "question": "Who?", "answers": ["Ada"], "is_impossible": false, "page_id": 12, \
    "char_start": 10, "char_end": 20, "answer_in_range": true}
    """

  @Test("impossible questions and those without an answer in range are left out and counted")
  func leftOut() throws {
    let text = """
      \(Self.label)

      {"qid": 2, "question": "?", "is_impossible": true}
      {"qid": "q3", "question": "?", "answer_in_range": false, "is_impossible": false}
      {"qid": "q4", "question": "?", "answer_in_range": false}
      """
    try withFile(text) { path in
      let labels = try LabelSet(aligned: path)
      #expect(labels.questions.map(\.id) == ["q1"])
      #expect(labels.questions.map(\.text) == ["Who?"])
      #expect(labels.leftOut.map(\.name) == ["impossible", "answer_not_in_range"])
      #expect(labels.leftOut.map(\.count) == [1, 2])
      #expect(labels.leftOutNote == " (left out: 1 impossible, 2 without an answer in range)")
    }
  }

  @Test(
    "a line that is no label is refused with its file, line, and what was expected and found",
    arguments: [
      ("nonsense", "expected a label as a JSON object, found text that is not JSON"),
      ("[1]", "expected \"qid\" to be a string, found nothing"),
      (label, "expected a qid of its own, found q1 again"),
      (
        label.replacing("\"q1\"", with: "\"q2\"").replacing(": true", with: ": 1"),
        "expected \"answer_in_range\" to be true or false, found 1"
      ),
      (
        label.replacing("\"q1\"", with: "\"q2\"").replacing("10", with: "20"),
        "expected char_end after char_start, found 20 after 20"
      ),
      (
        label.replacing("\"q1\"", with: "\"q2\"").replacing("10", with: "-1"),
        "expected \"char_start\" to be a count of characters, found -1"
      ),
      (
        label.replacing("\"q1\"", with: "\"q2\"").replacing("[\"Ada\"]", with: "\"Ada\""),
        "expected \"answers\" to be an array of strings, found \"Ada\""
      ),
      (
        label.replacing("\"q1\"", with: "\"q2\"").replacing("Ada", with: " "),
        "expected an answer in answers, found none"
      ),
    ])
  func malformed(line: String, message: String) throws {
    let failure = try failure(of: Self.label + "\n" + line) { _ = try LabelSet(aligned: $0) }
    #expect(failure?.status == .badInput)
    #expect(failure?.message.hasSuffix(", line 2: \(message)") == true, "\(failure?.message ?? "")")
    #expect(failure?.nextStep.isEmpty == false)
  }

  @Test("an empty file is refused")
  func empty() throws {
    let failure = try failure(of: "") { _ = try LabelSet(aligned: $0) }
    #expect(failure?.status == .badInput)
    #expect(failure?.message.hasSuffix(": expected labels, found an empty file") == true)
  }
}

@Suite("The place of an answer")
struct AnswerPlaceTests {
  private func isAnswered(
    _ text: String, by answers: [String], page: UInt64 = 1, characters: Range<Int> = 0..<10
  ) -> Bool {
    AnswerPlace(page: PageID(rawValue: 1), characters: 5..<10, answers: answers)
      .isAnswered(page: PageID(rawValue: page), characters: characters, text: text)
  }

  @Test("a hit is of the same page, overlaps the stretch and contains an answer")
  func hits() {
    #expect(isAnswered("It was Ada.", by: ["Bob", "Ada"]))
    #expect(!isAnswered("It was Ada.", by: ["Bob"]))
    #expect(!isAnswered("It was Ada.", by: ["Ada"], page: 2))
    #expect(isAnswered("It was Ada.", by: ["Ada"], characters: 9..<50))
    #expect(!isAnswered("It was Ada.", by: ["Ada"], characters: 10..<50))
    #expect(!isAnswered("It was Ada.", by: ["Ada"], characters: 0..<5))
  }

  @Test("case and runs of white space do not matter, letters do")
  func folding() {
    #expect(isAnswered("in NEW\n\u{A0} York", by: ["new york "]))
    #expect(isAnswered("die STRASSE", by: ["Straße"]))
    #expect(isAnswered("ὈΔΥΣΣΕΎΣ", by: ["ὀδυσσεύς"]))
    #expect(!isAnswered("newyork", by: ["new york"]))
    #expect(!isAnswered("cafe", by: ["café"]))
  }

  @Test("an answer that a text starts with again and again is found where it is whole")
  func repetition() {
    #expect(BytePattern(Array("aab".utf8)).occurs(in: Array("aaaab".utf8)))
    #expect(!BytePattern(Array("aab".utf8)).occurs(in: Array("aaaa".utf8)))
    for pattern in Self.words(upTo: 4) {
      for text in Self.words(upTo: 7) {
        let isIn = text.indices.contains { text[$0...].starts(with: pattern) } || pattern.isEmpty
        #expect(BytePattern(pattern).occurs(in: text) == isIn)
      }
    }
  }

  /// All words of two letters up to a length.
  private static func words(upTo length: Int) -> [[UInt8]] {
    var words: [[UInt8]] = [[]]
    var last = words
    for _ in 0..<length {
      last = last.flatMap { [$0 + [0], $0 + [1]] }
      words += last
    }
    return words
  }
}
