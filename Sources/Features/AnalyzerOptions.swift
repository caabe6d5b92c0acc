internal import CICU

/// What decides the features and impacts of a text: a part of an index's identity.
package struct AnalyzerOptions: Sendable, Equatable {
  /// BM25's constants, by which counts become impacts.
  package var impact: ImpactModel

  package init(impact: ImpactModel = ImpactModel()) {
    self.impact = impact
  }

  /// The version of the tokeniser's rules; raised by every change that gives other features.
  static let tokenizerVersion = 4

  /// Everything that the features and impacts depend on, as one line of ASCII.
  ///
  /// Equal descriptions mean equal features. It names the versions of Unicode's data and the
  /// behaviour of the Snowball library found at run time; a digest of it goes into a manifest.
  package var canonicalDescription: String {
    let families = FeatureFamily.allCases.map { "\($0):\($0.rawValue)" }.joined(separator: ",")
    return [
      "features", "tokenizer=\(Self.tokenizerVersion)", "normalizer=nfkc-casefold",
      "unicode=\(unsafe String(cString: footnote_unicode_version()))",
      "snowball=\(StemmerSet.fingerprint)", "hash=xxh3-64-low-32", "families=\(families)",
      impact.canonicalDescription,
    ].joined(separator: " ")
  }
}
