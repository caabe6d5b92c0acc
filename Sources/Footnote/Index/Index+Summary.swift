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
      /// The passages' words alone.
      case sketch
      /// A model of somebody else's, by its name and version.
      case brought(model: String, version: String)
    }

    /// Where the vectors come from.
    public let source: Source
    /// How many numbers a vector has.
    public let dimensions: Int
    /// How the likeness of vectors is measured.
    public let metric: VectorMetric
    /// How the nearest vectors are found, and why so, as a clause.
    public let choice: String
    /// What was measured of the vectors when the index was built; nil of too few.
    public let measurement: Measurement?
    /// The shares of the ten nearest that searches found which reach further and further; empty
    /// where all vectors are looked at.
    public let searches: [Search]

    /// How vectors lie, from comparing some with thousands of others.
    public struct Measurement: Hashable, Sendable {
      /// The mean distance of two vectors over that of a vector and its nearest.
      ///
      /// Near 1, nearness means little.
      public let contrast: Double
      /// How many dimensions a space has in which neighbours lie as densely.
      public let intrinsicDimension: Double
    }

    /// Searches of a reach, as they were measured when the index was built.
    public struct Search: Hashable, Sendable {
      /// How many vectors of lists were looked at, or of a graph gone on from, on average.
      public let visitCount: Int
      /// The share of the ten nearest that was found.
      public let recall: Double
    }
  }

  /// Pages that passages were cut from.
  public let pageCount: UInt64
  /// Passages.
  public let passageCount: UInt64
  /// Bytes of the passages' text in UTF-8.
  public let textByteCount: UInt64
  /// Different features of the passages, those of each segment by themselves.
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
  /// What the index holds and how it was made; little is read for it.
  public var summary: IndexSummary {
    let (segments, contents) = (manifest.segments, manifest.contents)
    return IndexSummary(
      pageCount: contents.pageCount, passageCount: contents.passageCount,
      textByteCount: contents.textByteCount,
      featureCount: segments.reduce(0) { $0 + $1.featureCount },
      postingCount: segments.reduce(0) { $0 + $1.postingCount },
      languages: contents.languages, wikis: contents.wikis, licenses: contents.licenses,
      skipped: manifest.skipped,
      inputs: manifest.inputs.map { SourceName(name: $0.name, date: $0.date) },
      passageOptions: manifest.passages, embedder: manifest.embedder,
      embedding: embeddingSummary, identity: identity,
      files: (manifest.embedding?.files ?? []).map { IndexSummary.File($0, in: "") }
        + segments.flatMap { segment in
          segment.files.map { IndexSummary.File($0, in: segment.name + "/") }
        })
  }
}

extension Index {
  private var embeddingSummary: IndexSummary.Embedding? {
    // Of the oldest segment, which has the most passages as a rule.
    guard let embedding = manifest.embedding, let vectors = segments.parts[0].segment.vectors
    else { return nil }
    let source: IndexSummary.Embedding.Source =
      switch embedding.source {
      case .table(let file): .table(sha256: file.sha256)
      case .sketch: .sketch
      case .brought(let model, let version): .brought(model: model, version: version)
      }
    let summary = vectors.summary
    let measured = summary.measurement
    return IndexSummary.Embedding(
      source: source, dimensions: embedding.dimensions, metric: embedding.metric,
      choice: summary.choice,
      measurement: measured.sampleCount == 0
        ? nil
        : IndexSummary.Embedding.Measurement(
          contrast: measured.contrast, intrinsicDimension: measured.intrinsicDimension),
      searches: summary.searches.map {
        IndexSummary.Embedding.Search(visitCount: $0.visitCount, recall: $0.recall)
      })
  }
}

extension IndexSummary.File {
  fileprivate init(_ file: Manifest.File, in folder: String) {
    self.init(name: folder + file.name, byteCount: file.byteCount, sha256: file.sha256)
  }
}
