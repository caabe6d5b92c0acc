package import WikiModel

/// Why a page was read and left out.
public enum SkipReason: String, Hashable, Sendable, CaseIterable {
  /// The page is in a namespace that was not asked for.
  case otherNamespace = "other namespace"
  /// The page only leads to another one.
  case redirect = "redirect"
  /// The page is not wikitext: a style sheet, a script, structured data.
  case otherModel = "other content model"
  /// The newest revision's text was hidden from the public.
  case deletedText = "deleted text"
  /// The dump holds the newest revision without its text, as stub dumps do.
  case missingText = "text not in the dump"
  /// The newest revision's text is empty.
  case emptyText = "empty text"
  /// The page is at fault, and bad pages are to be left out.
  case badPage = "bad page"
  /// The event tells of a new revision, or of a move, without its text.
  case changeWithoutText = "change without its text"
  /// The feed's events were taken in as far as this one before.
  case takenBefore = "event taken in before"
  /// The event only shows that its stream works.
  case canary = "canary event"
  /// The page is revoked, in every revision.
  case revokedPage = "revoked page"
  /// The revision is revoked.
  case revokedRevision = "revoked revision"
  /// The revision was saved by an editor whose revisions are revoked.
  case revokedEditor = "revoked editor"
  /// The policy refuses the page's licences.
  case refusedLicense = "licence that the policy refuses"
  /// The policy refuses the page's language.
  case refusedLanguage = "language that the policy refuses"
  /// The policy refuses a template that the page names.
  case refusedTemplate = "template that the policy refuses"
  /// The policy wants older revisions.
  case tooYoung = "revision younger than the policy wants"
}

/// How many pages were read, and what became of them.
public struct IngestCounts: Hashable, Sendable {
  /// Pages, or lines, read to their end.
  public internal(set) var pages = 0
  /// Revisions read; JSON Lines have one a line.
  public internal(set) var revisions = 0
  /// Pages handed on as articles.
  public internal(set) var articles = 0
  private var noticesByKind = [Int](repeating: 0, count: PageNotice.Kind.allCases.count)
  private var skippedByReason = [Int](repeating: 0, count: SkipReason.allCases.count)

  /// Nothing read.
  public init() {}

  /// How many pages were left out for this reason.
  public subscript(reason: SkipReason) -> Int { skippedByReason[reason.index] }

  /// The reasons that occurred, with their counts.
  public var skipped: [(reason: SkipReason, count: Int)] {
    SkipReason.allCases.map { ($0, self[$0]) }.filter { $0.1 > 0 }
  }

  /// How many events without text told this of a page.
  package subscript(kind: PageNotice.Kind) -> Int { noticesByKind[kind.index] }

  /// Counts what was handed on.
  mutating func note(_ change: PageChange) {
    switch change.content {
    case .revision: articles += 1
    case .notice(let notice): noticesByKind[notice.kind.index] += 1
    }
  }

  mutating func skip(_ reason: SkipReason) { skippedByReason[reason.index] += 1 }
}

extension SkipReason {
  /// Whether the article is left out because of what a list of the index's holder says.
  var isRevocation: Bool {
    self == .revokedPage || self == .revokedRevision || self == .revokedEditor
  }

  fileprivate var index: Int {
    switch self {
    case .otherNamespace: 0
    case .redirect: 1
    case .otherModel: 2
    case .deletedText: 3
    case .missingText: 4
    case .emptyText: 5
    case .badPage: 6
    case .changeWithoutText: 7
    case .takenBefore: 8
    case .canary: 9
    case .revokedPage: 10
    case .revokedRevision: 11
    case .revokedEditor: 12
    case .refusedLicense: 13
    case .refusedLanguage: 14
    case .refusedTemplate: 15
    case .tooYoung: 16
    }
  }
}

extension PageNotice.Kind {
  fileprivate var index: Int {
    switch self {
    case .deleted: 0
    case .hidden: 1
    case .restored: 2
    case .moved: 3
    case .edited: 4
    }
  }
}

/// The faults that were passed over: the first ones in words, and how many there were.
package struct FaultLog: Sendable {
  package private(set) var faults: [IngestError] = []
  package private(set) var count = 0

  package init() {}

  package mutating func note(_ fault: IngestError) {
    if faults.count < IngestLimit.faultCount { faults.append(fault) }
    count += 1
  }
}
