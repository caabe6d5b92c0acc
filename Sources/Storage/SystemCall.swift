/// A call on the operating system's files, as an interceptor sees it.
package struct SystemCall: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case open, openOrCreate, create, status, read, write, truncate, synchronize, map, lock
    case makeDirectory, rename, removeFile, removeDirectory, list, listNext

    /// Whether the call changes what is on disk.
    package var isChange: Bool {
      switch self {
      case .openOrCreate, .create, .write, .truncate, .makeDirectory, .rename, .removeFile,
        .removeDirectory:
        true
      case .open, .status, .read, .synchronize, .map, .lock, .list, .listNext: false
      }
    }
  }

  package var kind: Kind
  package var path: String
  /// Where a rename leads.
  package var target = ""
  package var descriptor: Int32 = -1
  /// The place in the file that is read, written or cut at; nil at the descriptor's own place.
  package var offset: Int?
  /// Bytes to be read, written or mapped.
  package var byteCount = 0

  /// The call in the words of an error: "cannot ...".
  var operation: String {
    switch kind {
    case .open, .openOrCreate: "open"
    case .create: "create"
    case .status: "examine"
    case .read: "read"
    case .write: "write"
    case .truncate: "cut to its length"
    case .synchronize: "write to disk"
    case .map: "map"
    case .lock: "lock"
    case .makeDirectory: "make the folder"
    case .rename: "rename to \(target)"
    case .removeFile, .removeDirectory: "remove"
    case .list, .listNext: "list"
    }
  }
}

/// What an interceptor has happen in place of a call.
package enum SystemVerdict: Sendable {
  case proceed
  /// The call is not made and fails with this `errno`; interrupted calls are made again.
  case fail(code: Int32)
  /// Reads or writes at most so many bytes.
  case shorten(to: Int)
}

/// Sees every call on files, and may make it fail; for tests of what happens then.
package protocol SystemInterceptor: AnyObject, Sendable {
  /// Called before each call, also before each repetition.
  func begin(_ call: SystemCall) -> SystemVerdict
  /// Called after each call that succeeded, with the bytes that it wrote.
  func end(_ call: SystemCall, result: Int, written: [UInt8])
}

/// Where an interceptor is set for a task and those that it starts; none is the rule.
package enum SystemInterception {
  @TaskLocal package static var current: (any SystemInterceptor)?
}
