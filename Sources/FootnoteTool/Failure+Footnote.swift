import Footnote
import Storage

extension Failure {
  /// The failure of something that the library did; its descriptions say what to do next.
  init(_ error: FootnoteError) {
    self.init(ExitStatus(error), "\(error)")
  }

  /// The failure of reading a file that the command line names.
  init(reading error: StorageError) {
    self.init(.badInput, "\(error)")
  }
}

extension ExitStatus {
  fileprivate init(_ error: FootnoteError) {
    switch error {
    case .invalidPolicy: self = .badInput
    case .input, .invalidAnswer, .invalidArticle, .nothingToIndex, .tooLittleText: self = .badInput
    case .badTable, .badCheckpoint: self = .badInput
    case .storage(let error): self = ExitStatus(error)
    case .vectors(let error): self = ExitStatus(error)
    case .noVectors: self = .usage
    case .notAnIndex, .damagedManifest: self = .corruptIndex
    case .otherEmbedder: self = .otherVersion
    case .outputExists, .locked: self = .system
    case .noGeneration: self = .usage
    case .invalidOption: self = .usage
    case .provenance: self = .untrusted
    case .cancelled: self = .interrupted
    }
  }

  private init(_ error: VectorInputError) {
    switch error {
    case .unknownFormat, .refused: self = .badInput
    case .storage(let error):
      if case .system = error, !error.isAbsence, !error.isNoFile {
        self = .system
      } else {
        self = .badInput
      }
    }
  }

  private init(_ error: StorageError) {
    switch error {
    case .system, .limit: self = .system
    case .notOurs, .wrongKind, .wrongLength, .corrupt: self = .corruptIndex
    case .tooNew, .tooOld: self = .otherVersion
    }
  }
}
