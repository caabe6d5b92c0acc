import WikiModel

/// Cuts a source map to ranges of its text that mostly follow each other.
///
/// Forward steps cost O(runs) over the whole text; a step back costs the runs that it passes.
struct SourceMapCursor {
  private let runs: [SourceMap.Run]
  private var index = 0
  /// Where `runs[index]` starts in the text.
  private var textStart = 0

  init(_ map: SourceMap) { runs = map.runs }

  /// The runs of a range of text: copies are cut to it, a run that stands for its source as a whole
  /// keeps the whole source and counts the text that lies in the range.
  mutating func runs(in range: Range<Int>) -> [SourceMap.Run] {
    while index > 0, textStart > range.lowerBound {
      index -= 1
      textStart -= runs[index].textCount
    }
    while index < runs.count, textStart + runs[index].textCount <= range.lowerBound {
      textStart += runs[index].textCount
      index += 1
    }
    var cut: [SourceMap.Run] = []
    var (next, start) = (index, textStart)
    while next < runs.count, start < range.upperBound {
      var run = runs[next]
      let end = start + run.textCount
      let kept = max(start, range.lowerBound)..<min(end, range.upperBound)
      if !kept.isEmpty {
        if run.isVerbatim {
          run.sourceStart += kept.lowerBound - start
          run.sourceCount = kept.count
        }
        run.textCount = kept.count
        cut.append(run)
      }
      start = end
      next += 1
    }
    return cut
  }
}
