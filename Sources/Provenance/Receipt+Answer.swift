import JSON
import Storage

extension Receipt {
  /// Compares the passages of an answer in JSON with those that the receipt is about.
  ///
  /// Every passage of the answer must be one of the receipt's, with the same text, title, licences
  /// and source. Call ``verify(by:source:)`` first.
  ///
  /// - Parameter answer: What `footnote query --format json` writes.
  /// - Throws: `ProvenanceError.malformed`, `.mismatch`.
  public func compare(answer: [UInt8], source: String) throws(ProvenanceError) {
    let members = try DocumentMembers(parsing: answer, document: source)
    for value in try members.array("passages", limit: Self.passageLimit) {
      let passage = DocumentMembers(value, document: source)
      let attribution = try passage.object("attribution")
      let key = try attribution.string("key")
      let entry = entries.first { $0.packet["key"]?.string == key }
      guard let packet = entry?.packet else {
        throw .mismatch(
          document: source, what: "the passage \(key)", expected: "one of the receipt",
          found: "none")
      }
      let text = try passage.string("text")
      let facts: [(name: String, value: JSONValue)] = [
        ("text_sha256", .string(MerkleTree.digest(of: Array(text.utf8)).hexadecimal)),
        ("text_sha256", .string(try attribution.string("content_sha256"))),
        ("title", .string(try attribution.string("name"))),
        ("licenses", try Self.licenses(attribution)),
        ("sha1", .string(try attribution.object("source").string("sha1"))),
        ("timestamp", .string(try attribution.object("version").string("date_modified"))),
      ]
      for fact in facts where packet[fact.name] != fact.value {
        throw .mismatch(
          document: source, what: "\(fact.name) of \(key)",
          expected: Self.shown(packet[fact.name]), found: Self.shown(fact.value))
      }
    }
  }

  private static func licenses(_ attribution: DocumentMembers) throws(ProvenanceError) -> JSONValue
  {
    let limit = 16
    return .array(
      try attribution.array("license", limit: limit).map { $0["identifier"] ?? .null })
  }

  /// A fact of a packet for an error; none of them is a passage's text.
  private static func shown(_ value: JSONValue?) -> String {
    // An answer may have any number in the place of a fact.
    guard let bytes = try? (value ?? .null).canonicalBytes() else { return "another number" }
    return String(decoding: bytes, as: UTF8.self)
  }
}
