extension AttributedPassage {
  /// What is hidden in the text, the title and the sections' titles, in this order.
  ///
  /// O(length of these).
  public var hiddenText: [HiddenText] {
    var found = HiddenText.found(in: text, at: .text)
    found += HiddenText.found(in: attribution.title, at: .title)
    for (number, title) in attribution.sectionPath.enumerated() {
      found += HiddenText.found(in: title, at: .section(number))
    }
    return found
  }

  /// What is hidden, for people; nil where nothing is.
  var hiddenTextNote: String? {
    let found = hiddenText
    let shownCount = 3
    guard !found.isEmpty else { return nil }
    var notes = found.prefix(shownCount).map(\.note)
    if found.count > shownCount { notes.append("and \(found.count - shownCount) more") }
    return notes.joined(separator: "; ")
  }
}

extension HiddenText {
  fileprivate var note: String {
    let what =
      switch kind {
      case .tags: "tag characters"
      case .bidirectional: "bidirectional controls"
      case .zeroWidth: "characters without width"
      case .variationSelectors: "variation selectors"
      case .controls: "control characters"
      case .ignorable: "ignorable characters"
      }
    let whose =
      switch place {
      case .text: "the text"
      case .title: "the title"
      case .section: "a section's title"
      }
    return "\(bytes.count) bytes of \(what) at byte \(bytes.lowerBound) of \(whose)"
  }
}
