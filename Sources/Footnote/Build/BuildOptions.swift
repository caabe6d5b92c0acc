import Chunking
import Storage
public import WikiIngest
public import WikiModel

/// How an index is built; the defaults suit a dump of any Wikipedia.
public struct BuildOptions: Sendable {
  /// The language of the inputs as a BCP 47 tag; nil takes what each input says.
  public var language: String?
  /// The inputs' wiki as a database name such as `enwiki`; nil takes what each input says.
  public var wiki: String?
  /// The licence of the inputs; nil takes what each input says, or the wiki's own.
  public var license: License?
  /// The namespaces whose pages are indexed.
  public var namespaces: Set<Int32> = [0]
  /// How many threads work at once; nil takes one for each processor.
  ///
  /// The index's bytes do not depend on it.
  public var threads: Int?
  /// How much memory and disk may be taken; the index's bytes do not depend on it.
  public var limits = ResourceLimits()
  /// The length in characters that passages are cut near to.
  public var passageTarget = 550
  /// The length in characters that no passage exceeds.
  public var passageLimit = 1_200
  /// How many characters of a passage's end are repeated at the next one's start, at most.
  public var passageOverlap = 0
  /// What gives the passages vectors, for dense and hybrid searches.
  public var embedding = EmbeddingSource.none
  /// Goes on after a page that cannot be read, and reports it, rather than stop.
  public var skipsBadPages = false
  /// The list of what is revoked: pages, revisions and editors that are left out.
  ///
  /// A new index has it in place. An update leaves out what the list in place says, and passes this
  /// over.
  public var exclusions: VerifiedRevocations?
  /// Which pages are let in; nil for all, and in an update for those that the index's policy wants.
  public var policy: Policy?
  /// Reads and cuts everything, and writes nothing.
  public var isDryRun = false

  /// The defaults.
  public init() {}
}

/// How far a build has come.
public struct BuildProgress: Sendable {
  /// What a build does, in order.
  public enum Phase: Sendable {
    /// Trains an embedding table on the inputs, where one was asked for.
    case training
    /// Reads articles and turns them into passages and features.
    case reading
    /// Writes the index's files.
    case writing
  }

  /// What is being done.
  public let phase: Phase
  /// Bytes of the input files read, compressed where they are.
  public let bytesRead: UInt64
  /// Bytes of all input files; nil where one is a pipe.
  public let bytesTotal: UInt64?
  /// Pages done.
  public let pageCount: Int
  /// Passages made.
  public let passageCount: Int
  /// How far the training has come; nil in other phases.
  public let training: EmbeddingTrainingProgress?
}

/// What a build did.
public struct BuildReport: Sendable {
  /// Pages that gave passages.
  public let pageCount: Int
  /// Passages in the index.
  public let passageCount: Int
  /// Bytes of the passages' text.
  public let textByteCount: UInt64
  /// Bytes of the index's files; 0 after a dry run.
  public let indexByteCount: UInt64
  /// Pages that were left out, by reason.
  public let skipped: [String: Int]
  /// What was wrong with the pages that were left out as bad; the first ones where they are many.
  public let faults: [IngestError]
}

extension BuildOptions {
  /// The lengths of passages, checked.
  func chunking() throws(FootnoteError) -> ChunkingOptions {
    do throws(ChunkingError) {
      return try ChunkingOptions(
        target: passageTarget, limit: passageLimit, overlap: passageOverlap)
    } catch {
      throw .invalidOption(error.description)
    }
  }

  /// What the readers of inputs are told.
  var ingest: IngestOptions {
    var ingest = IngestOptions()
    ingest.wiki = wiki
    ingest.language = language
    ingest.licenses = license.map { [$0] }
    ingest.namespaces = namespaces
    ingest.skipsBadPages = skipsBadPages
    ingest.exclusion = exclusions.flatMap { RevisionExclusion($0.list) }
    return ingest
  }
}
