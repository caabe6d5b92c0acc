import JSON
import PassageStore
public import Provenance
import Storage
import Synchronization

extension Index {
  /// The proof that this generation has some passages, for a file beside an answer.
  ///
  /// Signatures that others add later are in receipts of an index that is opened then.
  ///
  /// - Parameter passages: Passages of this generation, one or more.
  /// - Throws: `FootnoteError.provenance` where the generation is not signed, or what was signed is
  ///   another one; `.invalidOption` for passages of another index.
  /// - Complexity: O(passages · log of all); microseconds each.
  public func receipt(for passages: [AttributedPassage]) throws(FootnoteError) -> Receipt {
    guard !passages.isEmpty else {
      throw .invalidOption("passages: expected one or more for a receipt, found none.")
    }
    var hasher = SHA256Hasher()
    var entries: [Receipt.Entry] = []
    for passage in passages { entries.append(try entry(of: passage, &hasher)) }
    return Receipt(note: try signedNote(), cut: manifest.passages, entries: entries)
  }

  /// The generation's checkpoint, which is read once.
  private func signedNote() throws(FootnoteError) -> SignedNote {
    if let known = note.withLock({ $0 }) { return known }
    let name = IndexFolder.checkpointName(generation: manifest.generation)
    guard let read = try folder.note(name) else {
      throw .provenance(
        .unsigned(
          document: folder.file(name), hint: "Sign the generation with `footnote sign` first."))
    }
    // One of the same number is left where an index was put back to what it was before.
    let expected = try generationName().checkpoint(passageTree).text
    guard read.text == expected else {
      throw .provenance(
        .mismatch(
          document: folder.file(name), what: "the checkpoint", expected: read.text.singleLine,
          found: expected.singleLine))
    }
    note.withLock { $0 = read }
    return read
  }

  private func entry(
    of passage: AttributedPassage, _ hasher: inout SHA256Hasher
  ) throws(FootnoteError) -> Receipt.Entry {
    let key = passage.attribution.key
    let packet = passage.attribution.packet
    let leaf = MerkleTree.leafHash(of: packet.canonical, &hasher)
    let (part, page) = try place(of: key)
    let segment = segments.parts[part].segment
    let proofs = segment.proofs
    let number = try number(of: key, in: page, of: segment, leaf)
    guard proofs.leaf(Int(number)) == leaf else {
      throw .storage(proofs.corruptLeaf(Int(number), expected: leaf))
    }
    let roots = segments.parts.map(\.segment.proofs.root)
    return Receipt.Entry(
      packet: packet,
      names: manifest.namespaceNames[passage.attribution.source.name.name] ?? [],
      index: UInt64(number), size: UInt64(proofs.leafCount), segment: UInt64(part),
      segmentCount: UInt64(roots.count),
      proof: proofs.inclusionProof(of: Int(number), &hasher)
        + MerkleTree.inclusionProof(of: part, in: roots[...]))
  }

  /// The part that has a passage's page in its revision.
  private func place(
    of key: PassageKey
  ) throws(FootnoteError) -> (part: Int, page: PassageStoreReader.Page) {
    let state = try storing { () throws(StorageError) in
      try segments.state(of: PageName(wiki: key.wiki, page: key.page))
    }
    guard case .live(let part, let page) = state, page.revision == key.revision else {
      throw foreign(key)
    }
    return (part, page)
  }

  private func foreign(_ key: PassageKey) -> FootnoteError {
    .invalidOption("passages: expected passages of \(path), found \(key).")
  }

  /// The number of a passage in its segment.
  private func number(
    of key: PassageKey, in page: PassageStoreReader.Page, of segment: Segment,
    _ leaf: SHA256Digest
  ) throws(FootnoteError) -> UInt32 {
    // Where no passage of the page was left out, its ordinal tells, and its leaf that it does.
    if key.ordinal < page.passages.count {
      let guess = page.passages.lowerBound + key.ordinal
      if segment.proofs.leaf(Int(guess)) == leaf { return guess }
    }
    let found = try storing { () throws(StorageError) in
      try segment.passages.number(ofPassage: key.ordinal, in: page)
    }
    guard let found else { throw foreign(key) }
    return found
  }
}

extension Attribution {
  /// The record that the passage's leaf is over, as ``PassagePackets`` writes it.
  var packet: JSONValue {
    var members: [JSONValue.Member] = [
      .init(
        "bytes",
        .array([
          .integer(Int64(source.bytes.lowerBound)), .integer(Int64(source.bytes.upperBound)),
        ])),
      .init("format", .string(source.format == .wikitext ? "wikitext" : "plain")),
      .init("key", .string("\(key)")),
      .init("language", .string(language)),
      .init("licenses", .array(licenses.map { .string($0.spdxIdentifier) })),
      .init("namespace", .integer(Int64(namespace))),
      .init("section", .array(sectionPath.map { .string($0) })),
      .init("sha1", .string(source.sha1)),
      .init("text_sha256", .string(contentDigest)),
      .init("timestamp", .string("\(timestamp)")),
      .init("title", .string(title)),
    ]
    if revisionIsSynthetic { members.append(.init("synthetic", .bool(true))) }
    return .object(members)
  }
}
