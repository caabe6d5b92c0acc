/// What an index of vectors is made of, and why: for people who look at it.
package struct VectorSummary: Hashable, Sendable {
  package let vectorCount: Int
  package let dimensions: Int
  package let metric: VectorMetric
  package let code: VectorCode
  package let byteCount: Int
  package let measurement: VectorMeasurement
  /// Links of a row; 0 where all rows are looked at.
  package let degree: Int
  /// Of longer and longer walks, what share of the 10 best was found; empty without a graph.
  package let walks: [Walk]

  package struct Walk: Hashable, Sendable {
    /// Nodes that the walk left, on average.
    package let width: Int
    package let recall: Double
  }

  /// How the best rows are found, and why so: a clause without a full stop.
  package var choice: String {
    if degree > 0 {
      return "a graph of \(degree) links a vector, whose walks were measured; "
        + "all vectors where a wanted recall is above theirs or a filter leaves few"
    }
    return switch code {
    case .bits1: "all vectors, by their signs: a graph needs eight bits a dimension"
    case .bits4: "all vectors, by four bits a dimension: a graph needs eight"
    case .bits8:
      "all vectors, by eight bits a dimension: of so few, a walk would not be faster"
    case .float32:
      "all vectors, by eight bits a dimension and at last by themselves: of so few, a walk would "
        + "not be faster"
    }
  }
}

extension VectorIndexReader {
  /// What the index is made of, and why.
  package var summary: VectorSummary {
    // Steps that were made for the 100 best alone repeat what the ten best need.
    var steps: [GraphTuning.Step] = []
    for step in graph?.tuning.steps ?? []
    where step.hops10 != steps.last?.hops10 || step.recall10 != steps.last?.recall10 {
      steps.append(step)
    }
    return VectorSummary(
      vectorCount: vectorCount, dimensions: dimensions, metric: metric, code: code,
      byteCount: byteCount, measurement: measurement, degree: graph?.shape.degree ?? 0,
      walks: steps.map {
        VectorSummary.Walk(width: Int($0.hops10), recall: Double($0.recall10) / 1e6)
      })
  }
}
