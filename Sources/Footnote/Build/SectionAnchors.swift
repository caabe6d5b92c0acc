import WikiModel

/// The anchors of a page's sections, as MediaWiki makes them.
///
/// Spaces become underscores; a title that stood before, upper and lower case alike, gets `_2`,
/// `_3` and so on, the first that no other section has. Source: MediaWiki's
/// `Parser::finalizeHeadings`, and `Sanitizer::escapeIdForAttribute` in its HTML5 mode.
struct SectionAnchors {
  /// Where each section's title ends in the text, in order, and its anchor; none for a title that
  /// is longer than passages keep, whose anchor would be stored with each of them.
  private var sections: [(end: Int, anchor: String)] = []

  init(_ text: ReadableText) {
    /// Of each anchor that is taken, in lower case, the number that its next copy tries first.
    var taken: [String: Int] = [:]
    for block in text.blocks {
      guard case .heading = block.kind else { continue }
      let title = String(decoding: text.bytes[block.range], as: UTF8.self)
      var anchor = title.split { $0.isWhitespace || $0 == "_" }.joined(separator: "_")
      let key = anchor.lowercased()
      if var number = taken[key] {
        while taken["\(key)_\(number)"] != nil { number += 1 }
        taken["\(key)_\(number)"] = 2
        taken[key] = number + 1
        anchor += "_\(number)"
      } else {
        taken[key] = 2
      }
      let isKept = block.range.count <= Passage.sectionTitleByteLimit
      sections.append((block.range.upperBound, isKept ? anchor : ""))
    }
  }

  /// The anchor of the section that a place in the text belongs to; empty in the lead.
  ///
  /// O(log n).
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
