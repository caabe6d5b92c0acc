/// What can go wrong between this process and its files.
public enum StorageError: Error, Hashable, Sendable {
  /// The operating system refused an operation; `code` is its `errno`.
  case system(operation: String, path: String, code: Int32)
  /// The file does not start as a file of this library does.
  case notOurs(path: String)
  /// The file is of this library, but holds something else than was asked for.
  case wrongKind(path: String, expected: String, found: String)
  /// The file was written by a newer version of the format than this program reads.
  case tooNew(path: String, found: UInt32, supported: UInt32)
  /// The file was written by a version of the format that is no longer read.
  case tooOld(path: String, found: UInt32, supported: UInt32)
  /// The file is shorter or longer than it says.
  case wrongLength(path: String, expected: UInt64, found: UInt64)
  /// Bytes do not agree with their checksum, or hold a value that cannot be.
  case corrupt(path: String, offset: UInt64, expected: String, found: String)
  /// Work would have taken more bytes than it was allowed to.
  case limit(LimitedResource, path: String, allowed: UInt64, needed: UInt64)
}

/// What work can be allowed so much of, and no more.
public enum LimitedResource: String, Hashable, Sendable {
  /// Bytes of the files that it makes, those that it removes again included.
  case disk
  /// Bytes that it holds in memory.
  case memory
}

extension StorageError: CustomStringConvertible {
  /// What was expected, what was found, where, and what to do next.
  public var description: String { "\(finding) \(advice)" }

  /// What was expected, what was found, and where; for those who know better what to do next.
  package var finding: String {
    switch self {
    case .system(let operation, let path, let code):
      return "\(path): cannot \(operation): \(System.message(code))."
    case .notOurs(let path):
      return "\(path): not a Footnote index file (it does not start with \"FOOTNOTE\")."
    case .wrongKind(let path, let expected, let found):
      return "\(path): expected a file of kind \(expected), found \(found)."
    case .tooNew(let path, let found, let supported):
      return "\(path): written in format \(found); this program reads formats up to \(supported)."
    case .tooOld(let path, let found, let supported):
      return "\(path): written in format \(found); this program reads formats from \(supported) on."
    case .wrongLength(let path, let expected, let found):
      return "\(path): expected \(expected) bytes, found \(found): the file was cut short or "
        + "added to."
    case .corrupt(let path, let offset, let expected, let found):
      return "\(path): damaged at byte \(offset): expected \(expected), found \(found)."
    case .limit(let resource, let path, let allowed, let needed):
      return "\(path): expected to need at most \(allowed) bytes of \(resource), found \(needed) "
        + "or more."
    }
  }

  private var advice: String {
    switch self {
    case .system(_, _, let code): Self.advice(code)
    case .notOurs: "Name the folder that `footnote build --output` made."
    case .wrongKind:
      "Files of the index were mixed up. See what `footnote doctor` can mend, restore it from a "
        + "copy, or build it again."
    case .tooNew: "Use a newer version of footnote."
    case .tooOld: "Make it again from its sources."
    case .wrongLength, .corrupt:
      "See what `footnote doctor` can mend, restore the index from a copy, or build it again."
    case .limit(let resource, _, _, _):
      "What was there is as it was; allow more with --\(resource)-limit, or take less input at a "
        + "time."
    }
  }

  private static func advice(_ code: Int32) -> String {
    switch code {
    case System.noEntry: "Check the name."
    case System.noSpace: "Free some room on the disk, then run it again."
    case System.accessDenied: "Check the permissions."
    case System.isDirectory: "Name a file."
    case System.noSeek: "Name a file; what comes through a pipe must be put into one first."
    case System.tooManyOpen:
      "Allow this process \(System.openFileCount) open files or more (ulimit -n)."
    case System.exists: "Choose another name, or remove it first."
    default: "Mend the cause, then run it again."
    }
  }
}
