/// A passage that answers a question, with the attribution that it must carry: text's only way out.
///
/// It comes from searches and from ``Index/passages(at:audit:)`` alone. There is no
/// initialiser, no way to take the attribution off, and its coded form always holds both.
public struct AttributedPassage: Hashable, Sendable {
  /// The passage as readable text; line feeds separate its paragraphs and list items.
  public let text: String
  /// What must be said wherever the text is shown.
  public let attribution: Attribution
  /// Position among the results, from 1; in a listing, position among all passages.
  public let rank: Int
  /// How well the passage fits the question; higher is better, comparable within one search alone.
  public let score: Double
  /// The probability that the passage answers the question, from 0 to 1.
  ///
  /// It is calibrated for questions of which every other one has no answer in the index. Of the
  /// results of a search, later ones have none higher. Where the first one's is low, the index
  /// does not seem to answer the question. It is nil where no such probability is known: in dense
  /// searches, in hybrid ones by reciprocal ranks, and in a listing. For vectors that were brought
  /// it is calibrated with other ones.
  public let confidence: Double?
  /// What the score is made of; nil unless the search was asked to explain.
  public let explanation: ScoreExplanation?
}
