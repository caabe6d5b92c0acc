/// A lock on a file; it goes with the object, and with the process however that ends.
///
/// Locks are advisory (`flock`): they bind those who ask for them. Nobody waits for one but with
/// ``waiting(path:isExclusive:)``.
package final class FileLock: Sendable {
  /// What asking for a lock gave.
  package enum Attempt: Sendable {
    case locked(FileLock)
    /// Others have it; of an exclusive one by ``writer(path:purpose:)``, what its holder says.
    case held(by: String?)
    /// The file was removed or replaced before it was locked: look again for the right one.
    case gone
  }

  /// More than a holder writes; what is longer was not written by one.
  private static let holderByteLimit = 400

  package let path: String
  private let descriptor: Int32

  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    System.unlock(descriptor)
    System.close(descriptor)
  }

  /// Locks a file for one alone, and writes into it who that is; makes it where there is none.
  ///
  /// - Parameter purpose: What the holder does, on one line, such as "updates the index".
  package static func writer(path: String, purpose: String) throws(StorageError) -> Attempt {
    let lock = FileLock(path: path, descriptor: try System.openOrCreate(path))
    guard try System.lock(lock.descriptor, isExclusive: true, path: path) else {
      return .held(by: lock.holder)
    }
    guard try lock.isStillNamed else { return .gone }
    // The line is for people; on a full disk the lock holds without it.
    try? lock.write(holder: "process \(System.processIdentifier) \(purpose)")
    return .locked(lock)
  }

  /// Locks a file as soon as nobody else has it; makes it where there is none.
  ///
  /// For files that are never replaced, and locks that are held for moments.
  package static func waiting(
    path: String, isExclusive: Bool = true
  ) throws(StorageError) -> FileLock {
    let lock = FileLock(path: path, descriptor: try System.openOrCreate(path))
    _ = try System.lock(lock.descriptor, isExclusive: isExclusive, waits: true, path: path)
    return lock
  }

  /// Locks a file that exists together with others, as long as nobody has it for one alone.
  package static func shared(path: String) throws(StorageError) -> Attempt {
    try existing(path, isExclusive: false)
  }

  /// Locks a file that exists for one alone, and leaves its bytes as they are.
  package static func exclusive(path: String) throws(StorageError) -> Attempt {
    try existing(path, isExclusive: true)
  }

  private static func existing(
    _ path: String, isExclusive: Bool
  ) throws(StorageError) -> Attempt {
    let descriptor: Int32
    do throws(StorageError) {
      descriptor = try System.openForMapping(path)
    } catch {
      if error.isAbsence { return .gone }
      throw error
    }
    let lock = FileLock(path: path, descriptor: descriptor)
    guard try System.lock(descriptor, isExclusive: isExclusive, path: path) else {
      return .held(by: nil)
    }
    return try lock.isStillNamed ? .locked(lock) : .gone
  }

  /// Whether the path still leads to the file that was opened.
  private var isStillNamed: Bool {
    get throws(StorageError) {
      let opened = try System.status(descriptor, path)
      do throws(StorageError) {
        return try System.status(path: path).identity == opened.identity
      } catch {
        if error.isAbsence { return false }
        throw error
      }
    }
  }

  private func write(holder: String) throws(StorageError) {
    let line = Array("\(holder)\n".utf8.prefix(Self.holderByteLimit))
    var failure: StorageError?
    unsafe line.withUnsafeBytes { bytes in
      do throws(StorageError) {
        try unsafe System.writeAll(descriptor, bytes, at: 0, path: path)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    try System.truncate(descriptor, byteCount: line.count, path: path)
  }

  /// The line that the holder wrote; nil while it is being written, or where it is none.
  private var holder: String? {
    var bytes = [UInt8](repeating: 0, count: Self.holderByteLimit)
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      (try? unsafe System.read(descriptor, into: buffer, path: path)) ?? 0
    }
    guard let end = bytes[..<count].firstIndex(of: UInt8(ascii: "\n")), end > 0,
      let line = String(validating: bytes[..<end], as: UTF8.self),
      !line.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else { return nil }
    return line
  }
}

extension StorageError {
  /// Whether there is nothing of the name, and perhaps no folder that could hold it.
  package var isAbsence: Bool {
    guard case .system(_, _, let code) = self else { return false }
    return code == System.noEntry || code == System.notDirectory
  }

  /// Whether what has the name is no file: a folder, or a pipe that is to be read more than once.
  package var isNoFile: Bool {
    guard case .system(_, _, let code) = self else { return false }
    return code == System.isDirectory || code == System.noSeek
  }
}
