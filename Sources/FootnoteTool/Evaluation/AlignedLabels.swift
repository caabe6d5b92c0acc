import Footnote
import JSON

extension LabelSet {
  /// Reads labels that place each answer in its article: JSON Lines with the members below.
  ///
  /// `qid`, `question`: strings; `answers`: an array of strings; `page_id`, `char_start`,
  /// `char_end`: integers, the last two counting Unicode scalars of the article's text;
  /// `answer_in_range` and, if wanted, `is_impossible`: booleans. Other members are ignored.
  init(aligned path: String) throws(Failure) {
    var lines = try Self.lines(of: path)
    var questions: [LabelledQuestion] = []
    var ids: Set<String> = []
    var impossibleCount = 0
    var outOfRangeCount = 0
    while let bytes = try lines.nextFilled() {
      let line = try AlignedLine(parsing: bytes, at: lines.place)
      let id = try line.id()
      guard ids.insert(id).inserted else { throw line.fault("a qid of its own", "\(id) again") }
      if try line.isImpossible() {
        impossibleCount += 1
      } else if try !line.bool("answer_in_range") {
        outOfRangeCount += 1
      } else {
        questions.append(
          LabelledQuestion(
            id: id, text: try line.string("question"), place: lines.place,
            position: ids.count - 1, relevance: .place(try line.answerPlace())))
      }
    }
    self.init(
      files: [path], questions: questions, lineCount: ids.count,
      leftOut: [
        Omission(name: "impossible", reason: "impossible", count: impossibleCount),
        Omission(
          name: "answer_not_in_range", reason: "without an answer in range",
          count: outOfRangeCount),
      ])
  }
}

/// The members of one aligned label, each read or refused by name.
private struct AlignedLine {
  private let line: JSONLine

  init(parsing bytes: [UInt8], at place: String) throws(Failure) {
    line = try JSONLine(parsing: bytes, at: place, expected: "a label as a JSON object")
  }

  func id() throws(Failure) -> String {
    guard let id = line.identifier("qid") else { throw missing("qid", "a string") }
    return id
  }

  func isImpossible() throws(Failure) -> Bool {
    line["is_impossible"] == nil ? false : try bool("is_impossible")
  }

  func bool(_ name: String) throws(Failure) -> Bool {
    guard let value = line[name]?.bool else { throw missing(name, "true or false") }
    return value
  }

  func string(_ name: String) throws(Failure) -> String {
    guard let value = line[name]?.string else { throw missing(name, "a string") }
    return value
  }

  func answerPlace() throws(Failure) -> AnswerPlace {
    let start = try offset("char_start")
    let end = try offset("char_end")
    guard start < end else {
      throw fault("char_end after char_start", "\(end) after \(start)")
    }
    guard let page = line["page_id"]?.unsigned else { throw missing("page_id", "a page's number") }
    let place = AnswerPlace(
      page: PageID(rawValue: page), characters: start..<end, answers: try answers())
    guard !place.isWithoutAnswer else { throw fault("an answer in answers", "none") }
    return place
  }

  private func answers() throws(Failure) -> [String] {
    guard let values = line["answers"]?.array else {
      throw missing("answers", "an array of strings")
    }
    var answers: [String] = []
    for value in values {
      guard let answer = value.string else { throw missing("answers", "an array of strings") }
      answers.append(answer)
    }
    return answers
  }

  private func offset(_ name: String) throws(Failure) -> Int {
    guard let value = line[name]?.unsigned, let offset = Int(exactly: value) else {
      throw missing(name, "a count of characters")
    }
    return offset
  }

  private func missing(_ name: String, _ kind: String) -> Failure {
    fault("\"\(name)\" to be \(kind)", line[name].map { "\($0.line.prefix(60))" } ?? "nothing")
  }

  func fault(_ expected: String, _ found: String) -> Failure {
    Failure(
      .badInput, "\(line.place): expected \(expected), found \(found)",
      nextStep: "Mend the line or take it out.")
  }
}
