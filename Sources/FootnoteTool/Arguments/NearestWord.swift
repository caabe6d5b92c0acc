/// The word that someone who typed `typed` most likely meant; nil when none is near.
///
/// A word is near when `typed` starts it (two letters or more), or when at most a third of its
/// letters were mistyped. The first of equally near words wins.
func nearestWord(to typed: String, among words: [String]) -> String? {
  var best: (word: String, distance: Int)?
  for word in words {
    let distance = editDistance(Array(typed.unicodeScalars), Array(word.unicodeScalars))
    if distance < best?.distance ?? Int.max { best = (word, distance) }
  }
  if let best, best.distance <= max(1, best.word.unicodeScalars.count / 3),
    best.distance < best.word.unicodeScalars.count
  {
    return best.word
  }
  return typed.count >= 2 ? words.first { $0.hasPrefix(typed) } : nil
}

/// The number of insertions, deletions, replacements and swaps of neighbours between two words.
///
/// The "optimal string alignment" form of the Damerau-Levenshtein distance; O(a.count × b.count).
func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var twoBack: [Int] = []
  var previous = Array(0...b.count)
  for i in a.indices {
    var current = [i + 1]
    current.reserveCapacity(b.count + 1)
    for j in b.indices {
      var distance = min(previous[j + 1], current[j]) + 1
      distance = min(distance, previous[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        distance = min(distance, twoBack[j - 1] + 1)
      }
      current.append(distance)
    }
    twoBack = previous
    previous = current
  }
  return previous[b.count]
}
