import Storage

/// A text with lines of signatures under it.
///
/// Source: C2SP, signed-note.
/// Each signature has a name, here always the checkpoint's origin, and four bytes that tell the
/// keys of one name apart.
package struct SignedNote: Hashable, Sendable {
  package struct Signature: Hashable, Sendable {
    package var name: String
    /// The key's four bytes, then the signature.
    package var bytes: [UInt8]
  }

  /// Ends with a line feed.
  package let text: String
  package private(set) var signatures: [Signature] = []

  private static let hintByteCount = 4
  /// The algorithm Ed25519 in the hash that gives a key's four bytes.
  private static let algorithm: UInt8 = 1
  private static let signatureLimit = 64
  private static let lineStart = "— "

  package init(text: String) {
    precondition(text.hasSuffix("\n"), "a note's text ends with a line feed")
    self.text = text
  }

  /// Adds a key's signature, in the place of one that it made before.
  package mutating func sign(with key: SigningKey, name: String) {
    let hint = Self.hint(of: key.verificationKey, name: name)
    signatures.removeAll { $0.name == name && $0.bytes.starts(with: hint) }
    signatures.append(
      Signature(name: name, bytes: hint + key.signature(of: Array(text.utf8))))
    signatures.sort { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }

  /// Whether enough keys have signed the text.
  ///
  /// - Throws: `.badSignature` where a trusted key's signature does not fit; `.belowThreshold`.
  package func verify(
    by trusted: KeySet, name: String, document: String
  ) throws(ProvenanceError) {
    let message = Array(text.utf8)
    var count = 0
    for key in trusted.keys {
      let hint = Self.hint(of: key, name: name)
      let own = signatures.filter { $0.name == name && $0.bytes.starts(with: hint) }
      guard !own.isEmpty else { continue }
      let isValid = own.allSatisfy {
        key.isValid(Array($0.bytes.dropFirst(Self.hintByteCount)), of: message)
      }
      guard isValid else { throw .badSignature(document: document, key: key.identifier) }
      count += 1
    }
    guard count >= trusted.threshold else {
      throw .belowThreshold(document: document, wanted: trusted.threshold, found: count)
    }
  }

  private static func hint(of key: VerificationKey, name: String) -> [UInt8] {
    let named = Array(name.utf8) + [UInt8(ascii: "\n"), algorithm] + key.bytes
    return Array(MerkleTree.digest(of: named).bytes.prefix(hintByteCount))
  }
}

extension SignedNote {
  /// The text, an empty line, and a line for each signature.
  package var encoded: String {
    text + "\n"
      + signatures.map { "\(Self.lineStart)\($0.name) \(Base64.encode($0.bytes))\n" }.joined()
  }

  /// Reads a note; nothing in it is to be believed before ``verify(by:name:document:)``.
  package init(decoding encoded: String, document: String) throws(ProvenanceError) {
    func malformed(_ found: String) -> ProvenanceError {
      .malformed(
        document: document, expected: "a text, an empty line, and lines of signatures",
        found: found)
    }
    let lines = encoded.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
    guard encoded.hasSuffix("\n"), let middle = lines.lastIndex(of: "") else {
      throw malformed("a text without signatures")
    }
    let signed = lines[(middle + 1)...]
    guard !signed.isEmpty, signed.count <= Self.signatureLimit, middle > 0 else {
      throw malformed("\(signed.count) signatures")
    }
    text = lines[..<middle].map { $0 + "\n" }.joined()
    for line in signed {
      guard line.hasPrefix(Self.lineStart) else { throw malformed("another line") }
      let words = line.dropFirst(Self.lineStart.count).split(
        separator: " ", omittingEmptySubsequences: false)
      guard words.count == 2, !words[0].isEmpty, let bytes = Base64.decode(String(words[1])),
        bytes.count > Self.hintByteCount
      else { throw malformed("a line that is no signature") }
      signatures.append(Signature(name: String(words[0]), bytes: bytes))
    }
  }
}
