extension LabelSet {
  /// Reads a file of questions and a file of relevance judgements, as BEIR's and TREC's sets have.
  init(queries path: String, qrels qrelsPath: String) throws(Failure) {
    let judgements = try RelevanceJudgements(qrels: qrelsPath)
    var lines = try Self.lines(of: path)
    var questions: [LabelledQuestion] = []
    var ids: Set<String> = []
    var knownCount = 0
    var unjudgedCount = 0
    var hopelessCount = 0
    while let bytes = try lines.nextFilled() {
      let question = try Question(parsing: bytes, at: lines.place)
      guard ids.insert(question.id).inserted else {
        throw Failure(
          .badInput, "\(lines.place): expected an id of its own, found \(question.id) again",
          nextStep: "Give each question an id of its own.")
      }
      guard let judged = judgements.byQuery[question.id] else {
        unjudgedCount += 1
        continue
      }
      knownCount += judged.count
      guard !judged.relevantGrades.isEmpty else {
        hopelessCount += 1
        continue
      }
      questions.append(
        LabelledQuestion(
          id: question.id, text: question.text, place: lines.place,
          position: ids.count - 1, relevance: .documents(judged)))
    }
    self.init(
      files: [path, qrelsPath], questions: questions, lineCount: ids.count,
      leftOut: [
        Omission(name: "not_judged", reason: "not judged", count: unjudgedCount),
        Omission(
          name: "nothing_relevant", reason: "with nothing relevant", count: hopelessCount),
      ], unknownQueryJudgementCount: judgements.count - knownCount)
  }
}

/// Which documents are relevant to which query.
///
/// BEIR's columns are `query-id corpus-id score` below a header that may be missing, TREC's are
/// `query iteration document relevance`; a score of 0 or less is not relevant.
struct RelevanceJudgements {
  private(set) var byQuery: [String: JudgedDocuments] = [:]
  private(set) var count = 0
  /// Nil until the first judgement, which decides for the file.
  private var isOfPages: Bool?

  init(qrels path: String) throws(Failure) {
    var lines = try LabelSet.lines(of: path)
    var isFirst = true
    while let bytes = try lines.nextFilled() {
      let columns = try Self.columns(bytes, at: lines.place)
      let isHeader = isFirst && columns == ["query-id", "corpus-id", "score"]
      isFirst = false
      if !isHeader { try add(columns, at: lines.place) }
    }
  }

  /// The columns between tabs, or between spaces where there is no tab.
  private static func columns(_ line: [UInt8], at place: String) throws(Failure) -> [String] {
    guard let text = String(validating: line, as: UTF8.self) else {
      throw fault("UTF-8", "other bytes", at: place)
    }
    let row = text.utf8.last == UInt8(ascii: "\r") ? text.dropLast() : text[...]
    let parts =
      row.contains("\t")
      ? row.split(separator: "\t", omittingEmptySubsequences: false)
      : row.split(separator: " ")
    return parts.map(String.init)
  }

  private mutating func add(_ columns: [String], at place: String) throws(Failure) {
    guard columns.count == 3 || columns.count == 4 else {
      throw Self.fault(
        "query-id, corpus-id and score with tabs between, or TREC's four columns",
        columns.count == 1 ? "1 column" : "\(columns.count) columns", at: place)
    }
    let query = columns[0]
    let name = columns[columns.count - 2]
    let score = columns[columns.count - 1]
    guard let document = JudgedDocument(name) else {
      throw Self.fault(
        "a page's number or a passage's wiki:page:revision:ordinal", "\"\(name)\"", at: place)
    }
    guard let grade = Int(score) else {
      throw Self.fault("a whole number as the score", "\"\(score)\"", at: place)
    }
    let isPages = isOfPages ?? document.isPage
    isOfPages = isPages
    guard isPages == document.isPage else {
      throw Self.fault(
        isPages ? "a page, as above" : "a passage, as above", "\"\(name)\"", at: place)
    }
    let isNew = byQuery[query, default: JudgedDocuments(isOfPages: isPages)].add(
      grade, of: document)
    guard isNew else {
      throw Self.fault("one judgement of \(name) for query \(query)", "another", at: place)
    }
    count += 1
  }

  private static func fault(_ expected: String, _ found: String, at place: String) -> Failure {
    Failure(
      .badInput, "\(place): expected \(expected), found \(found)",
      nextStep: "Mend the line or take it out.")
  }
}
