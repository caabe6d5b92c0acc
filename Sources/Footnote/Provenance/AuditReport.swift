import JSON
import Provenance
public import WikiModel

/// What was found in an audit log.
public struct AuditReport: Hashable, Sendable {
  /// Entries, those that were pruned with them.
  public private(set) var entryCount: UInt64 = 0
  /// Entries that were pruned.
  public private(set) var prunedCount: UInt64 = 0
  /// Searches that were logged, and not pruned.
  public private(set) var searchCount: UInt64 = 0
  /// Copies of passages that were logged when they had left, and not pruned.
  public private(set) var exportCount: UInt64 = 0
  /// When the newest entry was made that tells it.
  public private(set) var newest: Timestamp?
  /// Entries that a signed checkpoint vouches for; nil where none was asked for.
  public internal(set) var checkpointEntryCount: UInt64?
  private(set) var tree = MerkleFrontier()

  /// The root of the Merkle tree over all entries, as 64 hexadecimal digits.
  public var root: String { tree.root.hexadecimal }

  mutating func add(_ line: TransparencyLogLine) {
    tree = line.tree
    entryCount = tree.size
    guard let entry = line.entry else { return prunedCount += 1 }
    switch entry.auditKind {
    case .search: searchCount += 1
    case .exported: exportCount += 1
    default: break
    }
    if let moment = entry.auditMoment { newest = max(newest ?? moment, moment) }
  }
}

/// The entries of an audit log, in order, each checked against those before it.
public struct AuditEntries: Sendable {
  private var reader: TransparencyLogReader

  init(reader: TransparencyLogReader) { self.reader = reader }

  /// The next entry; nil at the end.
  ///
  /// - Throws: `FootnoteError.provenance` with `.damagedLog` for one that does not follow from
  ///   those before it, `.storage`.
  public mutating func next() throws(FootnoteError) -> AuditRecord? {
    do throws(TransparencyLog.Failure) {
      return try reader.next().map(AuditRecord.init)
    } catch {
      throw FootnoteError(error)
    }
  }
}

/// An entry of an audit log.
public struct AuditRecord: Sendable {
  let line: TransparencyLogLine

  init(_ line: TransparencyLogLine) { self.line = line }

  /// Counts the log's entries from 0.
  public var index: UInt64 { line.index }

  /// Whether its content is gone.
  public var isPruned: Bool { line.entry == nil }

  /// The entry on one line of JSON: its index, the hash of its leaf, and what it says.
  public var json: String {
    let value: JSONValue = [
      "index": .count(index), "leaf_hash": .string(line.leaf.hexadecimal),
      "entry": line.entry ?? .null,
    ]
    return String(decoding: value.canonical, as: UTF8.self)
  }
}
