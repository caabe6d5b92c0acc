/// A passage that answers a question, with the attribution that it must carry: text's only way out.
///
/// It comes from ``Index/search(_:options:)`` and ``Index/passages(at:)`` alone. There is no
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
  /// What the score is made of; nil unless the search was asked to explain.
  public let explanation: ScoreExplanation?
}
