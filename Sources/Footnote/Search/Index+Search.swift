import PassageStore
import Storage
import WikiModel

extension Index {
  /// The passages that fit a question best, best first; equal scores are ordered by key.
  ///
  /// By words, candidates are the exact best of the first stage among the passages that pass the
  /// filter, unless asked otherwise. An empty question, and one without a word of the index, find
  /// nothing by words. By vectors, about the wanted share of the nearest is found. Of a question,
  /// the first ``SearchOptions/questionByteLimit`` bytes count.
  ///
  /// - Throws: `FootnoteError.invalidOption` for a negative count, a recall that none can have, and
  ///   a question's vector that is missing, superfluous or of other dimensions; `.noVectors` for a
  ///   mode that needs vectors where the index has none; `.storage` when a file turns out to be
  ///   damaged; `.invalidPolicy` for a policy that this index cannot keep; where the search cannot
  ///   be logged and is to be, what ``SearchAudit/record(_:serving:from:)`` throws.
  public func search(
    _ question: String, options: SearchOptions = SearchOptions()
  ) throws(FootnoteError) -> [AttributedPassage] {
    try searchOutcome(question, options: options).passages
  }

  /// The passages that fit a question best, as ``search(_:options:)`` gives them, and how many
  /// were left out on the way.
  ///
  /// - Throws: As ``search(_:options:)``.
  public func searchOutcome(
    _ question: String, options: SearchOptions = SearchOptions()
  ) throws(FootnoteError) -> SearchOutcome {
    let outcome = try outcome(question, options)
    try options.audit?.record(
      question, serving: outcome.passages.map(\.attribution.key), from: self)
    return outcome
  }

  private func outcome(
    _ question: String, _ options: SearchOptions
  ) throws(FootnoteError) -> SearchOutcome {
    guard options.count >= 0 else {
      throw .invalidOption("count: expected 0 or more, found \(options.count).")
    }
    let mode = try mode(of: options)
    guard options.count > 0 else { return SearchOutcome() }
    let served = try served()
    var filters = [options.filter]
    if let policy = options.policy { filters.append(try filter(of: policy)) }
    return try storing { () throws(StorageError) in
      var deeper = options
      while true {
        let scope = try scope(of: deeper, filters, in: served)
        let ranking = try ranking(AskedQuestion(question, self, deeper, mode, scope), mode)
        let outcome = try attributed(ranking, options, filters, served)
        if outcome.passages.count == options.count || ranking.count < deeper.count {
          return outcome
        }
        // Few passages are refused, so that this is hardly ever done twice.
        deeper.count += max(options.count, outcome.refusedHiddenTextCount)
      }
    }
  }

  private func ranking(
    _ asked: AskedQuestion, _ mode: SearchMode
  ) throws(StorageError) -> [RankedDocument] {
    switch mode {
    case .sparse: try sparseRanking(asked)
    case .dense: try denseRanking(asked)
    case .hybrid: try hybridRanking(asked)
    }
  }

  /// Reads the passages of a ranking until there are enough that are not refused.
  private func attributed(
    _ ranking: [RankedDocument], _ options: SearchOptions, _ filters: [SearchFilter],
    _ served: ServedPassages
  ) throws(StorageError) -> SearchOutcome {
    let stored = try segments.passages(ranking.map(\.document))
    var outcome = SearchOutcome()
    outcome.passages.reserveCapacity(min(options.count, ranking.count))
    let maker = attributions.take() ?? AttributionMaker(identity)
    defer { attributions.put(maker) }
    for (ranked, passage) in zip(ranking, stored) where outcome.passages.count < options.count {
      guard filters.allSatisfy({ passage.passes($0) }) else {
        throw .corrupt(
          path: path, offset: 0, expected: "tables that agree with the passages",
          found: "passage \(ranked.document), which does not pass the filter")
      }
      let result = AttributedPassage(
        passage, maker, rank: outcome.passages.count + 1, score: ranked.score,
        confidence: ranked.confidence, explanation: ranked.explanation,
        removesCredit: served.removesCredit(of: passage))
      if options.refusesHiddenText, !result.hiddenText.isEmpty {
        outcome.refusedHiddenTextCount += 1
      } else {
        outcome.passages.append(result)
      }
    }
    return outcome
  }
}

/// What a search found, and what it left out.
public struct SearchOutcome: Hashable, Sendable {
  /// The passages, best first.
  public internal(set) var passages: [AttributedPassage] = []
  /// Better ones than the last that were left out for ``AttributedPassage/hiddenText``.
  public internal(set) var refusedHiddenTextCount = 0
}

/// A question on its way through the stages of a search.
struct AskedQuestion {
  let text: String
  let languages: [String]
  let options: SearchOptions
  let scope: SearchScope
  /// Of the index's dimensions; zeros where nothing of the question is known, and empty in a sparse
  /// search.
  let vector: [Float]

  init(
    _ text: String, _ index: Index, _ options: SearchOptions, _ mode: SearchMode,
    _ scope: SearchScope
  ) throws(StorageError) {
    self.text = text
    self.options = options
    languages = options.languages ?? Array(index.manifest.contents.languages.keys).sorted()
    self.scope = scope
    vector =
      if mode == .sparse {
        []
      } else if let vector = options.questionVector {
        vector
      } else {
        try index.vector(of: text, languages)
      }
  }
}

/// A document that a search found, before its passage is read.
struct RankedDocument {
  var document: UInt32
  var score: Double
  var confidence: Double?
  var explanation: ScoreExplanation?
}

extension AttributedPassage {
  init(
    _ stored: StoredPassage, _ maker: AttributionMaker, rank: Int, score: Double,
    confidence: Double?, explanation: ScoreExplanation? = nil, removesCredit: Bool = false
  ) {
    text = String(decoding: stored.record.passage.text, as: UTF8.self)
    attribution = maker.attribution(of: stored, text: text, removesCredit: removesCredit)
    self.rank = rank
    self.score = score
    self.confidence = confidence
    self.explanation = explanation
  }
}
