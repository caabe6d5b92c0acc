import Storage

extension IndexFolder {
  /// The manifest of the newest generation whose digest is known and whose files are all there with
  /// their lengths, but for those that can be made again; nil where there is none.
  ///
  /// Digests are known from the pointer, from the log, and from manifests, which name the one
  /// before. Where nothing names a manifest any more, it is vouched for by its files, if all have
  /// the digests that it names.
  ///
  /// - Throws: What keeps files from being read; they may be sound.
  func newestWholeManifest() throws(FootnoteError) -> StoredManifest? {
    let names = try storing { () throws(StorageError) in try Folder.names(in: path) }
    var kept: [StoredManifest] = []
    for generation in names.compactMap(Self.generation(ofManifest:)).sorted() {
      if let stored = try soundManifest(Self.manifestName(generation: generation)) {
        kept.append(stored)
      }
    }
    var digests = Set(try soundRecords().map(\.manifestDigest))
    if let pointer = try? readPointer() { digests.insert(pointer.manifestDigest) }
    digests.formUnion(kept.compactMap { $0.manifest.parent?.sha256 })
    return kept.last { stored in
      let examinations = stored.manifest.segments.map {
        SegmentExamination($0, stored.manifest, in: self)
      }
      return digests.contains(stored.digest)
        ? examinations.allSatisfy(\.hasWhatCannotBeMade)
        : examinations.allSatisfy(\.isWhole)
    }
  }

  /// A manifest as it stands there; nil where it is damaged.
  private func soundManifest(_ name: String) throws(FootnoteError) -> StoredManifest? {
    do throws(FootnoteError) {
      let bytes = try contents(of: file(name))
      let found = hexadecimal(digest(.sha256, of: bytes.rawBytes))
      return try readManifest(at: Pointer(manifestName: name, manifestDigest: found))
    } catch {
      guard error.isDamage else { throw error }
      return nil
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
        records[generation] = GenerationRecord(next.manifest, digest: next.digest, nil)
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

  /// Points to a generation that is whole, where the newest is not; what came after it stays under
  /// other names.
  func fallBack(to stored: StoredManifest) throws(FootnoteError) {
    let pointer = Pointer(
      manifestName: Self.manifestName(generation: stored.manifest.generation),
      manifestDigest: stored.digest)
    try storing { () throws(StorageError) in
      for name in try Folder.names(in: path)
      where GenerationWriter.isLeftover(name, stored.manifest) {
        try Folder.rename(file(name), to: file(asideName(of: name)))
      }
      try Folder.replaceFile(file(Self.pointerName), with: pointer.encoded)
      try Folder.synchronize(path)
    }
  }

  /// A name that no writer takes for its own, and that nothing has.
  private func asideName(of name: String) -> String {
    var aside = name + Self.asideSuffix
    while Folder.exists(file(aside)) { aside += Self.asideSuffix }
    return aside
  }

  /// What is set aside has this at the end of its name.
  static let asideSuffix = ".aside"
}
