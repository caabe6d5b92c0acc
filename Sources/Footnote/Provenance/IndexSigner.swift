public import Provenance
import Storage
public import WikiModel

/// Signs generations of an index, and says which keys are trusted from now on.
///
/// Signatures lie beside the index's own files, which stay what they were, byte for byte. Several
/// people may sign, one after the other and each with a key of their own.
public struct IndexSigner: Sendable {
  private let folder: IndexFolder

  /// - Parameter path: The index's folder.
  public init(path: String) { folder = IndexFolder(path: path) }

  /// What was signed.
  public struct Report: Hashable, Sendable {
    /// The generation.
    public let generation: UInt64
    /// The identifiers of all keys that have signed it by now.
    public let keys: [String]
    /// The moment until which the signatures hold; nil where they hold for good.
    public let expires: Timestamp?
  }

  /// Signs the newest generation: what it consists of, and the root over its passages.
  ///
  /// - Parameters:
  ///   - keys: One or more.
  ///   - expires: The moment until which it holds; the signatures of others stay where it is
  ///     theirs, and are dropped where it is another.
  /// - Throws: `FootnoteError.locked` while another process writes to it, `.storage`, `.provenance`
  ///   where what lies there is no envelope.
  public func sign(
    with keys: [SigningKey], expires: Timestamp? = nil
  ) throws(FootnoteError) -> Report {
    guard !keys.isEmpty else { throw .invalidOption("keys: expected one or more, found none.") }
    let writer = try GenerationWriter(folder, purpose: "signs the index")
    let index = try Index(writer)
    let generation = index.identity.generation
    let payload = try index.statement(expires: expires).encoded
    var envelope = Envelope(payloadType: Statement.payloadType, payload: payload)
    let statementName = IndexFolder.statementName(generation: generation)
    if let signed = try folder.envelope(statementName), signed.payload == payload {
      envelope = signed
    }
    let name = try index.generationName()
    let checkpoint = name.checkpoint(index.passageTree)
    let checkpointName = IndexFolder.checkpointName(generation: generation)
    var note = SignedNote(text: checkpoint.text)
    if let signed = try folder.note(checkpointName), signed.text == note.text { note = signed }
    for key in keys {
      envelope.sign(with: key)
      note.sign(with: key, name: checkpoint.origin)
    }
    try storing { () throws(StorageError) in
      try Folder.replaceFile(folder.file(checkpointName), with: Array(note.encoded.utf8))
      try Folder.replaceFile(folder.file(statementName), with: envelope.encoded)
      try Folder.synchronize(folder.path)
    }
    return Report(
      generation: generation, keys: envelope.signatures.map(\.keyIdentifier), expires: expires)
  }

  /// Says which keys are trusted after those that were, and signs that.
  ///
  /// It counts when as many of the old keys and as many of the new ones have signed as each side's
  /// threshold says; a call with the same keys adds signatures to those that are there.
  ///
  /// - Parameters:
  ///   - trusted: The keys from now on.
  ///   - keys: Old and new keys that sign.
  ///   - expires: The moment until which the new keys hold; nil for good.
  /// - Returns: The number of the rotation, from 2 on.
  /// - Throws: `FootnoteError.locked`, `.storage`, `.provenance`.
  public func rotate(
    to trusted: KeySet, with keys: [SigningKey], expires: Timestamp? = nil
  ) throws(FootnoteError) -> UInt64 {
    guard !keys.isEmpty else { throw .invalidOption("keys: expected one or more, found none.") }
    let writer = try GenerationWriter(folder, purpose: "changes the keys of the index")
    defer { withExtendedLifetime(writer) {} }
    let index = try folder.identity()
    var version: UInt64 = 2
    while Folder.exists(folder.file(IndexFolder.keysName(version: version))) { version += 1 }
    func rotation(_ version: UInt64) -> KeyRotation {
      KeyRotation(index: index, version: version, keys: trusted, expires: expires)
    }
    var envelope = Envelope(
      payloadType: KeyRotation.payloadType, payload: rotation(version).encoded)
    // The same rotation again collects signatures.
    if version > 2, let last = try folder.envelope(IndexFolder.keysName(version: version - 1)),
      last.payload == rotation(version - 1).encoded
    {
      version -= 1
      envelope = last
    }
    for key in keys { envelope.sign(with: key) }
    let path = folder.file(IndexFolder.keysName(version: version))
    try storing { () throws(StorageError) in
      try Folder.replaceFile(path, with: envelope.encoded)
      try Folder.synchronize(folder.path)
    }
    return version
  }
}

extension IndexFolder {
  /// A signed note; nil where there is no such file.
  func note(_ name: String) throws(FootnoteError) -> SignedNote? {
    guard let bytes = try optionalContents(of: file(name)) else { return nil }
    return try proving { () throws(ProvenanceError) in
      try SignedNote(
        decoding: String(decoding: bytes, as: UTF8.self), document: file(name))
    }
  }
}
