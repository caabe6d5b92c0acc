import Evaluation
import Footnote
import WikiIngest

/// Questions whose answers are known, as they were read from label files.
struct LabelSet {
  /// How many of something were left out, and why.
  struct Omission: Equatable {
    /// The member's name in JSON, such as `not_judged`.
    let name: String
    /// The reason in words.
    let reason: String
    let count: Int
  }

  /// The files that the labels are from.
  let files: [String]
  let questions: [LabelledQuestion]
  /// Questions of the file, those that were left out included.
  let lineCount: Int
  /// Questions that were left out; none has a count of 0.
  let leftOut: [Omission]
  /// Judgements of queries that the file of queries does not hold.
  let unknownQueryJudgementCount: Int

  init(
    files: [String], questions: [LabelledQuestion], lineCount: Int, leftOut: [Omission],
    unknownQueryJudgementCount: Int = 0
  ) {
    self.files = files
    self.questions = questions
    self.lineCount = lineCount
    self.leftOut = leftOut.filter { $0.count > 0 }
    self.unknownQueryJudgementCount = unknownQueryJudgementCount
  }

  /// The pages that hold answers.
  var pages: Set<PageID> {
    questions.reduce(into: []) { pages, question in
      switch question.relevance {
      case .place(let place): pages.insert(place.page)
      case .documents(let judged): pages.formUnion(judged.relevantPages)
      }
    }
  }

  /// The passages that were judged to be relevant; none where pages were judged.
  var relevantPassages: [PassageKey] {
    questions.flatMap { question -> [PassageKey] in
      guard case .documents(let judged) = question.relevance else { return [] }
      return judged.relevantPassages
    }
  }

  /// The lines of a label file, which may be compressed; `-` is standard input.
  static func lines(of path: String) throws(Failure) -> LineReader {
    do throws(IngestError) {
      return LineReader(try DecompressedInput(path: path))
    } catch {
      if case .empty(let path) = error {
        throw Failure(
          .badInput, "\(path): expected labels, found an empty file",
          nextStep: "Check that it was written whole.")
      }
      throw Failure(.input(error))
    }
  }
}

/// A question and what answers it.
struct LabelledQuestion {
  let id: String
  let text: String
  /// Where the question stands, for messages.
  let place: String
  /// How many questions stand before it in the file.
  let position: Int
  let relevance: Relevance

  enum Relevance {
    /// A stretch of a page that holds an answer.
    case place(AnswerPlace)
    /// Documents with their grades.
    case documents(JudgedDocuments)
  }

  /// What a passage is called in a run, as the labels call it.
  func documentName(of key: PassageKey) -> String {
    switch relevance {
    case .place: JudgedDocument.passage(key).name
    case .documents(let judged): judged.document(of: key).name
    }
  }

  /// Judges what was found, best first.
  func outcome(of passages: [AttributedPassage]) -> RankedOutcome {
    switch relevance {
    case .place(let place):
      let first = passages.firstIndex {
        place.isAnswered(
          page: $0.attribution.page, characters: $0.attribution.source.characters, text: $0.text)
      }
      let grades = first.map { [Int](repeating: 0, count: $0) + [1] } ?? []
      return RankedOutcome(query: id, grades: grades, idealGrades: [1])
    case .documents(let judged):
      return RankedOutcome(
        query: id, grades: judged.grades(of: passages.map(\.attribution.key)),
        idealGrades: judged.relevantGrades)
    }
  }
}
