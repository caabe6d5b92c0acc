/// Something that a check has to say of a citation.
public struct CitationFinding: Hashable, Sendable {
  /// Which of the known things it is.
  public let rule: CitationRule
  /// What was expected and what was found, as a sentence without a word of the passage.
  public let message: String
}

/// How much a finding weighs.
public enum CitationSeverity: String, CaseIterable, Comparable, Sendable {
  /// The citation does not hold, or lacks what the licence asks for.
  case error
  /// The citation held once.
  case warning
  /// Good to know.
  case note

  /// Orders by weight, the gravest first.
  public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .note: 2
    }
  }
}

/// What a check looks at; the names are part of its reports.
public enum CitationRule: String, CaseIterable, Sendable {
  /// The answer has no citation.
  case citationMissing = "citation-missing"
  /// The citation tells no passage.
  case passageUnnamed = "passage-unnamed"
  /// The passage is in no generation that it could be from.
  case passageUnknown = "passage-unknown"
  /// The index never had that generation.
  case generationUnknown = "generation-unknown"
  /// That generation has another manifest.
  case manifestDiffers = "manifest-differs"
  /// The words do not stand in the passage.
  case quotationAltered = "quotation-altered"
  /// The address of the revision is not there.
  case permalinkMissing = "permalink-missing"
  /// The address leads to another revision.
  case permalinkWrong = "permalink-wrong"
  /// No licence of the passage is named.
  case licenseMissing = "license-missing"
  /// A licence is named, and its address is not there.
  case licenseUnlinked = "license-unlinked"
  /// A licence's address is there, and its name is not.
  case licenseUnnamed = "license-unnamed"
  /// That the text is an excerpt, or changed otherwise, is not said.
  case modificationsUnsaid = "modifications-unsaid"
  /// A packet says something else of the passage than the index does.
  case attributionAltered = "attribution-altered"
  /// The passage was taken back.
  case revoked
  /// The page is gone.
  case pageDeleted = "page-deleted"
  /// The page no longer has the passage's text.
  case textChanged = "text-changed"
  /// The generation is no longer kept, and another one was looked at.
  case generationGone = "generation-gone"
  /// The passage's text stands elsewhere now.
  case textMoved = "text-moved"
  /// The words stand there but for marks and spaces.
  case quotationNormalized = "quotation-normalized"
  /// The citation has no words to compare.
  case quotationMissing = "quotation-missing"

  /// How much a finding of this kind weighs.
  public var severity: CitationSeverity {
    switch self {
    case .pageDeleted, .textChanged, .generationGone: .warning
    case .textMoved, .quotationNormalized, .quotationMissing: .note
    default: .error
    }
  }

  /// What the rule is about, in a sentence.
  public var summary: String {
    switch self {
    case .citationMissing: "An answer cites at least one passage."
    case .passageUnnamed: "A citation names a passage by its key or its revision's address."
    case .passageUnknown: "The passage is in the index."
    case .generationUnknown: "The index has had the generation that the citation names."
    case .manifestDiffers: "The generation has the manifest that the citation names."
    case .quotationAltered: "The quoted words stand in the passage."
    case .permalinkMissing: "The address of the passage's revision is there."
    case .permalinkWrong: "The address leads to the passage's revision."
    case .licenseMissing: "A licence of the passage is named, with its address."
    case .licenseUnlinked: "The named licence has its address."
    case .licenseUnnamed: "The licence whose address is there is named."
    case .modificationsUnsaid: "It is said that the text was changed or is an excerpt."
    case .attributionAltered: "A packet says of the passage what the index says."
    case .revoked: "The passage has not been taken back."
    case .pageDeleted: "The passage's page is still there."
    case .textChanged: "The page still has the passage's text."
    case .generationGone: "The generation that the citation names is still kept."
    case .textMoved: "The passage's text stands where it stood."
    case .quotationNormalized: "The quoted words are written as in the passage."
    case .quotationMissing: "A citation has words of the passage."
    }
  }
}
