extension ScoreExplanation {
  /// Lines that follow the attribution: the features that count, then the first stage's terms.
  var lines: [String] {
    var lines = ["   Score:    the sum of"]
    for feature in features where feature.contribution != 0 {
      lines.append(
        Self.row(feature.contribution, "\(feature.name) \(decimal(feature.value))", feature.weight))
    }
    lines.append(
      "   First stage: rank \(firstStageRank), score \(decimal(firstStageScore)), the sum of")
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
    lines.append("   Confidence: the best passage's log odds, the sum of")
    for feature in confidenceFeatures {
      lines.append(
        Self.row(feature.contribution, "\(feature.name) \(decimal(feature.value))", feature.weight))
    }
    return lines
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

/// A number with three decimals.
func decimal(_ value: Double) -> String {
  let thousandths = Int((value.magnitude * 1_000).rounded())
  let fraction = String(thousandths % 1_000)
  return (value < 0 && thousandths > 0 ? "-" : "") + "\(thousandths / 1_000)."
    + String(repeating: "0", count: 3 - fraction.count) + fraction
}
