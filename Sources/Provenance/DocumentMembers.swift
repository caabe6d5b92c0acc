package import JSON
package import Storage
package import WikiModel

/// Reads the members of a document that nobody has to be trusted for.
package struct DocumentMembers: Sendable {
  package let value: JSONValue
  package let document: String

  package init(_ value: JSONValue, document: String) {
    self.value = value
    self.document = document
  }

  /// Parses a document; an object whose members come twice is refused.
  package init(parsing bytes: [UInt8], document: String) throws(ProvenanceError) {
    do throws(JSONError) {
      self.init(try JSONValue(parsing: bytes), document: document)
    } catch {
      throw .malformed(document: document, expected: "a JSON object", found: "\(error)")
    }
    guard case .object = value else { throw malformed("a JSON object", "another value") }
  }

  /// Refuses members that are not known, which would be signed and yet mean nothing.
  package func allowOnly(_ names: Set<String>) throws(ProvenanceError) {
    guard case .object(let members) = value else {
      throw malformed("a JSON object", "another value")
    }
    guard let stranger = members.first(where: { !names.contains($0.name) }) else { return }
    throw malformed(
      "no members but \(names.sorted().joined(separator: ", "))", "\"\(stranger.name)\"")
  }

  package func malformed(_ expected: String, _ found: String) -> ProvenanceError {
    .malformed(document: document, expected: expected, found: found)
  }

  private func wanted<Value>(
    _ name: String, _ kind: String, _ read: (JSONValue) -> Value?
  ) throws(ProvenanceError) -> Value {
    guard let member = value[name] else { throw malformed("a member \"\(name)\"", "none") }
    guard let found = read(member) else {
      throw malformed("\(kind) in \"\(name)\"", "another value")
    }
    return found
  }

  package func has(_ name: String) -> Bool { value[name] != nil }

  package func string(_ name: String) throws(ProvenanceError) -> String {
    try wanted(name, "text", \.string)
  }

  package func optionalString(_ name: String) -> String? { value[name]?.string }

  /// A whole number from 0 to 2^53 - 1.
  package func unsigned(_ name: String) throws(ProvenanceError) -> UInt64 {
    try wanted(name, "a whole number below 2^53") {
      $0.unsigned.flatMap { $0 <= Article.identifierLimit ? $0 : nil }
    }
  }

  package func base64(_ name: String) throws(ProvenanceError) -> [UInt8] {
    try wanted(name, "Base64") { $0.string.flatMap(Base64.decode) }
  }

  package func digest(_ name: String) throws(ProvenanceError) -> SHA256Digest {
    try wanted(name, "64 hexadecimal digits") { $0.string.flatMap(SHA256Digest.init(hexadecimal:)) }
  }

  /// A moment in the one form that is canonical.
  package func moment(_ name: String) throws(ProvenanceError) -> Timestamp {
    try wanted(name, "a moment such as 2026-01-31T12:00:00Z") { value in
      value.string.flatMap { text in
        Timestamp(text).flatMap { "\($0)" == text ? $0 : nil }
      }
    }
  }

  /// Digests one after the other, in Base64.
  package func digests(_ name: String, limit: Int) throws(ProvenanceError) -> [SHA256Digest] {
    let bytes = try base64(name)
    let size = SHA256Digest.byteCount
    guard bytes.count % size == 0, bytes.count <= limit * size else {
      throw malformed("hashes of \(size) bytes in \"\(name)\"", "\(bytes.count) bytes")
    }
    return stride(from: 0, to: bytes.count, by: size).compactMap {
      SHA256Digest(bytes[$0..<$0 + size])
    }
  }

  /// Refuses a document that says of itself that it is of another format.
  package func checkFormat(_ format: String) throws(ProvenanceError) {
    let found = try string("format")
    guard found == format else {
      throw .wrongType(document: document, expected: format, found: found)
    }
  }

  /// Refuses a document of another format, or another version of it.
  package func checkFormat(
    _ format: String, version: UInt64
  ) throws(ProvenanceError) {
    try checkFormat(format)
    let found = try unsigned("version")
    guard found == version else {
      throw .wrongType(
        document: document, expected: "\(format) \(version)", found: "\(format) \(found)")
    }
  }

  package func object(_ name: String) throws(ProvenanceError) -> DocumentMembers {
    try wanted(name, "an object") {
      guard case .object = $0 else { return nil }
      return DocumentMembers($0, document: document)
    }
  }

  package func array(_ name: String, limit: Int) throws(ProvenanceError) -> [JSONValue] {
    let elements = try wanted(name, "an array", \.array)
    guard elements.count <= limit else {
      throw malformed("at most \(limit) elements in \"\(name)\"", "\(elements.count)")
    }
    return elements
  }
}
