package import Storage

/// What a log or a tree was at one moment, in the text that is signed: its name, size and root.
///
/// Source: C2SP, tlog-checkpoint.
package struct Checkpoint: Hashable, Sendable {
  /// What names the tree; a signer must never sign two trees of one name that are not one.
  package var origin: String
  /// Leaves.
  package var size: UInt64
  package var root: SHA256Digest
  /// Lines of text that say more, in their order.
  package var extensions: [String] = []

  package init(origin: String, size: UInt64, root: SHA256Digest, extensions: [String] = []) {
    self.origin = origin
    self.size = size
    self.root = root
    self.extensions = extensions
  }

  /// The text, with a line feed at its end.
  package var text: String {
    ([origin, "\(size)", Base64.encode(root.bytes)] + extensions).map { $0 + "\n" }.joined()
  }

  /// Reads the text of a note.
  ///
  /// - Throws: `.malformed`, also for numbers with leading zeros.
  package init(text: String, document: String) throws(ProvenanceError) {
    func malformed(_ expected: String, _ found: String) -> ProvenanceError {
      .malformed(document: document, expected: expected, found: found)
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count >= 4, lines.last == "", !lines.dropLast().contains("") else {
      throw malformed("a checkpoint of three lines or more", "\(max(lines.count, 1) - 1)")
    }
    guard let size = UInt64(lines[1]), "\(size)" == lines[1] else {
      throw malformed("a number of leaves in a checkpoint's second line", "another text")
    }
    guard let root = Base64.decode(lines[2]).flatMap(SHA256Digest.init) else {
      throw malformed("a root's 32 bytes in Base64 in a checkpoint's third line", "another text")
    }
    self.init(
      origin: lines[0], size: size, root: root, extensions: Array(lines[3...].dropLast()))
  }
}
