import Numerics

/// How rare the words of each slot are: ln(1 + (n + 1/2) / (passages that have it + 1/2)).
struct SlotWeights: Sendable {
  private(set) var weights: [Float]
  /// Passages that have the slot.
  private(set) var counts: [UInt32]

  init(_ corpus: TrainingCorpus, slotBits: Int) {
    counts = [UInt32](repeating: 0, count: 1 << slotBits)
    // Of each slot the last passage that was counted for it, plus one.
    var last = counts
    for passage in 0..<corpus.passageCount {
      let text = corpus[passage]
      let mark = UInt32(passage + 1)
      for words in [0, 1] {
        let list = words == 0 ? text.headings : text.words
        for index in list.indices {
          let slot = Slot.number(of: list[index], bits: slotBits)
          if last[slot] != mark {
            last[slot] = mark
            counts[slot] += 1
          }
        }
      }
    }
    let total = Double(corpus.passageCount) + 0.5
    weights = counts.map { Float(naturalLogarithm(1 + total / (Double($0) + 0.5))) }
  }

  subscript(slot: Int) -> Float { weights[slot] }
}
