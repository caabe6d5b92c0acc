/// How many nats a document gains by a similarity that is one deviation above the mean, as
/// `Benchmarks/fit-weights/fit_fusion.py` found it.
package enum FusionWeights {
  /// Raised whenever a weight or what it multiplies changes.
  static let version = 3
  /// The weight that counts once.
  static let one: Int32 = 1024

  static let tableValue: Int32 = 272
  static let broughtValue: Int32 = 480

  /// Of vectors by a table that was trained on articles.
  package static var table: Double { Double(tableValue) / Double(one) }

  /// Of vectors by a model of somebody else's.
  package static var brought: Double { Double(broughtValue) / Double(one) }

  /// Everything that fused scores depend on besides their parts, as one line of ASCII.
  package static var canonicalDescription: String {
    "fusion=\(version) depth=\(Fusion.depth) spread=\(Fusion.spreadDepth)"
      + " likeness=\(Fusion.greatestLikeness)"
      + " weights/\(one)=table=\(tableValue),brought=\(broughtValue)"
  }
}
