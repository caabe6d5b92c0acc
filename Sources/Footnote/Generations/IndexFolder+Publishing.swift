import Storage

extension IndexFolder {
  /// Writes the manifest of a new index, its log, and the pointer, into a folder that is not yet
  /// published.
  func writeFirst(_ manifest: Manifest) throws(StorageError) {
    let pointer = try write(manifest)
    var log = try RecordLog(creating: file(Self.logName))
    let contents = manifest.contents
    try log.append(
      GenerationRecord(
        manifest, digest: pointer.manifestDigest, .init(added: contents.pageCount)
      ).encoded)
    try Folder.writeFile(file(Self.pointerName), pointer.encoded)
  }

  /// Writes a manifest; a file of its name is what a crash left.
  func write(_ manifest: Manifest) throws(StorageError) -> Pointer {
    let bytes = manifest.encoded
    let name = Self.manifestName(generation: manifest.generation)
    if Folder.exists(file(name)) { try Folder.removeFile(file(name)) }
    try Folder.writeFile(file(name), bytes)
    return Pointer(
      manifestName: name, manifestDigest: hexadecimal(digest(.sha256, of: bytes.rawBytes)))
  }
}
