import Storage

extension GenerationWriter {
  /// Removes all but the newest generations, and the segments that no generation needs any more.
  ///
  /// One that somebody reads is held by a lock on its manifest, and stays.
  func collect(
    keeping count: Int
  ) throws(FootnoteError) -> (removed: [UInt64], held: [UInt64]) {
    precondition(count > 0, "the newest generation stays")
    var removed: [UInt64] = []
    var held: [UInt64] = []
    let generations = try folder.generations()
    for generation in generations.dropLast(count) {
      let path = folder.file(IndexFolder.manifestName(generation: generation))
      let isRemoved = try storing { () throws(StorageError) in
        guard case .locked(let lock) = try FileLock.exclusive(path: path) else { return false }
        try withExtendedLifetime(lock) { () throws(StorageError) in try Folder.removeFile(path) }
        return true
      }
      if isRemoved { removed.append(generation) } else { held.append(generation) }
    }
    // A crash may not bring back a generation whose segments are gone.
    try storing { () throws(StorageError) in try Folder.synchronize(folder.path) }
    try removeUnneededSegments()
    return (removed, held)
  }

  private func removeUnneededSegments() throws(FootnoteError) {
    var needed = Set(current.manifest.segments.map(\.name))
    for generation in try folder.generations() where generation < current.manifest.generation {
      let manifest = try folder.readManifest(generation: generation).manifest
      needed.formUnion(manifest.segments.map(\.name))
    }
    try storing { () throws(StorageError) in
      for name in try Folder.names(in: folder.path)
      where IndexFolder.isSegmentName(name) && !needed.contains(name) {
        try Folder.remove(folder.file(name))
      }
      try Folder.synchronize(folder.path)
    }
  }
}
