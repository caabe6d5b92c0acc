/// How passages are packed into a budget, such as a language model's context.
public struct PackOptions: Sendable {
  /// A form in which packed passages are written.
  public enum Format: String, CaseIterable, Sendable {
    /// Lines without markup.
    case text
    /// CommonMark, every character of the passages escaped where it would be markup.
    case markdown
    /// One JSON object on a line.
    case json
  }

  /// How much the whole may count: passages, attribution and notices.
  public var budget: Int
  /// How passages are written.
  public var format: Format
  /// What a text counts, such as its tokens.
  ///
  /// It is asked of whole documents, since the tokens of parts need not add up.
  public var count: @Sendable (String) -> Int

  /// A budget of characters, which are Unicode scalars (code points), unless told otherwise.
  public init(
    budget: Int, format: Format = .text,
    count: @escaping @Sendable (String) -> Int = { $0.unicodeScalars.count }
  ) {
    self.budget = budget
    self.format = format
    self.count = count
  }
}
