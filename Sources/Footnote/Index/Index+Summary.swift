import Storage
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
  /// The generation and the digests.
  public let identity: IndexIdentity
  /// The files that hold the passages and their postings.
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
      passageOptions: manifest.passages, embedder: manifest.embedder, identity: identity,
      files: segment.files.map {
        IndexSummary.File(
          name: "\(segment.name)/\($0.name)", byteCount: $0.byteCount, sha256: $0.sha256)
      })
  }
}
