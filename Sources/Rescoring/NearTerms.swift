/// How close a question's terms come to each other in a document.
struct NearTerms {
  /// Words further apart than this are not close.
  static let reach: UInt32 = 12
  /// Nats: terms of more than a sixteenth of the documents are close to anything.
  static let leastWeight = 2.772588722239781

  private let weights: [Double]
  /// By two terms, the lesser first, how close they came: `reach` for neighbours, 0 for not close.
  private var closeness: [UInt8]
  /// The occurrences within reach of the last one, and before them older ones.
  private var recent: [(term: Int, position: UInt32)] = []
  /// The terms noted, a bit each.
  private var noted: UInt64 = 0

  init(_ weights: [Double] = []) {
    self.weights = weights
    closeness = [UInt8](repeating: 0, count: weights.count * weights.count)
  }

  mutating func clear() {
    if recent.isEmpty { return }
    for pair in closeness.indices { closeness[pair] = 0 }
    recent.removeAll(keepingCapacity: true)
    noted = 0
  }

  /// Notes an occurrence; positions rise.
  @inline(__always)
  mutating func add(_ term: Int, at position: UInt32) {
    guard weights[term] >= Self.leastWeight else { return }
    var index = recent.count
    while index > 0 {
      index -= 1
      let other = recent[index]
      let distance = position - other.position
      guard distance <= Self.reach else { break }
      if other.term == term { continue }
      let pair = min(term, other.term) * weights.count + max(term, other.term)
      closeness[pair] = max(closeness[pair], UInt8(Self.reach + 1 - distance))
    }
    recent.append((term, position))
    noted |= 1 << UInt64(term)
  }

  /// Of each two terms that came close, the lesser weight, in parts by how close; in nats.
  var sum: Double {
    if recent.count < 2 { return 0 }
    var sum = 0.0
    var firsts = noted
    while firsts != 0 {
      let first = firsts.trailingZeroBitCount
      firsts &= firsts - 1
      var seconds = firsts
      while seconds != 0 {
        let second = seconds.trailingZeroBitCount
        seconds &= seconds - 1
        let close = closeness[first * weights.count + second]
        if close > 0 {
          sum += min(weights[first], weights[second]) * Double(close) / Double(Self.reach + 1)
        }
      }
    }
    return sum
  }
}
