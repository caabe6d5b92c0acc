/// What a generation of an index consists of, as canonical JSON (RFC 8785) beside its files.
///
/// `Documentation/Format.md` lists the members.
struct Manifest: Equatable, Sendable {
  static let format = "footnote-index"
  static let version: UInt64 = 5

  struct File: Equatable, Sendable {
    var name: String
    var byteCount: UInt64
    var sha256: String
  }

  /// A segment as it was written; what newer segments took out of it is still counted.
  struct Segment: Equatable, Sendable {
    var name: String
    var pageCount: UInt64
    var passageCount: UInt64
    var postingCount: UInt64
    var featureCount: UInt64
    /// The root of the tree over its passages, as 64 hexadecimal digits.
    var root: String
    var files: [File]

    /// Whether it takes something out of older segments, or remembers pages that are gone.
    var hasChanges: Bool { files.last?.name == IndexFolder.changesName }
  }

  /// Where the vectors of the passages come from.
  struct Embedding: Equatable, Sendable {
    enum Source: Equatable, Sendable {
      /// A table, of which the index's folder has a copy.
      case table(File)
      /// Made of the passages' words alone.
      case sketch
      /// Made elsewhere, by a model of this name and version.
      case brought(model: String, version: String)
    }

    var source: Source
    var dimensions: Int
    var metric: VectorMetric

    /// Whether a search asks the vectors, too, when it names no mode: sketches know the words that
    /// a sparse search knows better.
    var isAskedByDefault: Bool { source != .sketch }

    /// Whether the index makes the vectors of questions itself.
    var embedsQuestions: Bool {
      if case .brought = source { false } else { true }
    }
  }

  struct Input: Equatable, Sendable {
    var name: String
    var date: String?
  }

  /// The generation before.
  struct Parent: Equatable, Sendable {
    var generation: UInt64
    var sha256: String
  }

  /// How often each value occurs, in the values' byte order.
  typealias Counts = [String: UInt64]

  /// Of inputs that tell them, the names of the namespaces for files and categories, which the
  /// text of their pages depends on.
  typealias NamespaceNames = [String: [String]]

  /// What can be found.
  struct Contents: Equatable, Sendable {
    var pageCount: UInt64 = 0
    var passageCount: UInt64 = 0
    var textByteCount: UInt64 = 0
    /// Passages by language, licence and wiki.
    var languages: Counts = [:]
    var licenses: Counts = [:]
    var wikis: Counts = [:]
  }

  var generation: UInt64
  var origin = GenerationRecord.Origin.build
  /// nil of the first generation.
  var parent: Parent?
  /// The moment of the newest change that was taken in.
  var asOf: Timestamp?
  var embedderDigest: String
  var embedder: String
  var passages: String
  /// What was read for this generation.
  var inputs: [Input]
  /// nil where passages have no vectors.
  var embedding: Embedding?
  /// Oldest first.
  var segments: [Segment]
  /// The number that the next segment gets; numbers are never given twice.
  var nextSegment: UInt64 = 2
  var contents: Contents
  /// How far each feed of changes was read.
  var feeds = FeedProgress()
  /// Pages of the inputs that were left out, by reason.
  var skipped: Counts
  /// By the name of each input so far.
  var namespaceNames: NamespaceNames = [:]
  /// What was let in; nil for everything.
  var policy: Policy?
}

extension Manifest.NamespaceNames {
  /// Adds the names that an input tells to what others of its name have told.
  mutating func add(_ names: [String], toldBy input: String) {
    guard let told = self[input], told != names else {
      self[input] = names
      return
    }
    self[input] = Set(told).union(names).sorted()
  }
}
