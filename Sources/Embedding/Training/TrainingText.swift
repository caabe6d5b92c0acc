/// A passage as training sees it: its words as features, in order.
package struct TrainingText: Sendable {
  /// The words of the page's title, then those of the sections' titles.
  package var headings: [UInt32]
  /// The words of the text.
  package var words: [UInt32]
  /// Where sentences start among `words`, ascending.
  package var sentenceStarts: [UInt32]

  package init(headings: [UInt32], words: [UInt32], sentenceStarts: [UInt32]) {
    self.headings = headings
    self.words = words
    self.sentenceStarts = sentenceStarts
  }
}

/// A passage read from the spool.
struct SpooledText: ~Escapable {
  let headings: Span<UInt32>
  let words: Span<UInt32>
  private let sentenceStarts: Span<UInt32>

  /// A record: the three counts, then the three lists.
  @_lifetime(copy record)
  init(_ record: Span<UInt32>) {
    let headingEnd = 3 + Int(record[0])
    let wordEnd = headingEnd + Int(record[1])
    headings = record.extracting(3..<headingEnd)
    words = record.extracting(headingEnd..<wordEnd)
    sentenceStarts = record.extracting(wordEnd..<record.count)
  }

  /// Sentences, the first of which starts with the text.
  var sentenceCount: Int { words.count == 0 ? 0 : max(1, sentenceStarts.count) }

  func sentence(_ number: Int) -> Range<Int> {
    let start = number == 0 ? 0 : Int(sentenceStarts[number])
    let end = number + 1 < sentenceStarts.count ? Int(sentenceStarts[number + 1]) : words.count
    return start..<end
  }
}
