/// Finding numbers that are hashes, and so spread evenly, in tables where they ascend.
package enum HashedKeys {
  /// A table as small as this is halved as fast as guessed in.
  private static let smallCount = 16
  /// More guesses than evenly spread numbers need; others are then found by halving.
  private static let guessLimit = 6

  /// The first of `count` numbers that is not below a key; `count` where all are.
  ///
  /// Guesses where the key stands from the numbers about it, and looks about a square root further
  /// to have it between two numbers: O(log log count) looks for hashes (interpolation search, Perl,
  /// Itai and Avni 1978), where halving takes O(log count), most of them waiting for memory. Other
  /// numbers than hashes take O(log count); where they do not ascend, any index is found.
  ///
  /// - Parameters:
  ///   - limit: a number above all.
  ///   - number: the number at an index below `count`.
  @inline(__always)
  package static func firstIndex(
    notBelow key: UInt64, count: Int, limit: UInt64, _ number: (Int) -> UInt64
  ) -> Int {
    var (low, high) = (0, count)
    var (lowKey, highKey) = (UInt64(0), limit)
    var guesses = 0
    while high - low > smallCount, guesses < guessLimit, lowKey < key, key < highKey {
      guesses += 1
      let width = Double(high - low)
      let share = Double(key - lowKey) / Double(highKey - lowKey)
      let guess = min(high - 1, low + Int(share * width))
      let step = Int(width.squareRoot()) + 1
      let found = number(guess)
      let other: Int
      if found < key {
        (low, lowKey) = (guess + 1, found)
        other = guess + step
      } else {
        (high, highKey) = (guess, found)
        other = guess - step
      }
      guard low <= other, other < high else { continue }
      let next = number(other)
      if next < key { (low, lowKey) = (other + 1, next) } else { (high, highKey) = (other, next) }
    }
    while low < high {
      let middle = (low + high) / 2
      if number(middle) < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
