import VectorIndex

extension VectorMetric {
  /// The metric's name in manifests and on command lines.
  package var name: String {
    switch self {
    case .innerProduct: "inner-product"
    case .cosine: "cosine"
    case .squaredDistance: "squared-distance"
    }
  }

  /// The metric of a name; nil for another name.
  package init?(name: String) {
    guard let metric = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = metric
  }
}
