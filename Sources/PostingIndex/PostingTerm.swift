/// One feature of a question and how much it counts.
package struct PostingTerm: Hashable, Sendable {
  package var feature: UInt32
  package var weight: UInt32

  package init(feature: UInt32, weight: UInt32) {
    self.feature = feature
    self.weight = weight
  }
}

/// A document found by a search.
package struct ScoredDocument: Hashable, Sendable {
  package var document: UInt32
  package var score: UInt32

  package init(document: UInt32, score: UInt32) {
    self.document = document
    self.score = score
  }
}

extension ScoredDocument: Comparable {
  /// Results ascend from the best: by score descending, then by document ascending.
  package static func < (left: ScoredDocument, right: ScoredDocument) -> Bool {
    left.score != right.score ? left.score > right.score : left.document < right.document
  }
}

extension [PostingTerm] {
  /// The terms as a search counts them, by ascending feature.
  ///
  /// Weights of one feature are summed. When a document could then reach a score above
  /// `UInt32.max`, all weights are shifted right by the fewest bits that rule it out: scores shrink
  /// by that power of two, the ranking holds but for rounding. Terms whose weight is 0 do not
  /// count.
  func normalized() -> [PostingTerm] {
    let ordered = filter { $0.weight > 0 }.sorted { $0.feature < $1.feature }
    var features: [UInt32] = []
    var weights: [UInt64] = []
    for term in ordered {
      if features.last == term.feature {
        weights[weights.count - 1] += UInt64(term.weight)
      } else {
        features.append(term.feature)
        weights.append(UInt64(term.weight))
      }
    }
    // Fewer than 2^31 terms of 32 bits each: the sum fits 63 bits.
    var shift: UInt64 = 0
    while weights.reduce(0, { $0 + $1 >> shift }) > UInt64(UInt32.max / 255) { shift += 1 }
    return zip(features, weights).compactMap { feature, weight in
      let weight = UInt32(weight >> shift)
      return weight > 0 ? PostingTerm(feature: feature, weight: weight) : nil
    }
  }
}
