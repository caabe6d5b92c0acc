import TestSupport
import Testing
import WikiModel

/// Of each byte of text, what it came from: one source byte, or a range as a whole.
private enum Origin: Equatable {
  case copy(of: Int)
  case replacement(Range<Int>)
}

/// The map unrolled, byte by byte.
private func origins(_ map: SourceMap) -> [Origin] {
  map.runs.flatMap { run in
    (0..<run.textCount).map {
      run.isVerbatim ? .copy(of: run.sourceStart + $0) : .replacement(run.sourceRange)
    }
  }
}

@Test("A map says of every byte what a map kept byte by byte says, after any edits")
func againstNaiveMap() {
  var generator = SeededGenerator()
  for _ in 0..<300 {
    var map = SourceMap()
    var naive: [Origin] = []
    var place = 0
    for _ in 0..<Int.random(in: 0...60, using: &generator) {
      let count = Int.random(in: 0...9, using: &generator)
      place += Int.random(in: 0...2, using: &generator)
      switch generator.next() % 4 {
      case 0, 1:
        map.appendVerbatim(sourceStart: place, count: count)
        naive += (0..<count).map { .copy(of: place + $0) }
        place += count
      case 2:
        let source = place..<place + Int.random(in: 0...9, using: &generator)
        map.appendReplacement(textCount: count, source: source)
        naive += [Origin](repeating: .replacement(source), count: count)
        place = source.upperBound
      default:
        let removed = Int.random(in: 0...min(naive.count, 20), using: &generator)
        map.removeLast(textCount: removed)
        naive.removeLast(removed)
      }
      #expect(origins(map) == naive)
      #expect(map.textCount == naive.count)
    }
    #expect(map.runs.allSatisfy { $0.textCount > 0 })
    #expect(map.runs.allSatisfy { !$0.isVerbatim || $0.sourceCount == $0.textCount })
  }
}

@Test("Copies that touch in the source are one run, and others are not")
func joinedRuns() {
  var map = SourceMap()
  map.appendVerbatim(sourceStart: 10, count: 5)
  map.appendVerbatim(sourceStart: 15, count: 2)
  #expect(map.runs.count == 1)
  map.appendVerbatim(sourceStart: 18, count: 1)
  map.appendReplacement(textCount: 1, source: 19..<25)
  map.appendReplacement(textCount: 1, source: 25..<25)
  map.appendVerbatim(sourceStart: 25, count: 1)
  #expect(map.runs.map(\.sourceRange) == [10..<17, 18..<19, 19..<25, 25..<25, 25..<26])
  #expect(map.runs.map(\.isVerbatim) == [true, true, false, false, true])
}

@Test("Nothing added leaves no run, and a map that is emptied is empty")
func emptyMap() {
  var map = SourceMap()
  map.appendVerbatim(sourceStart: 3, count: 0)
  map.appendReplacement(textCount: 0, source: 3..<9)
  #expect(map == SourceMap())
  map.appendVerbatim(sourceStart: 3, count: 4)
  map.removeLast(textCount: 4)
  map.removeLast(textCount: 0)
  #expect(map == SourceMap())
}

@Test("A replacement that loses part of its text still stands for its whole source")
func partOfReplacement() {
  var map = SourceMap()
  map.appendReplacement(textCount: 3, source: 5..<20)
  map.removeLast(textCount: 2)
  #expect(
    map.runs == [
      SourceMap.Run(textCount: 1, sourceStart: 5, sourceCount: 15, isVerbatim: false)
    ])
}
