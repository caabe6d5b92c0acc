/// What an index of vectors is made of, and why: for people who look at it.
package struct VectorSummary: Hashable, Sendable {
  package let vectorCount: Int
  package let dimensions: Int
  package let metric: VectorMetric
  package let code: VectorCode
  package let byteCount: Int
  package let measurement: VectorMeasurement
  /// Links of a row; 0 without a graph.
  package let degree: Int
  /// Lists that rows are in; 0 where they are in none.
  package let listCount: Int
  /// Of searches that reach further and further, what share of the 10 best was found; empty where
  /// all rows are looked at.
  package let searches: [Search]

  package struct Search: Hashable, Sendable {
    /// Nodes that walks left, or rows of lists that were looked at, on average.
    package let visitCount: Int
    package let recall: Double
  }

  /// How the best rows are found, and why so: a clause without a full stop.
  package var choice: String {
    if degree > 0 {
      return "a graph of \(degree) links a vector, whose walks were measured; "
        + "all vectors where a wanted recall is above theirs or a filter leaves few"
    }
    if listCount > 0 {
      return "\(listCount) lists of near vectors, of which those near a question are looked at, as "
        + "was measured; all vectors where a wanted recall is above theirs or a filter leaves few"
    }
    return switch code {
    case .bits1: "all vectors, by their signs: lists and graphs need eight bits a dimension"
    case .bits4: "all vectors, by four bits a dimension: lists and graphs need eight"
    case .bits8:
      "all vectors, by eight bits a dimension: there are few"
    case .float32:
      "all vectors, by eight bits a dimension and at last by themselves: there are few"
    }
  }
}

extension VectorIndexReader {
  /// What the index is made of, and why.
  package var summary: VectorSummary {
    // Steps that were made for the 100 best alone repeat what the ten best need.
    var steps: [ReachTuning.Step] = []
    for step in (graph?.tuning ?? lists?.tuning)?.steps ?? []
    where step.visits10 != steps.last?.visits10 || step.recall10 != steps.last?.recall10 {
      steps.append(step)
    }
    return VectorSummary(
      vectorCount: vectorCount, dimensions: dimensions, metric: metric, code: code,
      byteCount: byteCount, measurement: measurement, degree: graph?.shape.degree ?? 0,
      listCount: lists?.count ?? 0,
      searches: steps.map {
        VectorSummary.Search(visitCount: Int($0.visits10), recall: Double($0.recall10) / 1e6)
      })
  }
}
