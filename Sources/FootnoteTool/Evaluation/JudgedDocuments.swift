import Footnote

/// What a relevance judgement names.
enum JudgedDocument: Hashable {
  case page(PageID)
  case passage(PassageKey)

  /// Reads a page's number (`12`) or a passage's name (`wiki:page:revision:ordinal`).
  init?(_ text: String) {
    if let page = UInt64(text) {
      self = .page(PageID(rawValue: page))
    } else if let key = PassageKey(text) {
      self = .passage(key)
    } else {
      return nil
    }
  }

  /// As judgements name it.
  var name: String {
    switch self {
    case .page(let page): "\(page.rawValue)"
    case .passage(let key): "\(key)"
    }
  }

  var page: PageID {
    switch self {
    case .page(let page): page
    case .passage(let key): key.page
    }
  }

  var isPage: Bool {
    if case .page = self { true } else { false }
  }
}

/// The judgements of one query: all of pages, or all of passages.
struct JudgedDocuments {
  private let isOfPages: Bool
  private var gradeByDocument: [JudgedDocument: Int] = [:]
  /// How many documents were judged.
  var count: Int { gradeByDocument.count }

  init(isOfPages: Bool) { self.isOfPages = isOfPages }

  /// Notes a grade; false when the document has one already.
  mutating func add(_ grade: Int, of document: JudgedDocument) -> Bool {
    guard gradeByDocument[document] == nil else { return false }
    gradeByDocument[document] = grade
    return true
  }

  /// The pages that are relevant, or have passages that are.
  var relevantPages: Set<PageID> {
    Set(gradeByDocument.filter { $0.value > 0 }.keys.map(\.page))
  }

  /// The relevant documents that are passages.
  var relevantPassages: [PassageKey] {
    gradeByDocument.compactMap { document, grade in
      guard grade > 0, case .passage(let key) = document else { return nil }
      return key
    }.sorted { $0.description < $1.description }
  }

  /// The grades of the relevant documents, highest first.
  var relevantGrades: [Int] { gradeByDocument.values.filter { $0 > 0 }.sorted(by: >) }

  /// What a passage counts as: its page where pages were judged.
  func document(of key: PassageKey) -> JudgedDocument {
    isOfPages ? .page(key.page) : .passage(key)
  }

  /// The grade at each rank of a ranking of documents, 0 for one that was not judged.
  ///
  /// Where pages were judged, pages are ranked: each by its best passage, its others not counting.
  func grades(of passages: [PassageKey]) -> [Int] {
    var seen: Set<JudgedDocument> = []
    var grades: [Int] = []
    for key in passages {
      let document = document(of: key)
      if seen.insert(document).inserted { grades.append(gradeByDocument[document] ?? 0) }
    }
    return grades
  }
}
