/// Finds the ends of sentences in a block of UTF-8, byte by byte, until one is worth a look.
///
/// The rules follow UAX 29 (sentence boundaries, SB6 to SB11), with abbreviations, numbered days
/// and spoken phrases judged by ``SentenceRules``. Every byte is looked at a bounded number of
/// times.
struct SentenceScanner {
  let bytes: [UInt8]
  let rules: SentenceRules
  private let classes: ScalarClasses

  init(bytes: [UInt8], rules: SentenceRules) {
    self.bytes = bytes
    self.rules = rules
    classes = rules.semicolonAsks ? .greek : .general
  }

  /// A place where a sentence may end.
  struct Stop {
    /// After the stop, and quotes and brackets that close there.
    var end: Int
    /// Nil when the sentence goes on.
    var breakAfter: Break? = nil
  }

  /// The first end of a sentence after `start` and before the end of the block, which is one too.
  func next(from start: Int, in block: Range<Int>) -> Stop? {
    var place = start
    while place < block.upperBound {
      if classes.interest[Int(bytes[place])] == 0 {
        place += 1
        continue
      }
      let read = bytes.scalar(at: place, before: block.upperBound)
      let stop: Stop
      switch classes[read.value] {
      case .other:
        place += read.count
        continue
      case .lineFeed:
        stop = Stop(end: place, breakAfter: .phrase)
      case .phraseLetter:
        stop = afterPhraseLetter(endingAt: place + read.count, block)
      case .wordSpace:
        stop = afterWordSpace(endingAt: place + read.count, block)
      case .fullStop, .ellipsis, .exclamation, .final:
        stop = afterStop(at: place, block)
      }
      if stop.breakAfter != nil, stop.end > start { return stop }
      place = max(stop.end, place + read.count)
    }
    return nil
  }

  /// Thai and Lao: a space between two letters ends a phrase, but not before an abbreviation.
  private func afterPhraseLetter(endingAt end: Int, _ block: Range<Int>) -> Stop {
    guard end < block.upperBound, bytes[end] == 0x20 else { return Stop(end: end) }
    let next = bytes.skippingWhitespace(from: end, before: block.upperBound)
    var letters = 0
    var place = next
    while place < block.upperBound, letters <= Self.longestPhraseAbbreviation {
      let read = bytes.scalar(at: place, before: block.upperBound)
      guard classes[read.value] == .phraseLetter else {
        if read.value == "." { letters = 0 }
        break
      }
      letters += 1
      place += read.count
    }
    return Stop(end: end, breakAfter: letters > 0 ? .phrase : nil)
  }

  /// Letters of a Thai abbreviation before its first stop, as in the one for "in the year".
  private static let longestPhraseAbbreviation = 4

  /// Ethiopic: two word spaces are a full stop.
  private func afterWordSpace(endingAt end: Int, _ block: Range<Int>) -> Stop {
    var place = end
    while place < block.upperBound {
      let read = bytes.scalar(at: place, before: block.upperBound)
      guard classes[read.value] == .wordSpace else { break }
      place += read.count
    }
    return Stop(end: place, breakAfter: place > end ? .sentence : nil)
  }

  private func afterStop(at start: Int, _ block: Range<Int>) -> Stop {
    let run = stops(from: start, block)
    let closed = closers(from: run.end, block)
    guard closed < block.upperBound else { return Stop(end: closed) }
    let next = bytes.scalar(at: closed, before: block.upperBound).value
    // The stop that follows a closing quote decides.
    if classes[next].isStop { return Stop(end: closed) }
    let spaces = bytes.whitespaceCount(at: closed, before: block.upperBound)
    let ends =
      spaces > 0
      ? endsBeforeSpace(run, closed, block)
      : endsWithoutSpace(run, closed, next, block)
    return Stop(end: closed, breakAfter: ends ? .sentence : nil)
  }

  /// One or more stops that stand together.
  private struct Run {
    var start: Int
    var end: Int
    var kind: ScalarClass
  }

  private func stops(from start: Int, _ block: Range<Int>) -> Run {
    var run = Run(start: start, end: start, kind: .other)
    var count = 0
    while run.end < block.upperBound {
      let read = bytes.scalar(at: run.end, before: block.upperBound)
      let scalarClass = classes[read.value]
      guard scalarClass.isStop else { break }
      run.end += read.count
      count += 1
      if count == 2, run.kind == .fullStop { run.kind = .ellipsis }
      if scalarClass.rawValue > run.kind.rawValue { run.kind = scalarClass }
    }
    return run
  }

  /// The end of marks, closing brackets and closing quotes from a place on.
  private func closers(from start: Int, _ block: Range<Int>) -> Int {
    var place = start
    while place < block.upperBound {
      let byte = bytes[place]
      if byte < 0x80 {
        // " ' ) ] }
        guard byte == 0x22 || byte == 0x27 || byte == 0x29 || byte == 0x5D || byte == 0x7D else {
          break
        }
        place += 1
        continue
      }
      let read = bytes.scalar(at: place, before: block.upperBound)
      guard isCloser(read.value, endingAt: place + read.count, block) else { break }
      place += read.count
    }
    return place
  }

  private func isCloser(_ scalar: Unicode.Scalar, endingAt end: Int, _ block: Range<Int>) -> Bool {
    if scalar.continuesGrapheme || scalar.isFormatMark { return true }
    switch scalar.properties.generalCategory {
    case .closePunctuation, .finalPunctuation: return true
    case .initialPunctuation:
      // German closes with what English opens with: it closes where nothing is joined to it.
      return end == block.upperBound || bytes.whitespaceCount(at: end, before: block.upperBound) > 0
    default: return false
    }
  }

  private func endsWithoutSpace(
    _ run: Run, _ closed: Int, _ next: Unicode.Scalar, _ block: Range<Int>
  ) -> Bool {
    guard run.start > block.lowerBound else { return false }
    let last = bytes.scalar(endingAt: run.start, after: block.lowerBound).value
    switch run.kind {
    case .final:
      if last.isDigit && next.isDigit || next.isClauseMark { return false }
      // What was said goes on in Japanese with "to" or "tte" after its closing bracket.
      return !(closed > run.end && (next == "と" || next == "っ"))
    case .fullStop, .exclamation: return last.isWideLetter && next.isWideLetter
    default: return false
    }
  }

  private func endsBeforeSpace(_ run: Run, _ closed: Int, _ block: Range<Int>) -> Bool {
    if run.kind == .final { return true }
    let next = bytes.skippingWhitespace(from: closed, before: block.upperBound)
    guard next < block.upperBound else { return false }
    let first = bytes.scalar(at: next, before: block.upperBound).value
    if first.isClauseMark || classes[first].isStop { return false }
    let word = wordStart(from: next, block)
    if word < block.upperBound {
      if bytes.scalar(at: word, before: block.upperBound).value.startsNoSentence { return false }
    }
    guard run.kind == .fullStop else { return true }
    return rules.endsSentence(bytes, stop: run.start, nextWord: word, in: block)
  }

  /// The word after opening quotes, brackets and dashes, of which a few are looked past.
  private func wordStart(from start: Int, _ block: Range<Int>) -> Int {
    var place = start
    for _ in 0..<8 where place < block.upperBound {
      let read = bytes.scalar(at: place, before: block.upperBound)
      guard read.value.opensWord || read.value.isSpace else { break }
      place += read.count
    }
    return place
  }
}
