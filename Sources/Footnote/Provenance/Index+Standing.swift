import JSON
import PassageStore
import Provenance
import Storage
import WikiModel

/// What an index says now of a passage that a receipt proves to have been published.
public enum PassageStanding: String, Hashable, Sendable {
  /// It can be found and is what it was.
  case counts
  /// Its page is there in another revision, or cut otherwise.
  case replaced
  /// Its page is gone.
  case removed
  /// A list of revocations takes it back.
  case revoked
}

extension Index {
  /// What this generation says of a receipt's passages, in their order.
  ///
  /// A receipt proves that an index published passages, not that they still count. Of the index,
  /// check the trust first; of the receipt, `verify(by:source:)`.
  ///
  /// - Parameter source: The receipt's file, for errors.
  /// - Throws: `FootnoteError.provenance`: `.mismatch` for another index's receipt, `.rollback` for
  ///   one of a newer generation than this, `.fork` for one of another history; `.storage`.
  public func standings(
    of receipt: Receipt, source: String = "the receipt"
  ) throws(FootnoteError) -> [PassageStanding] {
    let name = try proving { () throws(ProvenanceError) in try receipt.generationName(source) }
    try checkHistory(of: name, source)
    var standings: [PassageStanding] = []
    for entry in receipt.entries { standings.append(try standing(of: entry, source)) }
    return standings
  }

  private func checkHistory(of name: GenerationName, _ source: String) throws(FootnoteError) {
    let own = try folder.identity().hexadecimal
    guard name.index == own else {
      throw .provenance(
        .mismatch(document: source, what: "the index", expected: name.index, found: own))
    }
    guard name.generation <= manifest.generation else {
      throw .provenance(
        .rollback(document: path, seen: name.generation, found: manifest.generation))
    }
    let record = try folder.records().first { $0.generation == name.generation }
    guard record?.manifestDigest == name.manifest else {
      throw .provenance(
        .fork(
          document: path,
          expected: "generation \(name.generation) with the manifest \(name.manifest)",
          found: record?.manifestDigest ?? "none of this number"))
    }
  }

  private func standing(
    of entry: Receipt.Entry, _ source: String
  ) throws(FootnoteError) -> PassageStanding {
    guard let text = entry.packet["key"]?.string, let key = PassageKey(text) else {
      throw .provenance(
        .malformed(document: source, expected: "the key of a passage", found: "another text"))
    }
    let leaf = MerkleTree.leafHash(of: entry.packet.canonical)
    let served = try served()
    return try storing { () throws(StorageError) in
      guard
        case .live(let number, let page)? = try segments.state(
          of: PageName(wiki: key.wiki, page: key.page))
      else { return .removed }
      let part = segments.parts[number]
      guard page.revision == key.revision,
        let own = page.passages.first(where: { part.segment.proofs.leaf(Int($0)) == leaf }),
        part.isAlive(own)
      else { return .replaced }
      let document = part.base + own
      return try narrowed(served, [document]).segments.isAlive(document) ? .counts : .revoked
    }
  }
}
