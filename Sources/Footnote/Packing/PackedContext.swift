public import WikiModel

/// Passages that were packed into a budget, with the attribution of each.
///
/// What passages share is said once: the credit of those of one revision, a licence, what was
/// changed, and that adaptations must be shared alike. Each keeps its own link.
public struct PackedContext: Hashable, Sendable {
  /// The document, with a line feed at its end; empty where no passage fits.
  public let text: String
  /// What the document counts; never more than the budget.
  public let size: Int
  /// The passages that are in it, in the order of their ranks.
  public let included: [PassageKey]
  /// The passages that did not fit, in the order of their ranks.
  public let omitted: [PassageKey]

  /// Packs passages in their order: each that still fits with its attribution is taken.
  ///
  /// A passage that does not fit is left out whole, and later ones may still fit.
  ///
  /// - Complexity: O(passages × size), and a count for each passage.
  public init(_ passages: [AttributedPassage], options: PackOptions) {
    var taken: [AttributedPassage] = []
    var best = (text: "", size: 0)
    var omitted: [PassageKey] = []
    for passage in passages {
      let document = PackedDocument(taken + [passage])
      let text = document.written(as: options.format)
      let size = options.count(text)
      if size <= options.budget {
        taken.append(passage)
        best = (text, size)
      } else {
        omitted.append(passage.attribution.key)
      }
    }
    text = best.text
    size = best.size
    included = taken.map(\.attribution.key)
    self.omitted = omitted
  }
}
