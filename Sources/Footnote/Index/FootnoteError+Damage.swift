import Storage

extension FootnoteError {
  /// Whether the files of an index are not as they have to be, rather than out of reach, or of a
  /// version that this program does not read.
  var isDamage: Bool {
    switch self {
    case .notAnIndex, .damagedManifest: true
    case .storage(let error): error.isAbsence || error.isDamage
    default: false
    }
  }

  /// The same of a file that an index names: that there is none is damage.
  var ofIndexFile: FootnoteError {
    guard case .storage(.system(_, let path, _)) = self, case .storage(let error) = self,
      error.isAbsence
    else { return self }
    return .damagedManifest(path: path, expected: "a file that the index names", found: "none")
  }

  /// The same of a file that the caller names as an embedding table.
  var ofNamedTable: FootnoteError {
    guard case .storage(let error) = self, error.isAbsence || error.isNoFile || error.isDamage
    else { return self }
    return .badTable(error)
  }

  /// The same of a training's checkpoint.
  var ofCheckpoint: FootnoteError {
    guard case .storage(let error) = self, error.isDamage else { return self }
    return .badCheckpoint(error)
  }
}

extension StorageError {
  fileprivate var isDamage: Bool {
    switch self {
    case .notOurs, .wrongKind, .wrongLength, .corrupt: true
    case .system, .tooNew, .tooOld, .limit: false
    }
  }
}
