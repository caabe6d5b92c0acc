/// What a generation of an index consists of, as canonical JSON (RFC 8785) beside its files.
///
/// `Documentation/Format.md` lists the members.
struct Manifest: Equatable, Sendable {
  static let format = "footnote-index"
  /// Of an index without an embedding, which programs read that know of none.
  static let versionWithoutEmbedding: UInt64 = 2
  static let version: UInt64 = 3

  struct File: Equatable, Sendable {
    var name: String
    var byteCount: UInt64
    var sha256: String
  }

  struct Segment: Equatable, Sendable {
    var name: String
    var pageCount: UInt64
    var passageCount: UInt64
    var postingCount: UInt64
    var featureCount: UInt64
    var files: [File]
  }

  /// Where the vectors of the passages come from.
  struct Embedding: Equatable, Sendable {
    enum Source: Equatable, Sendable {
      /// A table, of which the index's folder has a copy.
      case table(File)
      /// Made elsewhere, by a model of this name and version.
      case brought(model: String, version: String)
    }

    var source: Source
    var dimensions: Int
    var metric: VectorMetric
  }

  struct Input: Equatable, Sendable {
    var name: String
    var date: String?
  }

  /// How often each value occurs, in the values' byte order.
  typealias Counts = [String: UInt64]

  var generation: UInt64
  var embedderDigest: String
  var embedder: String
  var passages: String
  var inputs: [Input]
  /// nil where passages have no vectors.
  var embedding: Embedding?
  var segment: Segment
  var textByteCount: UInt64
  /// Passages by language, licence and wiki.
  var languages: Counts
  var licenses: Counts
  var wikis: Counts
  /// Pages of the inputs that were left out, by reason.
  var skipped: Counts
}
