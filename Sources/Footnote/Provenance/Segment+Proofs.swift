import PassageStore
import Provenance
import Storage

extension Segment {
  /// Reads every byte of the tree, and compares each leaf with its passage.
  func verifyProofs() throws(StorageError) {
    try proofs.verify()
    var hasher = SHA256Hasher()
    var revision: RevisionRecord?
    var packets: PassagePackets?
    try passages.forEachPassage(in: 0..<passages.passageCount) {
      (number, stored) throws(StorageError) in
      if revision != stored.revision {
        revision = stored.revision
        packets = PassagePackets(stored.revision)
      }
      guard let leaf = packets?.leaf(of: stored.record.passage, &hasher) else { return }
      guard leaf == proofs.leaf(Int(number)) else {
        throw proofs.corruptLeaf(Int(number), expected: leaf)
      }
    }
  }
}
