/// What a passage's score is made of: a sum of features, the first of which is a sum of terms, and
/// in a hybrid search the likeness of vectors.
///
/// It holds words of the question alone, never of the passage. Scores are in nats.
public struct ScoreExplanation: Hashable, Sendable {
  /// The passage's position among the candidates of the first stage, from 1.
  ///
  /// It is nil for one that only vectors found.
  public let firstStageRank: Int?
  /// The score of the first stage: the sum of the contributions of ``terms``.
  public let firstStageScore: Double
  /// The question's terms in its order, also those that the passage lacks.
  public let terms: [Term]
  /// All that the second stage knows of the passage; the contributions' sum is the score.
  ///
  /// In a hybrid search it is what ``fusion`` takes of words; in a dense one there is nothing. Of a
  /// passage beyond those that are looked at again, only the first stage's score counts, and the
  /// feature `lift`, which joins it to theirs.
  /// Added in this order they give the score to the last bit.
  public let features: [Feature]
  /// What tells whether the best passage of the search answers.
  ///
  /// The contributions add up to the logarithm of its odds.
  ///
  /// Empty where there is no confidence.
  public let confidenceFeatures: [Feature]
  /// What vectors say of the passage; nil in a sparse search.
  public internal(set) var vectors: VectorEvidence?
  /// What became the score of a hybrid search, which is the sum of the contributions; else empty.
  public internal(set) var fusion: [Feature] = []

  /// How near the passage's vector is to the question's.
  public struct VectorEvidence: Hashable, Sendable {
    /// The passage's position among the nearest, from 1; nil for one that only words found.
    public let rank: Int?
    /// The likeness by the index's metric; more is nearer.
    public let similarity: Double
  }

  /// A term of the question as the first stage looks for it.
  public struct Term: Hashable, Sendable {
    /// The question's word as it was written, or the characters where these are looked for in place
    /// of words, as in Chinese, Thai and Korean.
    public let word: String
    /// What was looked for: the word's stem, the word without accents, or characters.
    public let text: String
    /// The kind of feature that the term is.
    public let family: Family
    /// How rare the term is in the index, times its occurrences in the question; 0 for none.
    public let weight: Double
    /// How much of the passage is about the term, from 0 to 1; 0 where it is not found.
    public let impact: Double
    /// Weight times impact.
    public let contribution: Double
    /// Where the term stands; nil where that is not known, of this kind of term or of a passage
    /// that was not looked at again.
    public let fields: [Field]?
  }

  /// A kind of feature that words are turned into.
  public enum Family: CaseIterable, Hashable, Sendable {
    /// A word's stem, or the word where its language has no stemmer.
    case stem
    /// A word without its accents, in languages whose stems keep them.
    case unaccented
    /// Up to three neighbouring characters.
    case characters
  }

  /// A part of a passage that has words.
  public enum Field: CaseIterable, Hashable, Sendable {
    /// The page's title.
    case title
    /// The titles of the sections that hold the passage.
    case section
    /// The passage's own text.
    case text
  }

  /// A number that is known of the passage, and how much it counts.
  public struct Feature: Hashable, Sendable {
    /// The feature's name, such as `coveredShare`.
    public let name: String
    /// The number that was found.
    public let value: Double
    /// What it is multiplied by.
    public let weight: Double
    /// Value times weight.
    public let contribution: Double
  }
}

extension ScoreExplanation {
  /// The explanation of a dense search's result.
  init(_ vectors: VectorEvidence) {
    self.init(
      firstStageRank: nil, firstStageScore: 0, terms: [], features: [], confidenceFeatures: [],
      vectors: vectors)
  }
}
