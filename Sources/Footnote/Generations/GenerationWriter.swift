import Storage

/// The one writer of an index: it holds the lock, tidies up after a crash, and publishes.
///
/// What readers see changes by one rename alone, that of `CURRENT`. Everything before it may be cut
/// off by a crash and is removed by the next writer; everything after it is tidying.
final class GenerationWriter {
  let folder: IndexFolder
  private let lock: FileLock
  private var log: RecordLog
  /// What was left behind by a writer that did not come to its end, and is removed now.
  let recovered: [String]
  /// The generation to build on.
  private(set) var current: IndexFolder.StoredManifest

  /// Locks an index for writing.
  ///
  /// - Parameter purpose: What the writer does, such as "updates the index"; others that want to
  ///   write are told.
  /// - Throws: `FootnoteError.notAnIndex`; `.locked` while another process writes; what reading the
  ///   newest manifest and the log may throw.
  init(_ folder: IndexFolder, purpose: String) throws(FootnoteError) {
    self.folder = folder
    // Before the lock, which would be a file of a folder that is no index.
    _ = try folder.readPointer()
    lock = try folder.lock(IndexFolder.lockName, purpose)
    current = try folder.readManifest()
    (log, recovered) = try Self.recover(folder, current)
  }

  /// Removes a segment whose making failed, unless it was published all the same.
  func discard(_ draft: SegmentDraft) {
    guard !current.manifest.segments.contains(where: { $0.name == draft.name }) else { return }
    // The failure that led here is what the caller hears about, not a second one.
    try? Folder.remove(draft.path)
  }

  /// Publishes the next generation; when this returns, it is the newest one, whatever happens.
  ///
  /// Where only the last step fails, readers see the new generation and a crash may still take it
  /// back: then it was not acknowledged, and ``current`` is the new one all the same.
  func publish(
    _ manifest: Manifest, _ changes: GenerationRecord.Changes?, restored: UInt64? = nil
  ) throws(FootnoteError) {
    precondition(manifest.generation == current.manifest.generation + 1, "generations follow")
    let recordCount = log.records.count
    let pointer = try storing { () throws(StorageError) in
      do throws(StorageError) {
        let pointer = try folder.write(manifest)
        let record = GenerationRecord(
          manifest, digest: pointer.manifestDigest, changes, restored: restored)
        try log.append(record.encoded)
        // The new files' names, before the pointer to them.
        try Folder.synchronize(folder.path)
        try Folder.replaceFile(folder.file(IndexFolder.pointerName), with: pointer.encoded)
        return pointer
      } catch {
        // What cannot be removed now, the next writer removes.
        try? Folder.removeFile(
          folder.file(IndexFolder.manifestName(generation: manifest.generation)))
        try? log.dropRecords(from: recordCount)
        throw error
      }
    }
    current = IndexFolder.StoredManifest(
      manifest: manifest, digest: pointer.manifestDigest,
      byteCount: UInt64(manifest.encoded.count))
    try storing { () throws(StorageError) in try Folder.synchronize(folder.path) }
  }
}

extension GenerationWriter {
  /// Removes what no generation up to the newest needs and only a crash can have left.
  private static func recover(
    _ folder: IndexFolder, _ current: IndexFolder.StoredManifest
  ) throws(FootnoteError) -> (log: RecordLog, removed: [String]) {
    var removed: [String] = []
    let names = try storing { () throws(StorageError) in try Folder.names(in: folder.path) }
    for name in names where isLeftover(name, current.manifest) {
      try storing { () throws(StorageError) in try Folder.remove(folder.file(name)) }
      removed.append(name)
    }
    do throws(StorageError) {
      let log = try recoveredLog(folder, current.manifest.generation, &removed)
      return (log, removed)
    } catch {
      throw FootnoteError.storage(error).ofIndexFile
    }
  }

  static func isLeftover(_ name: String, _ newest: Manifest) -> Bool {
    if let generation = IndexFolder.generation(ofManifest: name) {
      return generation > newest.generation
    }
    if let number = IndexFolder.number(ofSegment: name) { return number >= newest.nextSegment }
    return [IndexFolder.pointerName, IndexFolder.logName].contains { name == $0 + ".new" }
  }

  /// The log without lines of generations that were never published.
  private static func recoveredLog(
    _ folder: IndexFolder, _ generation: UInt64, _ removed: inout [String]
  ) throws(StorageError) -> RecordLog {
    let path = folder.file(IndexFolder.logName)
    var log = try RecordLog(path: path)
    if log.tornTail != nil {
      try log.dropTornTail()
      removed.append("the torn end of \(IndexFolder.logName)")
    }
    var last: UInt64?
    let published = log.records.prefix { line in
      guard let record = try? GenerationRecord(decoding: line, path: path) else { return true }
      let isNext = last.map { record.generation == $0 + 1 } ?? true
      last = record.generation
      return isNext && record.generation <= generation
    }
    if published.count < log.records.count {
      try log.dropRecords(from: published.count)
      removed.append("what \(IndexFolder.logName) says of a generation that was never published")
    }
    return log
  }
}
