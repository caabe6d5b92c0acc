import Storage
public import VectorIndex
public import WikiModel

/// What an index holds and how it was made, as its manifest tells.
public struct IndexSummary: Hashable, Sendable {
  /// A file of the index.
  public struct File: Hashable, Sendable {
    /// The file's name within the index's folder.
    public let name: String
    /// The file's size in bytes.
    public let byteCount: UInt64
    /// SHA-256 of the file, as 64 hexadecimal digits.
    public let sha256: String
  }

  /// What gave the passages their vectors.
  public struct Embedding: Hashable, Sendable {
    /// Where vectors come from.
    public enum Source: Hashable, Sendable {
      /// A table, named by the SHA-256 of its file.
      case table(sha256: String)
      /// A model of somebody else's, by its name and version.
      case brought(model: String, version: String)
    }

    /// Where the vectors come from.
    public let source: Source
    /// How many numbers a vector has.
    public let dimensions: Int
    /// How the likeness of vectors is measured.
    public let metric: VectorMetric
  }

  /// Pages that passages were cut from.
  public let pageCount: UInt64
  /// Passages.
  public let passageCount: UInt64
  /// Bytes of the passages' text in UTF-8.
  public let textByteCount: UInt64
  /// Different features of all passages.
  public let featureCount: UInt64
  /// Pairs of a feature and a passage that has it.
  public let postingCount: UInt64
  /// Passages by language, wiki and licence; a passage under two licences counts for both.
  public let languages: [String: UInt64]
  /// Passages by the database names of their wikis.
  public let wikis: [String: UInt64]
  /// Passages by the SPDX identifiers of their licences.
  public let licenses: [String: UInt64]
  /// Pages of the inputs that were left out, by reason.
  public let skipped: [String: UInt64]
  /// The inputs that the index was built from, in their order.
  public let inputs: [SourceName]
  /// How passages were cut.
  public let passageOptions: String
  /// Everything that a question's and a passage's features depend on.
  public let embedder: String
  /// What gave the passages their vectors; nil where they have none.
  public let embedding: Embedding?
  /// The generation and the digests.
  public let identity: IndexIdentity
  /// The files that hold the passages, their postings and vectors.
  public let files: [File]
}

extension Index {
  /// What the index holds and how it was made; nothing is read for it.
  public var summary: IndexSummary {
    let segment = manifest.segment
    return IndexSummary(
      pageCount: segment.pageCount, passageCount: segment.passageCount,
      textByteCount: manifest.textByteCount, featureCount: segment.featureCount,
      postingCount: segment.postingCount, languages: manifest.languages, wikis: manifest.wikis,
      licenses: manifest.licenses, skipped: manifest.skipped,
      inputs: manifest.inputs.map { SourceName(name: $0.name, date: $0.date) },
      passageOptions: manifest.passages, embedder: manifest.embedder,
      embedding: manifest.embedding.map { IndexSummary.Embedding($0) }, identity: identity,
      files: (manifest.embedding?.files ?? []).map { IndexSummary.File($0, in: "") }
        + segment.files.map { IndexSummary.File($0, in: segment.name + "/") })
  }
}

extension IndexSummary.File {
  fileprivate init(_ file: Manifest.File, in folder: String) {
    self.init(name: folder + file.name, byteCount: file.byteCount, sha256: file.sha256)
  }
}

extension IndexSummary.Embedding {
  fileprivate init(_ embedding: Manifest.Embedding) {
    switch embedding.source {
    case .table(let file): source = .table(sha256: file.sha256)
    case .brought(let model, let version): source = .brought(model: model, version: version)
    }
    dimensions = embedding.dimensions
    metric = embedding.metric
  }
}
