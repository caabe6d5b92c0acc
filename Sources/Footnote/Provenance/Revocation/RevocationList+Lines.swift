import JSON
public import Provenance
import Storage

extension RevocationList.Entry {
  /// Reads an entry as people write it: a JSON object on one line.
  ///
  /// Its members are those that a list's entries have. In place of `editor_sha256` it may have
  /// `editor`, a name, which is hashed; without `action`, it removes.
  ///
  /// - Parameters:
  ///   - line: The bytes of the line.
  ///   - document: The file's name and the line's number, for errors.
  ///   - salt: What the names of editors are hashed with, as hexadecimal digits.
  /// - Throws: `ProvenanceError` for anything else.
  public init(
    line: [UInt8], document: String, salt: String
  ) throws(ProvenanceError) {
    let written = try DocumentMembers(parsing: line, document: document)
    var members = written.value.object ?? []
    if let place = members.firstIndex(where: { $0.name == "editor" }) {
      let name = try written.string("editor")
      guard !name.isEmpty else { throw written.malformed("a name in \"editor\"", "none") }
      let digest = RevocationList.editorDigest(of: name, salt: salt)
      members[place] = .init("editor_sha256", .string(digest))
    }
    if written.value["action"] == nil {
      members.append(.init("action", .string(RevocationList.Action.remove.rawValue)))
    }
    try self.init(DocumentMembers(.object(members), document: document))
  }
}
