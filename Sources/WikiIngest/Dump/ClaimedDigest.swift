internal import Storage
package import WikiModel

/// The SHA-1 digests that a dump gives for a revision, to be checked against its text.
///
/// MediaWiki's digests are of a slot's text; that of a revision with several slots is folded over
/// the slots' digests in the order of their roles. Source: MediaWiki's
/// `RevisionSlots::computeSha1`,
/// <https://www.mediawiki.org/wiki/Manual:Revision_table#rev_sha1>.
package struct ClaimedDigest: Hashable, Sendable {
  /// A slot besides the main one.
  struct Slot: Hashable, Sendable {
    var role: String
    /// In base 36; nil where the dump has neither the digest nor the text.
    var digest: String?
  }

  /// The revision, for the report of a mismatch.
  var revision: RevisionID
  /// `<sha1>`, in base 36; nil where the dump has none or an empty one.
  var ofRevision: String?
  /// The main text's own digest, which dumps have from 0.11 on.
  var ofText: String?
  var otherSlots: [Slot] = []

  /// Checks an article's text; its location is for the report.
  ///
  /// O(text).
  package func check(_ article: Article, at location: PageLocation) throws(IngestError) {
    try check(
      article, sha1: digest(.sha1, of: article.text.rawBytes), at: location)
  }

  /// Checks an article's text whose SHA-1, 20 bytes, is known.
  ///
  /// O(1) where the digests agree, else O(text).
  package func check(
    _ article: Article, sha1: [UInt8], at location: PageLocation
  ) throws(IngestError) {
    guard let mismatch = mismatch(text: article.text, sha1: sha1) else { return }
    throw .badPage(
      PageFault(
        path: location.path, title: article.title, page: article.page.rawValue,
        revision: revision.rawValue, line: location.line, offset: location.offset,
        expected: "a text with the SHA-1 \(mismatch.expected) (base 36)",
        found: "one with \(mismatch.found)"))
  }

  /// The digest that was claimed and the one that the text has, where they differ.
  func mismatch(text: [UInt8], sha1: [UInt8]) -> (expected: String, found: String)? {
    let computed = base36(sha1)
    if agrees(computed) { return nil }
    // XML turns the line breaks of a text that was saved with CR LF into LF.
    if agrees(base36(digestWithCarriageReturns(text))) { return nil }
    if let ofText, Self.padded(ofText) != computed { return (ofText, computed) }
    return (ofRevision ?? "", folded(computed) ?? computed)
  }

  private func agrees(_ main: String) -> Bool {
    if let ofText, Self.padded(ofText) != main { return false }
    guard let ofRevision, let folded = folded(main) else { return true }
    return Self.padded(ofRevision) == folded
  }

  /// The revision's digest; nil where a slot's is not known.
  private func folded(_ main: String) -> String? {
    var slots = otherSlots
    slots.append(Slot(role: "main", digest: main))
    slots.sort { $0.role.utf8.lexicographicallyPrecedes($1.role.utf8) }
    guard var result = slots[0].digest else { return nil }
    for slot in slots.dropFirst() {
      guard let next = slot.digest else { return nil }
      result = base36(digest(.sha1, of: Array((result + next).utf8).rawBytes))
    }
    return result
  }

  private static func padded(_ digest: String) -> String {
    String(repeating: "0", count: max(0, base36DigitCount - digest.utf8.count)) + digest
  }
}

private func digestWithCarriageReturns(_ text: [UInt8]) -> [UInt8] {
  var digester = Digester(.sha1)
  let bytes = text.rawBytes
  let lineBreak: [UInt8] = [0x0D, 0x0A]
  var start = 0
  for (offset, byte) in text.enumerated() where byte == 0x0A {
    digester.update(bytes.extracting(start..<offset))
    digester.update(lineBreak.rawBytes)
    start = offset + 1
  }
  digester.update(bytes.extracting(start..<text.count))
  return digester.finish()
}

/// Digits that 160 bits take in base 36.
private let base36DigitCount = 31

/// A SHA-1 digest as MediaWiki writes it: 31 digits in base 36, zero-padded, lower case.
///
/// - Parameter digest: 20 bytes, the most significant first.
package func base36(_ digest: [UInt8]) -> String {
  let alphabet = Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)
  var limbs: [UInt32] = []
  for start in stride(from: 0, to: digest.count, by: 4) {
    let limb = digest[start..<min(start + 4, digest.count)]
    limbs.append(limb.reduce(0) { $0 << 8 | UInt32($1) })
  }
  var digits = [UInt8](repeating: alphabet[0], count: base36DigitCount)
  for position in digits.indices.reversed() {
    var remainder: UInt64 = 0
    for index in limbs.indices {
      let value = remainder << 32 | UInt64(limbs[index])
      limbs[index] = UInt32(value / 36)
      remainder = value % 36
    }
    digits[position] = alphabet[Int(remainder)]
  }
  return String(decoding: digits, as: UTF8.self)
}
