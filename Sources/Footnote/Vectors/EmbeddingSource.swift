public import VectorIndex

/// What gives the passages of an index their vectors, for dense and hybrid searches.
public enum EmbeddingSource: Hashable, Sendable {
  /// Nothing: the index is searched by words alone.
  case none
  /// A table that `footnote train` made, by its path; the index keeps a copy for its questions.
  case table(path: String)
  /// A table that is trained on the inputs first, which are read twice; not on standard input.
  ///
  /// The steps follow from the number of passages, so that the same inputs give the same table on
  /// one machine; at most some minutes' worth.
  case trained
  /// Signs of the passages' hashed words, which need neither training nor a table.
  ///
  /// 520 bytes a passage; every search looks at all of them. They know words alone, and find less
  /// than sparse searches, which stay what an index does unless it is asked otherwise.
  case sketch
  /// Vectors that were made elsewhere, one for each passage.
  case vectors(BroughtVectors)
}

/// Vectors of passages that were made elsewhere, in files.
///
/// The way: build an index without vectors, export its passages, embed them, and build once more
/// from the same inputs with the same options. Passages and vectors are matched by the passages'
/// keys, and each has to have the other.
public struct BroughtVectors: Hashable, Sendable {
  /// A file of vectors: `.npy` (a matrix of `<f2`, `<f4` or `<f8`), `.fvecs`, or `.jsonl`.
  public var path: String
  /// A file with one ``PassageKey`` a line, for each row; nil for `.jsonl`, which has ids.
  public var idsPath: String?
  /// How the likeness of two vectors is measured.
  public var metric: VectorMetric
  /// The name of the model that made the vectors, which answers must be asked with, too.
  public var model: String
  /// The model's version.
  public var modelVersion: String

  /// Names vectors and says what made them.
  public init(
    path: String, idsPath: String? = nil, metric: VectorMetric = .cosine, model: String,
    modelVersion: String
  ) {
    self.path = path
    self.idsPath = idsPath
    self.metric = metric
    self.model = model
    self.modelVersion = modelVersion
  }
}
