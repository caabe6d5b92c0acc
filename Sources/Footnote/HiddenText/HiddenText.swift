/// Characters of a passage that nobody sees and that a program reads all the same.
///
/// Who can edit a page can hide words in it that a reader never meets and a language model obeys.
/// Characters that a script or an emoji needs to be written right are none of these.
/// `Documentation/HiddenText.md` lists what is and what is not.
public struct HiddenText: Hashable, Sendable {
  /// What the characters are.
  public enum Kind: String, CaseIterable, Sendable {
    /// Tag characters, each of which stands for one of ASCII's (U+E0000 to U+E007F).
    case tags
    /// Embeddings, overrides and isolates of the bidirectional algorithm, which show text in
    /// another order than it is read in.
    case bidirectional
    /// Two or more characters without width in a row, or a joiner where there is nothing to join.
    case zeroWidth = "zero_width"
    /// Variation selectors, in which bytes can be written, where there is nothing to select.
    case variationSelectors = "variation_selectors"
    /// Control characters, such as escapes; line feeds and tabs are none.
    case controls
    /// Others that Unicode wants ignored where they are not known, those of no use yet included.
    case ignorable
  }

  /// Where the characters stand.
  public enum Place: Hashable, Sendable {
    /// In the passage's text.
    case text
    /// In the page's title.
    case title
    /// In the title of an enclosing section, counted from the outermost, 0.
    case section(Int)
  }

  /// What the characters are.
  public let kind: Kind
  /// The text that they stand in.
  public let place: Place
  /// Their bytes in that text in UTF-8.
  public let bytes: Range<Int>
}
