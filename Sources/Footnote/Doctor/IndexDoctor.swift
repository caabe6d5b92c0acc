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

  /// What is wrong; reads every byte of the generations that are kept.
  ///
  /// While another process writes to the index, nothing is taken for left over.
  ///
  /// - Throws: `FootnoteError.notAnIndex` where there is no folder, or nothing in it that is whole;
  ///   `.storage` where it cannot be read, or is of another version: that is no damage.
  public func examine() throws(FootnoteError) -> [IndexFinding] {
    let newest = try newest()
    var findings: [IndexFinding] = []
    if let failure = newest.failure {
      findings += try fallbackFindings(newest.stored.manifest, failure)
    } else {
      findings += try leftovers(newest.stored.manifest)
    }
    let logFindings = try logFindings(newest.stored)
    findings += logFindings
    findings += try folder.revocationFindings()
    let verification = try verification()
    if case .sound = verification { return findings }
    let manifests = try keptManifests(newest.stored, logFindings)
    findings += manifests.unreadable
    findings += try fileFindings(manifests.readable)
    if findings.isEmpty, case .damaged(let error) = verification {
      let name = IndexFolder.manifestName(generation: newest.stored.manifest.generation)
      let advice = "Build the index again, or restore it from a copy."
      findings.append(IndexFinding(name, "\(error)", advice: advice))
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
    for examination in examinations(try keptManifests(writer.current, []).readable) {
      try await examination.mend(writer)
    }
    let remaining = try examine()
    return (findings.filter { !remaining.contains($0) }, remaining)
  }

  /// The newest generation; where that is damaged, the newest that is whole, and why it is another.
  private func newest() throws(FootnoteError) -> (
    stored: IndexFolder.StoredManifest, failure: FootnoteError?
  ) {
    guard Folder.isFolder(folder.path) else {
      throw .notAnIndex(path: folder.path, found: "no folder")
    }
    if let found = folder.emptiness { throw .notAnIndex(path: folder.path, found: found) }
    do throws(FootnoteError) {
      return (try folder.readManifest(), nil)
    } catch {
      guard error.isDamage else { throw error }
      guard let found = try folder.newestWholeManifest() else {
        throw .notAnIndex(path: folder.path, found: "no generation that is whole (\(error))")
      }
      return (found, error)
    }
  }

  private func fallbackFindings(
    _ whole: Manifest, _ failure: FootnoteError
  ) throws(FootnoteError) -> [IndexFinding] {
    let pointing = IndexFinding(
      IndexFolder.pointerName, "\(failure)",
      remedy: "point to generation \(whole.generation), the newest that is whole")
    return [pointing]
      + (try names(leftAfter: whole).map {
        IndexFinding(
          $0, "of a generation that is not whole",
          remedy: "set it aside as \($0)\(IndexFolder.asideSuffix)")
      })
  }

  /// The newest manifest, those of older generations that are kept, and what is wrong with others.
  ///
  /// - Parameter logFindings: What is wrong with the log, which tells of older generations.
  private func keptManifests(
    _ newest: IndexFolder.StoredManifest, _ logFindings: [IndexFinding]
  ) throws(FootnoteError) -> (readable: [Manifest], unreadable: [IndexFinding]) {
    var manifests = [newest.manifest]
    var findings: [IndexFinding] = []
    // Mended first; a pointer to none is mended with it.
    guard logFindings.isEmpty, let generations = try? folder.generations() else {
      return (manifests, findings)
    }
    for generation in generations.reversed() where generation < newest.manifest.generation {
      do throws(FootnoteError) {
        manifests.append(try folder.readManifest(generation: generation).manifest)
      } catch {
        // A compaction may have removed it in between.
        if case .noGeneration = error { continue }
        guard error.isDamage else { throw error }
        findings.append(
          IndexFinding(
            IndexFolder.manifestName(generation: generation), "\(error)",
            advice: "Restore the file from a copy; newer generations do not need it."))
      }
    }
    return (manifests, findings)
  }

  /// The segments that manifests name, each once.
  private func examinations(_ manifests: [Manifest]) -> [SegmentExamination] {
    var known: Set<String> = []
    return manifests.flatMap { manifest in
      manifest.segments.filter { known.insert($0.name).inserted }
        .map { SegmentExamination($0, manifest, in: folder) }
    }
  }

  /// What is wrong with the files that manifests name, each file once.
  private func fileFindings(_ manifests: [Manifest]) throws(FootnoteError) -> [IndexFinding] {
    var findings: [IndexFinding] = []
    for examination in examinations(manifests) { findings += try examination.findings() }
    let table = manifests[0].embedding?.files ?? []
    for file in table {
      guard let damage = file.damage(at: folder.file(file.name)) else { continue }
      findings.append(
        IndexFinding(
          file.name, damage,
          advice: "Restore it from the table that the index was built with, a copy of which it is."
        ))
    }
    return findings
  }

  private enum Verification {
    case sound
    case damaged(FootnoteError)
    /// Another version's embedder made it, so that it cannot be opened: its files can be looked at.
    case impossible
  }

  /// Reads every byte once; of a sound index nothing else need be read.
  private func verification() throws(FootnoteError) -> Verification {
    do throws(FootnoteError) {
      _ = try Index(path: folder.path).verify()
      return .sound
    } catch {
      if case .otherEmbedder = error { return .impossible }
      if case .storage = error, !error.isDamage { throw error }
      return .damaged(error)
    }
  }

  private func mendPointerAndLog(_ findings: [IndexFinding]) throws(FootnoteError) {
    let places = findings.filter { $0.remedy != nil }.map(\.place)
    let lock = try folder.lock(IndexFolder.lockName, "mends the index")
    defer { withExtendedLifetime(lock) {} }
    let newest = try newest()
    if newest.failure != nil { try folder.fallBack(to: newest.stored) }
    if places.contains(IndexFolder.logName) { try folder.rewriteLog() }
  }

  private func logFindings(
    _ newest: IndexFolder.StoredManifest
  ) throws(FootnoteError) -> [IndexFinding] {
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
