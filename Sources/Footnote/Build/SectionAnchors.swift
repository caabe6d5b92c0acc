import WikiModel

/// The anchors of a page's sections, as MediaWiki makes them.
///
/// Spaces become underscores; a title that stood before, upper and lower case alike, gets `_2`,
/// `_3` and so on. Source: MediaWiki manual, "Manual:PAGENAMEE encoding", and HTML5 section ids.
struct SectionAnchors {
  /// Where each section's title ends in the text, in order, and its anchor.
  private var sections: [(end: Int, anchor: String)] = []

  init(_ text: ReadableText) {
    var used: [String: Int] = [:]
    for block in text.blocks {
      guard case .heading = block.kind else { continue }
      let title = String(decoding: text.bytes[block.range], as: UTF8.self)
      var anchor = String(title.map { $0.isWhitespace ? "_" : $0 })
      let count = used[anchor.lowercased(), default: 0] + 1
      used[anchor.lowercased()] = count
      if count > 1 { anchor += "_\(count)" }
      sections.append((block.range.upperBound, anchor))
    }
  }

  /// The anchor of the section that a place in the text belongs to; empty in the lead. O(log n).
  func anchor(at offset: Int) -> String {
    var low = 0
    var high = sections.count
    while low < high {
      let middle = (low + high) / 2
      if sections[middle].end <= offset { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? "" : sections[low - 1].anchor
  }
}
