import Provenance
import Storage
public import WikiModel

extension Index {
  /// Opens the newest generation, and refuses it unless it is what trusted keys have signed.
  ///
  /// Everything is checked before anything is used: signatures, rotations of keys, times, that it
  /// is not older than what was seen before, and every byte of every file. Files are mapped: who
  /// can write into the folder afterwards can alter what is read, so keep it from those. What
  /// ``refreshed()`` gives later was not checked.
  ///
  /// - Parameter now: The moment for which signatures must hold.
  /// - Throws: `FootnoteError.provenance` with the kind of refusal; as ``init(path:)``.
  /// - Complexity: O(bytes of the index).
  public convenience init(
    path: String, trusting trust: Trust, now: Timestamp
  ) throws(FootnoteError) {
    try self.init(path: path)
    _ = try checkTrust(trust, now: now)
  }

  /// Compares the opened generation with what trusted keys have signed, and remembers it.
  ///
  /// - Parameters:
  ///   - trust: Whom to believe.
  ///   - now: The moment for which signatures must hold.
  ///   - ignoringExpiry: Goes on where the statement has expired, as the data's holder may; the
  ///     report then says so, and whoever asked for it logs it. Expired keys stay refused.
  /// - Throws: As ``init(path:trusting:now:)``.
  public func checkTrust(
    _ trust: Trust, now: Timestamp, ignoringExpiry: Bool = false
  ) throws(FootnoteError) -> TrustReport {
    let memory = try remembered(trust)
    let keys = try keysInForce(trust, memory, now: now)
    let statement = try signedStatement(by: keys.set)
    let expiry = expiry(of: statement, now: now)
    if let expiry, !ignoringExpiry { throw .provenance(expiry) }
    try compare(statement)
    try checkNote(by: keys.set)
    let leaves = try folder.logLeaves(upTo: manifest.generation)
    if let memory { try check(statement, leaves, against: memory) }
    try compareFiles()
    if let path = trust.memory {
      try remember(statement, keys.set, keys.version, at: path)
    }
    return TrustReport(
      index: statement.index.hexadecimal, generation: statement.generation,
      keys: keys.set.keys.map(\.identifier), threshold: keys.set.threshold,
      expires: statement.expires, hasExpired: expiry != nil,
      root: statement.passages.root.hexadecimal, fileCount: statement.subjects.count)
  }

  /// Compares another generation with the history that this one's signatures vouch for.
  ///
  /// For older generations, whose own statements may have expired, or were never signed: the signed
  /// log names their manifests, which name all files. Call ``checkTrust(_:now:ignoringExpiry:)`` of
  /// this one first.
  ///
  /// - Throws: `FootnoteError.provenance` where the other is not of this history, or newer;
  ///   `.storage` where a file is not what its manifest says.
  /// - Complexity: O(bytes of those files that this generation has not).
  public func checkHistory(of other: Index) throws(FootnoteError) {
    let generation = other.manifest.generation
    let record = try folder.records().first { $0.generation == generation }
    let expected = generation <= manifest.generation ? record?.manifestDigest : nil
    guard let expected, expected == other.identity.manifestDigest else {
      throw .provenance(
        .mismatch(
          document: other.folder.file(IndexFolder.manifestName(generation: generation)),
          what: "the manifest of generation \(generation)",
          expected: expected ?? "in the history up to generation \(manifest.generation)",
          found: other.identity.manifestDigest))
    }
    try other.compareFiles(besides: Set(files.map { "\($0.file.sha256) \($0.path)" }))
  }

  func statementPath() -> String {
    folder.file(IndexFolder.statementName(generation: manifest.generation))
  }

  /// Why a statement is no longer to be relied on; nil while it is in force.
  func expiry(of statement: Statement, now: Timestamp) -> ProvenanceError? {
    guard let expires = statement.expires, expires < now else { return nil }
    return .expired(document: statementPath(), at: "\(expires)", now: "\(now)")
  }

  private func signedStatement(by keys: KeySet) throws(FootnoteError) -> Statement {
    let path = statementPath()
    guard
      let envelope = try folder.envelope(IndexFolder.statementName(generation: manifest.generation))
    else {
      throw .provenance(
        .unsigned(
          document: path, hint: "Sign the generation with `footnote sign`, or get its statement."))
    }
    return try proving { () throws(ProvenanceError) in
      let payload = try envelope.verifiedPayload(
        type: Statement.payloadType, by: keys, document: path)
      return try Statement(decoding: payload, document: path)
    }
  }

  /// Refuses a statement about anything but this very generation.
  private func compare(_ signed: Statement) throws(FootnoteError) {
    let found = try statement(expires: signed.expires)
    guard signed != found else { return }
    func mismatch(
      _ what: String, _ signed: some CustomStringConvertible, _ found: some CustomStringConvertible
    )
      -> FootnoteError
    {
      .provenance(
        .mismatch(
          document: statementPath(), what: what, expected: "\(signed)", found: "\(found)"))
    }
    guard signed.index == found.index else {
      throw mismatch("the index", signed.index.hexadecimal, found.index.hexadecimal)
    }
    guard signed.generation == found.generation else {
      throw mismatch("the generation", signed.generation, found.generation)
    }
    for (signed, found) in zip(signed.subjects, found.subjects) where signed != found {
      throw mismatch(
        "a file", "\(signed.name) \(signed.sha256.hexadecimal)",
        "\(found.name) \(found.sha256.hexadecimal)")
    }
    guard signed.subjects.count == found.subjects.count else {
      throw mismatch("the number of files", signed.subjects.count, found.subjects.count)
    }
    guard signed.passages == found.passages else {
      throw mismatch(
        "the root over passages", signed.passages.root.hexadecimal, found.passages.root.hexadecimal)
    }
    guard signed.log == found.log else {
      throw mismatch("the log's root", signed.log.root.hexadecimal, found.log.root.hexadecimal)
    }
    throw mismatch("what is said of the generation", "as in its manifest", "something else")
  }

  private func checkNote(by keys: KeySet) throws(FootnoteError) {
    let name = IndexFolder.checkpointName(generation: manifest.generation)
    let path = folder.file(name)
    guard let note = try folder.note(name) else {
      throw .provenance(
        .unsigned(
          document: path, hint: "Sign the generation with `footnote sign`, or get its checkpoint."))
    }
    let expected = try generationName().checkpoint(passageTree)
    try proving { () throws(ProvenanceError) in
      try note.verify(by: keys, name: expected.origin, document: path)
      guard note.text == expected.text else {
        throw .mismatch(
          document: path, what: "the checkpoint", expected: note.text.singleLine,
          found: expected.text.singleLine)
      }
    }
  }

  /// Compares every file with its digest in the manifest, which was compared with what was signed.
  ///
  /// - Parameter known: Digests and paths of files that were compared already.
  private func compareFiles(besides known: Set<String> = []) throws(FootnoteError) {
    for file in files where !known.contains("\(file.file.sha256) \(file.path)") {
      try storing { () throws(StorageError) in
        try verify(file.file, at: file.path, isQuick: false)
      }
    }
  }
}
