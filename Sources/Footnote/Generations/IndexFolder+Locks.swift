import Storage

extension IndexFolder {
  /// Takes one of the folder's locks for itself alone: that of the writer of generations, or that
  /// of whoever acts on what may be handed out.
  ///
  /// - Parameter purpose: What its holder does, such as "updates the index"; others are told.
  /// - Throws: `FootnoteError.locked` while another process has it, `.storage`.
  func lock(_ name: String, _ purpose: String) throws(FootnoteError) -> FileLock {
    switch try storing({ () throws(StorageError) in
      try FileLock.writer(path: file(name), purpose: purpose)
    }) {
    case .locked(let lock): return lock
    case .held(let holder): throw .locked(path: path, holder: holder ?? "another process")
    case .gone: throw .locked(path: path, holder: "a process that has just ended")
    }
  }
}
