import Storage
import VectorIndex
import VectorInput

extension Index {
  /// The mode that a search with these options has, after what it needs was checked.
  func mode(of options: SearchOptions) throws(FootnoteError) -> SearchMode {
    guard options.recall > 0, options.recall <= 1 else {
      throw .invalidOption("recall: expected more than 0 and at most 1, found \(options.recall).")
    }
    guard let embedding = manifest.embedding else {
      if options.mode ?? .sparse != .sparse || options.questionVector != nil {
        throw .noVectors(path: path)
      }
      return .sparse
    }
    let embedsQuestions = embedding.embedsQuestions
    let mode = options.mode ?? usualMode(hasQuestionVector: options.questionVector != nil)
    switch (mode, options.questionVector) {
    case (.sparse, nil): return mode
    case (_, _?) where embedsQuestions:
      throw .invalidOption(
        "The question's vector: expected none, since \(path) makes the vectors of questions "
          + "itself, found one. Leave it out.")
    case (_, nil) where embedsQuestions: return mode
    case (.sparse, _?):
      throw .invalidOption(
        "The question's vector: expected none in the mode sparse, found one. Leave it out, or "
          + "search in the mode dense or hybrid.")
    case (_, nil):
      throw .invalidOption(
        "The question's vector: expected \(embedding.dimensions) numbers, since the vectors of "
          + "\(path) were made elsewhere (\(modelName)), found none. Embed the question with that "
          + "model, or search in the mode sparse.")
    case (_, let vector?):
      try check(vector, dimensions: embedding.dimensions)
      return mode
    }
  }

  /// The mode of a search that names none.
  package func usualMode(hasQuestionVector: Bool) -> SearchMode {
    guard let embedding = manifest.embedding, embedding.isAskedByDefault,
      embedding.embedsQuestions || hasQuestionVector
    else { return .sparse }
    return .hybrid
  }

  /// Whether all vectors are looked at, whatever share of the nearest is wanted.
  package var looksAtAllVectors: Bool { manifest.embedding?.source == .sketch }

  /// Whether a question must come with its vector to be compared with those of the passages.
  package var needsQuestionVectors: Bool { manifest.embedding?.embedsQuestions == false }

  /// What made the vectors.
  private var modelName: String {
    switch manifest.embedding?.source {
    case .brought(let model, let version): "\(model) \(version)"
    case .table, .sketch, nil: "the index itself"
    }
  }

  private func check(_ vector: [Float], dimensions: Int) throws(FootnoteError) {
    guard vector.count == dimensions else {
      throw .invalidOption(
        "The question's vector: expected \(dimensions) numbers, as the vectors of \(path) have, "
          + "found \(vector.count). Embed the question with \(modelName).")
    }
    if let fault = VectorFault(vector) {
      throw .invalidOption(
        "The question's vector: expected \(fault.expected), found \(fault.found).")
    }
  }

  /// The documents with the nearest vectors.
  func denseRanking(_ asked: AskedQuestion) throws(StorageError) -> [RankedDocument] {
    try nearest(asked, count: asked.options.count).enumerated().map { index, found in
      let similarity = Double(found.score)
      return RankedDocument(
        document: found.document, score: similarity,
        explanation: asked.options.explains
          ? ScoreExplanation(.init(rank: index + 1, similarity: similarity)) : nil)
    }
  }

  /// The nearest vectors among those that the search may find, nearest first.
  func nearest(
    _ asked: AskedQuestion, count: Int
  ) throws(StorageError) -> [FoundVector] {
    guard asked.vector.contains(where: { $0 != 0 }) else { return [] }
    return try cleared(asked.scope, document: \.document) { (scope) throws(StorageError) in
      try segments.nearest(
        asked.vector, k: count, recall: asked.options.recall, among: scope.allowed)
    }
  }

  /// The exact similarities of some documents.
  func similar(
    _ asked: AskedQuestion, among documents: [UInt32]
  ) throws(StorageError) -> [FoundVector] {
    guard asked.vector.contains(where: { $0 != 0 }) else { return [] }
    return try segments.similarities(of: asked.vector, to: documents)
  }
}
