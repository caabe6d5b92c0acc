import Storage
import WikiModel

extension IndexFolder {
  /// The generations that the folder has, oldest first.
  func generations() throws(FootnoteError) -> [UInt64] {
    let newest = try readManifest().manifest.generation
    return try storing { () throws(StorageError) in
      try Folder.names(in: path).compactMap(Self.generation(ofManifest:))
        .filter { $0 <= newest }.sorted()
    }
  }

  /// The generations that the log tells of up to the newest, oldest first.
  func records() throws(FootnoteError) -> [GenerationRecord] {
    let stored = try readManifest()
    var records: [GenerationRecord] = []
    for line in try readLog().records {
      let record = try GenerationRecord(decoding: line, path: file(Self.logName))
      // A line is written before its generation is published.
      if record.generation <= stored.manifest.generation { records.append(record) }
    }
    return records
  }

  /// Checks that the log tells of a generation, and gives the bytes of what it tells.
  ///
  /// After that it may hold what a writer has begun to say of the next one.
  @discardableResult
  func checkLog(_ stored: StoredManifest) throws(FootnoteError) -> UInt64 {
    let logPath = file(Self.logName)
    let log = try readLog()
    var last: UInt64?
    var isTold = false
    for line in log.records {
      let record = try GenerationRecord(decoding: line, path: logPath)
      guard last.map({ $0 + 1 == record.generation }) ?? true else {
        throw .damagedManifest(
          path: logPath, expected: "generation \((last ?? 0) + 1)", found: "\(record.generation)")
      }
      last = record.generation
      guard record.generation == stored.manifest.generation else { continue }
      guard record.manifestDigest == stored.digest else {
        throw .damagedManifest(
          path: logPath, expected: "manifest \(stored.digest)",
          found: record.manifestDigest)
      }
      isTold = true
    }
    guard isTold else {
      throw .damagedManifest(
        path: logPath, expected: "a line of generation \(stored.manifest.generation)",
        found: "none")
    }
    return UInt64(log.byteCount)
  }

  private func readLog() throws(FootnoteError) -> RecordLog {
    do throws(StorageError) {
      return try RecordLog(path: file(Self.logName))
    } catch {
      throw FootnoteError.storage(error).ofIndexFile
    }
  }

  /// Reads the manifest of one generation, which the log names by its digest.
  func readManifest(generation: UInt64) throws(FootnoteError) -> StoredManifest {
    let newest = try readManifest()
    if newest.manifest.generation == generation { return newest }
    let name = Self.manifestName(generation: generation)
    guard Folder.exists(file(name)),
      let record = try records().first(where: { $0.generation == generation })
    else {
      throw .noGeneration(
        path: path, wanted: "generation \(generation)", kept: try generations())
    }
    return try readManifest(at: Pointer(manifestName: name, manifestDigest: record.manifestDigest))
  }

  /// Reads the manifest of the newest generation that has taken in nothing newer than a moment.
  func readManifest(asOf moment: Timestamp) throws(FootnoteError) -> StoredManifest {
    let kept = try generations()
    let records = try records()
    let fitting = records.last { record in
      kept.contains(record.generation) && record.asOf.map { $0 <= moment } ?? false
    }
    guard let fitting else {
      throw .noGeneration(path: path, wanted: "a generation as of \(moment)", kept: kept)
    }
    return try readManifest(generation: fitting.generation)
  }

  /// A manifest, and what keeps its generation from being removed.
  struct HeldManifest {
    var manifest: StoredManifest
    /// nil where the file system has no locks, or none is needed.
    var lock: FileLock?
  }

  /// Reads a manifest and holds its generation, which may be removed in between: then it reads
  /// again.
  func hold(
    _ read: () throws(FootnoteError) -> StoredManifest
  ) throws(FootnoteError) -> HeldManifest {
    var stored = try read()
    // A writer would have to publish and remove a generation each time to make this fail.
    for _ in 0..<1_000 {
      let path = file(Self.manifestName(generation: stored.manifest.generation))
      // Where there are no locks, a generation that is removed stays as long as it is mapped.
      guard let attempt = try? FileLock.shared(path: path) else {
        return HeldManifest(manifest: stored, lock: nil)
      }
      if case .locked(let lock) = attempt { return HeldManifest(manifest: stored, lock: lock) }
      stored = try read()
    }
    return HeldManifest(manifest: stored, lock: nil)
  }
}
