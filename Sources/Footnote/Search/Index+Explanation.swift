import Features
import PostingIndex
import Rescoring
import Storage

extension Index {
  /// What the scores of a search's results are made of, in their order.
  ///
  /// Costs a look at the lists of the question's terms for each result.
  func explanations(
    of found: [RescoredCandidate], _ asked: AskedQuestion, _ first: FirstStage,
    _ confidence: Confidence?
  ) throws(StorageError) -> [ScoreExplanation] {
    let terms = try termEvidence(
      of: analyzers.featureNames(of: asked.text, languages: asked.languages), first.query,
      documents: found.map(\.document).sorted())
    let fields = RescoringTerms(first.words)
    let weights = Rescorer.weights(for: first.words)
    var ranks: [UInt32: Int] = [:]
    for (index, candidate) in first.candidates.prefix(first.foundCount).enumerated() {
      ranks[candidate.document] = index + 1
    }
    let confidenceFeatures =
      confidence.map { confidence in
        confidence.weights.features.map {
          ScoreExplanation.Feature(
            "\($0)", value: confidence[$0], weight: confidence.weights.weight(of: $0))
        }
      } ?? []
    return found.map { candidate in
      ScoreExplanation(
        firstStageRank: ranks[candidate.document],
        firstStageScore: candidate.vector[.first],
        terms: terms.map { term in
          let found =
            candidate.lift == nil
            ? fields.fields(of: term.name.feature, in: candidate.vector) : nil
          return ScoreExplanation.Term(
            term.name, weight: term.weight, impact: term.impacts[candidate.document] ?? 0,
            scale: first.query.scale, fields: found)
        },
        features: Self.features(of: candidate, weights),
        confidenceFeatures: confidenceFeatures)
    }
  }

  /// What the fused scores of a search's results are made of, in their order.
  func explanations(
    of found: [FusionCandidate], _ asked: AskedQuestion, _ first: FirstStage, _ fusion: Fusion,
    _ confidence: Confidence?
  ) throws(StorageError) -> [ScoreExplanation] {
    var explanations = try explanations(of: found.map(\.rescored), asked, first, confidence)
    for (index, candidate) in found.enumerated() {
      explanations[index].vectors = ScoreExplanation.VectorEvidence(
        rank: candidate.denseRank, similarity: candidate.similarity)
      explanations[index].fusion = fusion.parts(candidate).map {
        ScoreExplanation.Feature($0.name, value: $0.value, weight: $0.weight)
      }
    }
    return explanations
  }

  private static let featureNames = RescoringFeature.allCases.map { "\($0)" }

  private static func features(
    of candidate: RescoredCandidate, _ weights: RescoringWeights
  ) -> [ScoreExplanation.Feature] {
    var features = RescoringFeature.allCases.map {
      ScoreExplanation.Feature(
        featureNames[$0.rawValue], value: candidate.vector[$0], weight: weights.weight(of: $0))
    }
    if let lift = candidate.lift {
      features.append(ScoreExplanation.Feature("lift", value: lift, weight: 1))
    }
    return features
  }

  /// A term of a question in the results of the first stage.
  private struct TermEvidence {
    var name: FeatureName
    var weight: UInt32
    /// By document, where there is any.
    var impacts: [UInt32: UInt8] = [:]
  }

  private func termEvidence(
    of names: [FeatureName], _ query: WeightedQuery, documents: [UInt32]
  ) throws(StorageError) -> [TermEvidence] {
    var weights: [UInt32: UInt32] = [:]
    for term in query.terms { weights[term.feature] = term.weight }
    var evidence: [TermEvidence] = []
    for name in names {
      var term = TermEvidence(name: name, weight: weights[name.feature] ?? 0)
      let impacts = try segments.impacts(of: name.feature, in: documents)
      for (document, impact) in zip(documents, impacts) where impact > 0 {
        term.impacts[document] = impact
      }
      evidence.append(term)
    }
    return evidence
  }
}

extension ScoreExplanation.Term {
  fileprivate init(
    _ name: FeatureName, weight: UInt32, impact: UInt8, scale: Double, fields: [RescoringField]?
  ) {
    word = name.word
    text = name.text
    switch name.family {
    case .stem, .form, .prefix: family = .stem
    case .unaccented: family = .unaccented
    case .characters: family = .characters
    }
    let whole = Double(UInt8.max)
    self.weight = Double(weight) * whole / scale
    self.impact = Double(impact) / whole
    contribution = Double(UInt64(weight) * UInt64(impact)) / scale
    self.fields = fields?.map { field in
      switch field {
      case .title: .title
      case .section: .section
      case .text: .text
      }
    }
  }
}

extension ScoreExplanation.Feature {
  fileprivate init(_ name: String, value: Double, weight: Double) {
    self.name = name
    self.value = value
    self.weight = weight
    contribution = value * weight
  }
}
