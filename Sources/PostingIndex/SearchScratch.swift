import Numerics

/// Memory that a search works in, used again by the next one.
struct SearchScratch {
  /// Documents whose scores are summed at a time: 2^15, so that the sums stay in the second-level
  /// cache.
  static let windowCount = 1 << 15
  /// Documents of the first window when nothing is known about the scores; whole bitmap lines.
  static let firstWindowCount = 1 << 11

  /// The sums of one window; all 0 between searches.
  var scores = [UInt32](repeating: 0, count: windowCount)
  /// The dense lists that are added up over the window.
  var dense: [DenseList] = []
  /// The documents of the window that may be among the results.
  var candidates = Candidates(capacity: windowCount)

  /// The scores that lists over a window of so many documents can reach, damaged ones too.
  static func roomCount(of count: Int) -> Int {
    var room = 1
    while room < count { room *= 2 }
    return room
  }

  /// Forgets scores that no document of a window has; only a damaged list has added to them.
  mutating func clearScores(_ range: Range<Int>) {
    for index in range { scores[index] = 0 }
  }
}
