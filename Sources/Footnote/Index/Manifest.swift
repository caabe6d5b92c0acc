/// What a generation of an index consists of, as canonical JSON (RFC 8785) beside its files.
///
/// `Documentation/Format.md` lists the members.
struct Manifest: Equatable, Sendable {
  static let format = "footnote-index"
  static let version: UInt64 = 2

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
  var segment: Segment
  var textByteCount: UInt64
  /// Passages by language, licence and wiki.
  var languages: Counts
  var licenses: Counts
  var wikis: Counts
  /// Pages of the inputs that were left out, by reason.
  var skipped: Counts
}
