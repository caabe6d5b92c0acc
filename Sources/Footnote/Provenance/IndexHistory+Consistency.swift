public import Provenance
import Storage

extension IndexHistory {
  /// The proof that the history up to one generation goes on from that up to an older one.
  ///
  /// - Throws: `FootnoteError.provenance` where one of them was not signed, `.noGeneration` for one
  ///   that the index never had, `.storage`.
  /// - Complexity: O(generations).
  public func consistency(
    from older: UInt64, to newer: UInt64
  ) throws(FootnoteError) -> ConsistencyProof {
    let leaves = try folder.logLeaves(upTo: newer)
    let first = try records().first?.generation ?? 1
    let last = first + UInt64(leaves.count) - 1
    for wanted in [older, newer] where wanted < first || wanted > last {
      throw .noGeneration(
        path: folder.path, wanted: "generation \(wanted)", kept: try keptGenerations())
    }
    guard older <= newer else {
      throw .invalidOption("generations: expected \(newer) or an older one, found \(older).")
    }
    return ConsistencyProof(
      older: try statement(older), newer: try statement(newer),
      proof: MerkleTree.consistencyProof(from: Int(older - first) + 1, in: leaves[...]))
  }

  private func statement(_ generation: UInt64) throws(FootnoteError) -> Envelope {
    let name = IndexFolder.statementName(generation: generation)
    guard let envelope = try folder.envelope(name) else {
      throw .provenance(
        .unsigned(
          document: folder.file(name),
          hint: "Only generations that were signed while they were the newest can be compared."))
    }
    return envelope
  }
}
