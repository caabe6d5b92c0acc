/// Finding numbers that are spread about evenly, as hashes are, in tables where they ascend.
package enum InterpolationSearch {
  /// Guesses that are corrected before the numbers about the last one are looked at.
  @usableFromInline static let guessCount = 2

  /// The first of `count` numbers that is not below a key; `count` where all are.
  ///
  /// Guesses where the key stands, corrects that by how far the number there is from the key, and
  /// widens the range about the last guess until it holds the key (after interpolation search,
  /// Perl, Itai and Avni 1978). Hashes stand about a square root of their count from the first
  /// guess, and about a fourth root from the second: three looks far from each other, and then some
  /// at neighbours, where halving looks everywhere, mostly waiting for memory. O(log count) for any
  /// numbers; where they do not ascend, any index is found.
  ///
  /// - Parameters:
  ///   - limit: a number above all, or the greatest that there is.
  ///   - number: the number at an index below `count`.
  @inlinable
  package static func firstIndex(
    notBelow key: UInt64, count: Int, limit: UInt64, _ number: (Int) -> UInt64
  ) -> Int {
    guard count > 0 else { return 0 }
    let density = Double(count) / Double(max(1, limit))
    var guess = index(Double(key) * density, below: count)
    for _ in 0..<guessCount {
      guess = betterGuess(guess, of: key, density: density, count: count, number)
    }
    return firstIndex(notBelow: key, about: guess, count: count, number)
  }

  /// Of each key, the first of `count` numbers of 32 bits that is not below it; `count` where all
  /// are.
  ///
  /// All are looked for at once, so that none waits for memory that another could have asked for.
  ///
  /// - Parameters:
  ///   - prefetch: asks memory for the number at an index below `count`, without waiting.
  ///   - number: as above.
  @inlinable
  package static func firstIndices(
    notBelow keys: [UInt32], count: Int, prefetch: (Int) -> Void, _ number: (Int) -> UInt64
  ) -> [Int] {
    guard count > 0 else { return [Int](repeating: 0, count: keys.count) }
    let density = Double(count) / Double(UInt64(1) << 32)
    var guesses = keys.map { index(Double($0) * density, below: count) }
    for _ in 0..<guessCount {
      for guess in guesses { prefetch(guess) }
      for index in keys.indices {
        guesses[index] = betterGuess(
          guesses[index], of: UInt64(keys[index]), density: density, count: count, number)
      }
    }
    for guess in guesses { prefetch(guess) }
    for index in keys.indices {
      guesses[index] = firstIndex(
        notBelow: UInt64(keys[index]), about: guesses[index], count: count, number)
    }
    return guesses
  }

  @inlinable
  static func index(_ position: Double, below count: Int) -> Int {
    Int(min(max(position, 0), Double(count - 1)))
  }

  @inlinable
  static func betterGuess(
    _ guess: Int, of key: UInt64, density: Double, count: Int, _ number: (Int) -> UInt64
  ) -> Int {
    let found = number(guess)
    let distance = found < key ? Double(key - found) : -Double(found - key)
    return index(Double(guess) + distance * density, below: count)
  }

  @inlinable
  static func firstIndex(
    notBelow key: UInt64, about guess: Int, count: Int, _ number: (Int) -> UInt64
  ) -> Int {
    number(guess) < key
      ? firstIndex(notBelow: key, after: guess, count: count, number)
      : firstIndex(notBelow: key, upTo: guess, number)
  }

  /// The first number after one that is below the key.
  @inlinable
  static func firstIndex(
    notBelow key: UInt64, after index: Int, count: Int, _ number: (Int) -> UInt64
  ) -> Int {
    var (low, step) = (index + 1, 1)
    while low + step <= count, number(low + step - 1) < key {
      low += step
      step *= 2
    }
    return firstIndex(notBelow: key, in: low..<min(count, low + step - 1), number)
  }

  /// The first number up to one that is not below the key.
  @inlinable
  static func firstIndex(
    notBelow key: UInt64, upTo index: Int, _ number: (Int) -> UInt64
  ) -> Int {
    var (high, step) = (index, 1)
    while step <= high, number(high - step) >= key {
      high -= step
      step *= 2
    }
    return firstIndex(notBelow: key, in: max(0, high - step + 1)..<high, number)
  }

  /// By halving; the end of the range where all numbers in it are below the key.
  @inlinable
  static func firstIndex(
    notBelow key: UInt64, in range: Range<Int>, _ number: (Int) -> UInt64
  ) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if number(middle) < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
