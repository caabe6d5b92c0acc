import Provenance
import Storage
import Synchronization
public import WikiModel

/// The list that an index has in place, and what it takes back of the opened generation.
public struct RevocationSummary: Hashable, Sendable {
  /// The list's version.
  public let version: UInt64
  /// When it was made.
  public let issued: Timestamp
  /// When a newer one should have come.
  public let expires: Timestamp
  /// SHA-256 of what was signed, as 64 hexadecimal digits.
  public let sha256: String
  /// Entries that remove, by kind: `pages`, `revisions`, `passages`, `texts`, `editors`.
  public let removals: [String: Int]
  /// Entries that remove the credit, by kind.
  public let creditRemovals: [String: Int]
  /// Passages of the generation that are not handed out; those revoked by their text are counted
  /// once they were met.
  public let maskedPassageCount: Int
}

extension Index {
  /// What the list takes back that the index has in place now; nil without one.
  ///
  /// - Throws: `FootnoteError.provenance` where the list cannot be read: nothing is handed out.
  public func revocations() throws(FootnoteError) -> RevocationSummary? {
    let served = try served()
    // One that is passed over is in place all the same.
    let passedOver = ignoresRevocations ? try folder.readRevocations() : nil
    guard let installed = served.revocations ?? passedOver else { return nil }
    let list = installed.list
    return RevocationSummary(
      version: list.version, issued: list.issued, expires: list.expires,
      sha256: installed.digest, removals: list.counts(.remove),
      creditRemovals: list.counts(.credit),
      maskedPassageCount: segments.livingCount - served.segments.livingCount)
  }

  /// What may be handed out now.
  ///
  /// Looks at the file `REVOKED`, by one call of the system, and reads the list where it is another
  /// than before.
  func served() throws(FootnoteError) -> ServedPassages {
    try revocationState.served { () throws(FootnoteError) in
      // Before the list: where it is replaced in between, the next look sees another stamp.
      let path = folder.file(IndexFolder.revokedName)
      return ignoresRevocations
        ? nil : try storing { () throws(StorageError) in try FileStamp.ofFile(path) }
    } load: { () throws(FootnoteError) in
      guard !ignoresRevocations, let installed = try folder.readRevocations() else {
        return ServedPassages(all: segments)
      }
      return try storing { () throws(StorageError) in try ServedPassages(segments, installed) }
    }
  }

  /// What is left without those of some documents whose texts are revoked; the same where none is.
  func narrowed(
    _ served: ServedPassages, _ documents: [UInt32]
  ) throws(StorageError) -> ServedPassages {
    guard let left = try served.comparing(documents) else { return served }
    revocationState.replace(served, with: left)
    return left
  }
}

/// What may be handed out of an opened index, as of the last look.
final class RevocationState: Sendable {
  private struct Look {
    var stamp: FileStamp?
    var served: ServedPassages
  }

  private let last = Mutex<Look?>(nil)

  /// Gives what was loaded, or loads it where the stamp is another.
  ///
  /// Several searches that meet a new list wait until one of them has read it.
  func served(
    stamp: () throws(FootnoteError) -> FileStamp?,
    load: () throws(FootnoteError) -> ServedPassages
  ) throws(FootnoteError) -> ServedPassages {
    let found = try stamp()
    return try last.withLock { (last) throws(FootnoteError) in
      if let last, last.stamp == found { return last.served }
      // Should loading fail, nothing that was loaded before may be handed out.
      last = nil
      let served = try load()
      last = Look(stamp: found, served: served)
      return served
    }
  }

  /// Puts what is left in the place of what was there, unless that has changed since.
  func replace(_ before: ServedPassages, with left: ServedPassages) {
    last.withLock { last in if last?.served === before { last?.served = left } }
  }
}

extension RevocationList {
  /// Entries that ask for an action, by kind.
  func counts(_ action: Action) -> [String: Int] {
    var counts: [String: Int] = [:]
    for entry in entries where entry.action == action {
      let kind =
        switch entry.target {
        case .page: "pages"
        case .revision: "revisions"
        case .passage: "passages"
        case .text: "texts"
        case .editor: "editors"
        }
      counts[kind, default: 0] += 1
    }
    return counts
  }
}
