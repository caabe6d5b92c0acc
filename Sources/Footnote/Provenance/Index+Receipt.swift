import JSON
import PassageStore
public import Provenance
import Storage

extension Index {
  /// The proof that this generation has some passages, for a file beside an answer.
  ///
  /// - Parameter passages: Passages of this generation, one or more.
  /// - Throws: `FootnoteError.provenance` where the generation is not signed, `.olderFormat` where
  ///   the index has no proofs, `.invalidOption` for passages of another index.
  /// - Complexity: O(passages · log of all); microseconds each.
  public func receipt(for passages: [AttributedPassage]) throws(FootnoteError) -> Receipt {
    guard !passages.isEmpty else {
      throw .invalidOption("passages: expected one or more for a receipt, found none.")
    }
    let name = IndexFolder.checkpointName(generation: manifest.generation)
    guard let note = try folder.note(name) else {
      throw .provenance(
        .unsigned(
          document: folder.file(name), hint: "Sign the generation with `footnote sign` first."))
    }
    var entries: [Receipt.Entry] = []
    for passage in passages { entries.append(try entry(of: passage)) }
    return Receipt(note: note, cut: manifest.passages, entries: entries)
  }

  private func entry(of passage: AttributedPassage) throws(FootnoteError) -> Receipt.Entry {
    let (part, number) = try place(of: passage.attribution.key)
    let segment = segments.parts[part].segment
    guard let proofs = segment.proofs else {
      throw .olderFormat(path: path, found: manifest.formatVersion)
    }
    let packet = passage.attribution.packet
    guard MerkleTree.leafHash(of: packet.canonical) == proofs.leaf(Int(number)) else {
      throw .storage(
        proofs.corruptLeaf(
          Int(number), expected: MerkleTree.leafHash(of: packet.canonical)))
    }
    let roots = segments.parts.compactMap(\.segment.proofs?.root)
    return Receipt.Entry(
      packet: packet, names: manifest.namespaceNames[passage.attribution.source.name.name] ?? [],
      index: UInt64(number), size: UInt64(proofs.leafCount),
      segment: UInt64(part), segmentCount: UInt64(roots.count),
      proof: proofs.inclusionProof(of: Int(number))
        + MerkleTree.inclusionProof(of: part, in: roots[...]))
  }

  /// The part that has a living passage, and its number there.
  private func place(of key: PassageKey) throws(FootnoteError) -> (part: Int, number: UInt32) {
    let state = try storing { () throws(StorageError) in
      try segments.state(of: PageName(wiki: key.wiki, page: key.page))
    }
    guard case .live(let part, let page) = state, page.revision == key.revision,
      let number = try storing({ () throws(StorageError) in
        try segments.parts[part].segment.passages.number(ofPassage: key.ordinal, in: page)
      })
    else {
      throw .invalidOption("passages: expected passages of \(path), found \(key).")
    }
    return (part, number)
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
