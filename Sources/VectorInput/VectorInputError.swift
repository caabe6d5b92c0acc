public import Storage

/// What can be wrong with vectors that somebody brings.
///
/// Every description says what was expected, what was found, where, and what to do next.
public enum VectorInputError: Error, Hashable, Sendable {
  /// A place in a file of vectors or of their ids; rows and lines count from 1, bytes from 0.
  public enum Place: Hashable, Sendable {
    /// The file as a whole.
    case file
    /// A vector's position in the file.
    case row(Int)
    /// A line of text.
    case line(Int)
    /// A byte's offset.
    case byte(Int)
  }

  /// A file could not be read.
  case storage(StorageError)
  /// The file's name does not tell what it holds.
  case unknownFormat(path: String)
  /// A file, or a part of it, is not what it has to be.
  case refused(path: String, place: Place, expected: String, found: String, advice: String)
}

extension VectorInputError: CustomStringConvertible {
  /// What was expected, what was found, where, and what to do next.
  public var description: String {
    switch self {
    case .storage(let error): "\(error)"
    case .unknownFormat(let path):
      "\(path): expected a name that ends in .npy, .fvecs or .jsonl (.json for one question), "
        + "which tells the form of the vectors. Name the file after what it holds, or convert it, "
        + "for example with numpy.save."
    case .refused(let path, let place, let expected, let found, let advice):
      "\(path)\(place.text): expected \(expected), found \(found). \(advice)"
    }
  }
}

extension VectorInputError.Place {
  fileprivate var text: String {
    switch self {
    case .file: ""
    case .row(let number): ", row \(number) (the first is 1)"
    case .line(let number): ", line \(number)"
    case .byte(let offset): ", byte \(offset)"
    }
  }
}
