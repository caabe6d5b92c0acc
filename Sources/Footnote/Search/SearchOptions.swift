public import Rescoring
public import WikiModel

/// What a search may pass over.
public enum SearchAccuracy: Hashable, Sendable {
  /// Nothing: the candidates are the best of all passages.
  case exact
  /// Passages that have none of the question's weightiest words.
  ///
  /// These words together occur in half as many passages as there are, or fewer; at least one word
  /// counts. Each segment of an index has weightiest words of its own, so that, other than exact
  /// answers, these depend on how it came to be. `Documentation/Decisions` has the recall and what
  /// little time this saves.
  case approximate
}

/// What candidates are found by, and what they are ranked by.
public enum SearchMode: String, CaseIterable, Sendable {
  /// The question's words.
  case sparse
  /// The likeness of the question's vector and the passages'.
  case dense
  /// Both: the best by either, ranked by both.
  case hybrid
}

/// How a search is done.
public struct SearchOptions: Hashable, Sendable {
  /// Of a question, so many bytes of UTF-8 count, which is some ten thousand words.
  ///
  /// A longer one is a document: its words would say no more of what is wanted, and stemming them
  /// by the rules of many languages would take seconds.
  public static let questionByteLimit = 1 << 16

  /// How many passages are wanted, at most.
  public var count: Int
  /// The question's languages as BCP 47 tags; nil takes all languages of the index.
  ///
  /// A question's words are reduced to stems by the rules of each language given. Where that is one
  /// of several that the index has, and not the one of most passages, candidates are found by
  /// how rare words are among its passages alone.
  public var languages: [String]?
  /// Which passages may be found.
  public var filter: SearchFilter
  /// What the search may pass over.
  public var accuracy: SearchAccuracy
  /// What candidates are found and ranked by.
  ///
  /// nil takes both where passages and question have vectors, of a table or a model, and words
  /// alone otherwise.
  public var mode: SearchMode?
  /// How what words say and what vectors say become one score, in hybrid searches.
  public var fusion: FusionMethod
  /// The share of the nearest vectors that a search among them should find, above 0, at most 1.
  ///
  /// What it takes was measured when the index was built, with vectors between those of two
  /// passages as questions. Of sketches all are looked at, whatever is wanted.
  public var recall: Double
  /// The question as a vector, for an index whose vectors were brought; by the same model.
  public var questionVector: [Float]?
  /// Whether each passage comes with what its score is made of.
  public var explains: Bool
  /// Whether passages with ``AttributedPassage/hiddenText`` are left out, and the next best taken.
  public var refusesHiddenText: Bool
  /// What narrows the search besides the filter; nil for nothing.
  public var policy: Policy?
  /// Where the search is logged, and for whom; nil logs nothing.
  public var audit: SearchAudit?

  /// Five passages, for a question in any language of the index, from all of it.
  public init(
    count: Int = 5, languages: [String]? = nil, filter: SearchFilter = SearchFilter(),
    accuracy: SearchAccuracy = .exact, mode: SearchMode? = nil,
    fusion: FusionMethod = .weightedSum, recall: Double = 0.99, questionVector: [Float]? = nil,
    explains: Bool = false, refusesHiddenText: Bool = false, audit: SearchAudit? = nil,
    policy: Policy? = nil
  ) {
    self.count = count
    self.languages = languages
    self.filter = filter
    self.accuracy = accuracy
    self.mode = mode
    self.fusion = fusion
    self.recall = recall
    self.questionVector = questionVector
    self.explains = explains
    self.refusesHiddenText = refusesHiddenText
    self.audit = audit
    self.policy = policy
  }
}
