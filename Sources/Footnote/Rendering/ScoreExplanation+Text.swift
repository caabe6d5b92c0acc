extension ScoreExplanation {
  /// Lines that follow the attribution: the features that count, then the first stage's terms.
  var lines: [String] {
    var lines: [String] = []
    if !fusion.isEmpty { lines += Self.sum("   Score:    the sum of", fusion) }
    if let vectors {
      let rank = vectors.rank.map { "rank \($0)" } ?? "not among the nearest"
      lines.append("   Vectors:  \(rank), similarity \(decimal(vectors.similarity))")
    }
    if !features.isEmpty { lines += wordLines }
    if !confidenceFeatures.isEmpty {
      lines += Self.sum(
        "   Confidence: the best passage's log odds, the sum of", confidenceFeatures)
    }
    return lines
  }

  /// What the question's words say of the passage.
  private var wordLines: [String] {
    var lines = Self.sum(
      fusion.isEmpty ? "   Score:    the sum of" : "   Words:    the sum of",
      features.filter { $0.contribution != 0 })
    let rank = firstStageRank.map { "rank \($0)" } ?? "not among its best"
    lines.append("   First stage: \(rank), score \(decimal(firstStageScore)), the sum of")
    for term in terms where term.impact > 0 {
      let stem = term.text == term.word ? "" : " (\(term.family.name) \(term.text))"
      let places = (term.fields ?? []).map(\.name).joined(separator: ", ")
      lines.append(
        Self.row(
          term.contribution, "\(term.word)\(stem) \(decimal(term.impact))", term.weight,
          places.isEmpty ? "" : "; \(places)"))
    }
    let missing = missingWords
    if !missing.isEmpty { lines.append("   Missing:  " + missing.joined(separator: ", ")) }
    return lines
  }

  private static func sum(_ heading: String, _ features: [Feature]) -> [String] {
    [heading]
      + features.map {
        row($0.contribution, "\($0.name) \(decimal($0.value))", $0.weight)
      }
  }

  /// Words that the passage has in no reading, each once, in the question's order.
  private var missingWords: [String] {
    var seen = Set(terms.filter { $0.impact > 0 }.map(\.word))
    return terms.map(\.word).filter { seen.insert($0).inserted }
  }

  private static func row(
    _ contribution: Double, _ value: String, _ weight: Double, _ note: String = ""
  ) -> String {
    let sum = decimal(contribution)
    let margin = String(repeating: " ", count: max(0, 18 - sum.count))
    return margin + sum + "  \(value) × \(decimal(weight))\(note)"
  }
}

/// A number with three decimals; one that is too large for them as it is.
func decimal(_ value: Double) -> String {
  guard value.magnitude < 1e15 else { return "\(value)" }
  let thousandths = Int((value.magnitude * 1_000).rounded())
  let fraction = String(thousandths % 1_000)
  return (value < 0 && thousandths > 0 ? "-" : "") + "\(thousandths / 1_000)."
    + String(repeating: "0", count: 3 - fraction.count) + fraction
}
