import Numerics

/// The lists that a search looks at, those with the best centres first.
struct ListProbe {
  /// Lists that are looked at before the others are put in order: what is found there rules most of
  /// them out.
  private static let firstCount = 8
  /// Lists that are compared with the first ones at a time.
  private static let windowCount = 256

  /// What the products of a query with the centres are made of.
  struct Centres: ~Escapable {
    let sums: Span<Int32>
    let factors: Span<Float>
    let biases: Span<Float>
    let scale: Float

    @_lifetime(copy sums, copy factors, copy biases)
    init(sums: Span<Int32>, factors: Span<Float>, biases: Span<Float>, scale: Float) {
      self.sums = sums
      self.factors = factors
      self.biases = biases
      self.scale = scale
    }
  }

  /// The lists with the best centres, the best first, and how many of them were looked at.
  private var firsts: [UInt64] = []
  private var passed = 0
  /// The other lists that may be looked at, the better ones first but for small differences, and
  /// how many of them were looked at or passed over.
  private var others: [UInt64] = []
  private var passedOthers = 0
  private var isGathered = false

  /// Rows that are kept for a closer look, where k are wanted.
  static func keptCount(k: Int) -> Int {
    let wanted = max(10, k)
    return wanted + max(2, wanted / 20)
  }

  init(_ centres: borrowing Centres, _ selected: inout SelectedRows) {
    firsts.reserveCapacity(Self.firstCount)
    var start = 0
    while start < centres.sums.count {
      let isFull = firsts.count == Self.firstCount
      let end = min(start + (isFull ? Self.windowCount : Self.firstCount), centres.sums.count)
      centres.select(
        start..<end, isFull ? Self.score(firsts[firsts.count - 1]) : -.infinity, &selected)
      for index in 0..<selected.count {
        insert(Self.key(selected.scores[index], start + Int(selected.places[index])))
      }
      start = end
    }
  }

  /// The next list whose centre's score is not below a limit, which never falls; nil where all of
  /// these were looked at.
  mutating func next(
    _ centres: borrowing Centres, atLeast limit: Float, _ selected: inout SelectedRows
  ) -> Int? {
    if passed < firsts.count {
      guard Self.score(firsts[passed]) >= limit else { return nil }
      passed += 1
      return Self.list(firsts[passed - 1])
    }
    if !isGathered { gather(centres, atLeast: limit, &selected) }
    while passedOthers < others.count {
      let key = others[passedOthers]
      passedOthers += 1
      if Self.score(key) >= limit { return Self.list(key) }
    }
    return nil
  }

  /// Puts the other lists that are not below a limit in order.
  private mutating func gather(
    _ centres: borrowing Centres, atLeast limit: Float, _ selected: inout SelectedRows
  ) {
    isGathered = true
    guard let last = firsts.last else { return }
    var keys: [UInt64] = []
    for start in stride(from: 0, to: centres.sums.count, by: Self.windowCount) {
      centres.select(start..<min(start + Self.windowCount, centres.sums.count), limit, &selected)
      for index in 0..<selected.count {
        let key = Self.key(selected.scores[index], start + Int(selected.places[index]))
        if key < last { keys.append(key) }
      }
    }
    others = Self.roughlyOrdered(keys, below: Self.score(last))
  }

  /// Keys by steps of their scores, those of a step in their order.
  private static func roughlyOrdered(_ keys: [UInt64], below most: Float) -> [UInt64] {
    var least = most
    for key in keys { least = min(least, score(key)) }
    let scale = Float(stepCount) / (most - least)
    // Scores of damaged centres may be endless, and those of all lists the same.
    guard least.isFinite, most.isFinite, scale.isFinite, scale > 0 else {
      return keys.sorted(by: >)
    }
    var ends = [Int](repeating: 0, count: stepCount)
    func step(_ key: UInt64) -> Int { min(stepCount - 1, Int((most - score(key)) * scale)) }
    for key in keys { ends[step(key)] += 1 }
    for step in 1..<stepCount { ends[step] += ends[step - 1] }
    var ordered = [UInt64](repeating: 0, count: keys.count)
    for key in keys.reversed() {
      let step = step(key)
      ends[step] -= 1
      ordered[ends[step]] = key
    }
    return ordered
  }

  private static let stepCount = 32

  /// Puts a list among the first ones, where it belongs there.
  private mutating func insert(_ key: UInt64) {
    if firsts.count < Self.firstCount {
      firsts.append(key)
    } else if key > firsts[firsts.count - 1] {
      firsts[firsts.count - 1] = key
    } else {
      return
    }
    var place = firsts.count - 1
    while place > 0, firsts[place - 1] < key {
      firsts[place] = firsts[place - 1]
      place -= 1
    }
    firsts[place] = key
  }

  /// A list's score as an integer that is greater for a better one, and its number's complement.
  private static func key(_ score: Float, _ list: Int) -> UInt64 {
    let bits = (score + 0).bitPattern
    let ascending = bits >> 31 == 1 ? ~bits : bits | 1 << 31
    return UInt64(ascending) << 32 | UInt64(~UInt32(list))
  }

  private static func list(_ key: UInt64) -> Int { Int(~UInt32(truncatingIfNeeded: key)) }

  private static func score(_ key: UInt64) -> Float {
    let bits = UInt32(key >> 32)
    return Float(bitPattern: bits >> 31 == 1 ? bits & ~(1 << 31) : ~bits)
  }
}

extension ListProbe.Centres {
  /// Selects those of some centres whose scores are not below a limit.
  func select(_ lists: Range<Int>, _ limit: Float, _ selected: inout SelectedRows) {
    selected.select(
      sums.extracting(lists), factors: factors.extracting(lists),
      biases: biases.isEmpty ? biases : biases.extracting(lists), scale: scale, atLeast: limit)
  }
}
