import WikiModel

/// The titles of the sections that a place in a text is in.
struct SectionPath {
  private var open: [(level: Int, title: String)] = []
  /// Outermost first; sections without a title are left out.
  private(set) var titles: [String] = []

  /// MediaWiki has levels 1 to 6; others count as the nearest, which bounds the depth.
  private static let levels = 1...6

  /// Enters a section, which closes those of its level and deeper ones.
  mutating func enter(level: Int, title: ArraySlice<UInt8>) {
    let level = min(max(level, Self.levels.lowerBound), Self.levels.upperBound)
    while let last = open.last, last.level >= level { open.removeLast() }
    let trimmed = String(decoding: title, as: UTF8.self).trimmingWhitespace
    open.append((level, trimmed.cut(toByteCount: Passage.sectionTitleByteLimit)))
    titles = open.lazy.map(\.title).filter { !$0.isEmpty }
  }
}

extension String {
  fileprivate var trimmingWhitespace: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }

  /// The text's start of at most so many bytes, which ends between two scalars.
  fileprivate func cut(toByteCount limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var end = utf8.index(utf8.startIndex, offsetBy: limit)
    while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
    return String(self[..<end]).trimmingWhitespace
  }
}
