/// Packs a section's atoms into passages near the target.
///
/// Dynamic programming over the atoms: a passage costs the square of its distance from the target,
/// a cut within a block costs the more the worse its place is, and so does a passage that holds a
/// piece of one block beside another block. Only passages within the limit are weighed, so time
/// is linear in the atoms, whose number within the limit is bounded.
struct PassagePacker {
  private let target: Int
  private let limit: Int
  /// By `Break`, in squared characters like the distances.
  private let breakCosts: [Int]
  private let mixingCost: Int
  /// What a piece of a block beside another block costs, in hundredths of the target's square.
  private static let mixingCostInPercent = 30
  private var costs: [Int] = []
  private var firsts: [Int] = []

  init(options: ChunkingOptions) {
    target = options.target
    limit = options.limit
    let square = options.target * options.target
    breakCosts = Break.allCases.map { square * $0.costInPercent / 100 }
    mixingCost = square * Self.mixingCostInPercent / 100
  }

  /// The ranges of atoms that make a passage each; together they cover all.
  mutating func pack(_ atoms: [Atom]) -> [Range<Int>] {
    costs.removeAll(keepingCapacity: true)
    firsts.removeAll(keepingCapacity: true)
    for last in atoms.indices {
      var (best, bestFirst) = (Int.max, last)
      var first = last
      while first >= 0 {
        let width = atoms[last].widthThrough - atoms[first].widthBefore
        if width > limit, first < last { break }
        let cost = (first > 0 ? costs[first - 1] : 0) + self.cost(atoms[first], atoms[last], width)
        if cost < best { (best, bestFirst) = (cost, first) }
        first -= 1
      }
      costs.append(best)
      firsts.append(bestFirst)
    }
    var passages: [Range<Int>] = []
    var end = atoms.count
    while end > 0 {
      passages.append(firsts[end - 1]..<end)
      end = firsts[end - 1]
    }
    passages.reverse()
    return passages
  }

  @inline(__always)
  private func cost(_ first: Atom, _ last: Atom, _ width: Int) -> Int {
    let distance = width - target
    var cost = distance * distance + breakCosts[Int(last.breakAfter.rawValue)]
    if first.firstBlock != last.lastBlock {
      if !first.startsBlock { cost += mixingCost }
      if !last.breakAfter.endsBlock { cost += mixingCost }
    }
    return cost
  }
}

extension Break {
  /// What a cut costs, in hundredths of the target's square: a passage of no length costs 100.
  fileprivate var costInPercent: Int {
    switch self {
    case .paragraph: 0
    case .item: 4
    case .sentence: 5
    case .phrase: 10
    case .leadIn: 25
    case .clause: 50
    case .space: 80
    case .word: 100
    case .character: 150
    }
  }
}
