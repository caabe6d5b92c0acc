import Storage

extension IndexFolder {
  /// The manifest of the newest generation whose digest is known and whose files are all there with
  /// their lengths; nil where there is none.
  func newestSoundManifest() throws(FootnoteError) -> StoredManifest? {
    let names = try storing { () throws(StorageError) in try Folder.names(in: path) }
    let digests = Set(try soundRecords().map(\.manifestDigest))
    for generation in names.compactMap(Self.generation(ofManifest:)).sorted().reversed() {
      let name = Self.manifestName(generation: generation)
      guard let file = try? MappedFile(path: file(name)) else { continue }
      let found = hexadecimal(digest(.sha256, of: file.bytes))
      guard digests.contains(found),
        let stored = try? readManifest(at: Pointer(manifestName: name, manifestDigest: found)),
        hasFiles(stored.manifest)
      else { continue }
      return stored
    }
    return nil
  }

  private func hasFiles(_ manifest: Manifest) -> Bool {
    manifest.segments.allSatisfy { segment in
      segment.files.allSatisfy {
        let path = file($0.name, inSegment: segment.name)
        return (try? Folder.byteCount(ofFile: path)) == $0.byteCount
      }
    }
  }

  /// What the sound lines of the log tell, in any state that it may be in.
  private func soundRecords() throws(FootnoteError) -> [GenerationRecord] {
    let logPath = file(Self.logName)
    guard Folder.exists(logPath) else { return [] }
    let lines = try storing { () throws(StorageError) in
      try RecordLog.soundRecords(path: logPath)
    }
    return lines.compactMap { try? GenerationRecord(decoding: $0, path: logPath) }
  }

  /// Writes the log anew from its sound lines and the manifests that are there, up to the newest
  /// generation and without gaps.
  func rewriteLog() throws(FootnoteError) {
    let newest = try readManifest()
    var records: [UInt64: GenerationRecord] = [:]
    for record in try soundRecords() { records[record.generation] = record }
    var next = newest
    while true {
      let generation = next.manifest.generation
      if records[generation]?.manifestDigest != next.digest {
        records[generation] = GenerationRecord(next.manifest, digest: next.digest, .init())
      }
      guard let parent = next.manifest.parent,
        let before = try? readManifest(
          at: Pointer(
            manifestName: Self.manifestName(generation: parent.generation),
            manifestDigest: parent.sha256))
      else { break }
      next = before
    }
    var lines: [[UInt8]] = []
    var generation = newest.manifest.generation
    while let record = records[generation] {
      lines.append(record.encoded)
      generation -= 1
    }
    let new = file(Self.logName + ".new")
    try storing { () throws(StorageError) in
      if Folder.exists(new) { try Folder.removeFile(new) }
      var log = try RecordLog(creating: new)
      for line in lines.reversed() { try log.append(line) }
      try Folder.rename(new, to: file(Self.logName))
      try Folder.synchronize(path)
    }
  }
}
