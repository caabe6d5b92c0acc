import Storage

/// Says what is wrong with an index, and mends what the rest of it is enough for.
///
/// Nothing is ever mended that was not said, and nothing is made up: a file of postings, words or
/// vectors is made again from the passages, and only put in its place when it has the bytes that
/// the manifest names.
public struct IndexDoctor: Sendable {
  let folder: IndexFolder

  /// - Parameter path: The index's folder.
  public init(path: String) { folder = IndexFolder(path: path) }

  /// What is wrong; reads every byte of the newest generation.
  ///
  /// While another process writes to the index, nothing is taken for left over.
  ///
  /// - Throws: `FootnoteError.notAnIndex` where there is no folder, `.storage` where it cannot be
  ///   read.
  public func examine() throws(FootnoteError) -> [IndexFinding] {
    guard Folder.isFolder(folder.path) else {
      throw .notAnIndex(path: folder.path, found: "no folder")
    }
    if let found = folder.emptiness { throw .notAnIndex(path: folder.path, found: found) }
    var findings: [IndexFinding] = []
    let stored: IndexFolder.StoredManifest
    do throws(FootnoteError) {
      stored = try folder.readManifest()
    } catch {
      guard let found = try folder.newestSoundManifest() else {
        throw .notAnIndex(path: folder.path, found: "no generation that is whole")
      }
      let generation = found.manifest.generation
      findings.append(
        IndexFinding(
          IndexFolder.pointerName, "\(error)",
          remedy: "point to generation \(generation), the newest that is whole"))
      stored = found
    }
    findings += try logFindings(stored)
    findings += try leftovers(stored.manifest)
    findings += try folder.revocationFindings()
    for segment in stored.manifest.segments {
      findings += try SegmentExamination(segment, stored.manifest, in: folder).findings()
    }
    return findings
  }

  /// Mends what ``examine()`` finds and says to be mendable.
  ///
  /// - Returns: What was mended, and what is still wrong.
  /// - Throws: `FootnoteError.locked` while another process writes to the index, and as
  ///   ``examine()``.
  public func mend() async throws(FootnoteError) -> (
    mended: [IndexFinding], remaining: [IndexFinding]
  ) {
    let findings = try examine()
    try mendPointerAndLog(findings)
    try folder.removeRevocationLeftovers()
    // Taking the lock removes what a writer has left.
    let writer = try GenerationWriter(folder, purpose: "mends the index")
    for segment in writer.current.manifest.segments {
      let examination = SegmentExamination(segment, writer.current.manifest, in: folder)
      try await examination.mend(writer)
    }
    let remaining = try examine()
    return (findings.filter { !remaining.contains($0) }, remaining)
  }

  private func mendPointerAndLog(_ findings: [IndexFinding]) throws(FootnoteError) {
    let places = findings.filter { $0.remedy != nil }.map(\.place)
    let lock = try folder.lock(IndexFolder.lockName, "mends the index")
    defer { withExtendedLifetime(lock) {} }
    if places.contains(IndexFolder.pointerName), let found = try folder.newestSoundManifest() {
      let pointer = IndexFolder.Pointer(
        manifestName: IndexFolder.manifestName(generation: found.manifest.generation),
        manifestDigest: found.digest)
      try storing { () throws(StorageError) in
        try Folder.replaceFile(
          folder.file(IndexFolder.pointerName), with: pointer.encoded)
        try Folder.synchronize(folder.path)
      }
    }
    if places.contains(IndexFolder.logName) { try folder.rewriteLog() }
  }

  private func logFindings(
    _ newest: IndexFolder.StoredManifest
  ) throws(FootnoteError) -> [IndexFinding] {
    guard newest.manifest.hasLog else { return [] }
    let name = IndexFolder.logName
    let remedy = "write it anew from its sound lines and the manifests that are kept"
    do throws(FootnoteError) {
      try folder.checkLog(newest)
    } catch {
      return [IndexFinding(name, "\(error)", remedy: remedy)]
    }
    let log = try storing { () throws(StorageError) in
      try RecordLog(path: folder.file(name))
    }
    guard let tail = log.tornTail else { return [] }
    return [
      IndexFinding(
        name,
        "expected its end at byte \(tail.offset), found \(tail.byteCount) bytes of a line "
          + "that was not written whole", remedy: "drop them")
    ]
  }

  /// What no generation needs; nothing while a writer is at work, who has it for its own.
  private func leftovers(_ newest: Manifest) throws(FootnoteError) -> [IndexFinding] {
    // Looked at twice, so that the lock, which holds a writer off, is seldom asked for.
    guard try !names(leftAfter: newest).isEmpty else { return [] }
    let lock = try storing { () throws(StorageError) in
      try FileLock.shared(path: folder.file(IndexFolder.lockName))
    }
    if case .held = lock { return [] }
    return try withExtendedLifetime(lock) { () throws(FootnoteError) in
      // A writer may have come to its end in between.
      let newest = (try? folder.readManifest().manifest) ?? newest
      return try names(leftAfter: newest).map {
        IndexFinding($0, "left by a writer that did not come to its end", remedy: "remove it")
      }
    }
  }

  private func names(leftAfter newest: Manifest) throws(FootnoteError) -> [String] {
    try storing { () throws(StorageError) in try Folder.names(in: folder.path) }
      .filter { GenerationWriter.isLeftover($0, newest) }
  }
}
