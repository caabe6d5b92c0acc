/// Something that is wrong with an index, and what can be done about it.
public struct IndexFinding: Hashable, Sendable {
  /// The file or folder in the index's folder.
  public let place: String
  /// What was expected and what was found.
  public let description: String
  /// What mending does; nil where the rest of the index is not enough to mend it.
  public let remedy: String?
  /// What to do where mending does nothing.
  public let advice: String

  init(_ place: String, _ description: String, remedy: String) {
    self.place = place
    self.description = description
    self.remedy = remedy
    advice = ""
  }

  init(_ place: String, _ description: String, advice: String) {
    self.place = place
    self.description = description
    remedy = nil
    self.advice = advice
  }
}
