#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The operating system's file functions, with interruptions retried and errors typed.
///
/// Every call that this package makes on files goes through here.
enum System {
  static let noEntry = ENOENT
  static let notDirectory = ENOTDIR
  static let noSpace = ENOSPC
  static let accessDenied = EACCES
  static let isDirectory = EISDIR
  static let exists = EEXIST
  static let tooManyOpen = EMFILE
  /// Files that any command has open at most, with a few to spare; it does not grow with an index.
  static let openFileCount = 32
  static let invalid = EINVAL
  static let noSeek = ESPIPE

  /// A number that no other thread has while this one runs.
  static var currentThread: UInt {
    #if canImport(Glibc)
      return pthread_self()
    #else
      return unsafe UInt(bitPattern: pthread_self())
    #endif
  }

  static func message(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }

  /// Makes a call, again for as long as a signal interrupts it.
  ///
  /// - Parameters:
  ///   - written: Gives the first so many bytes of what the call writes.
  ///   - body: Makes the call with at most so many bytes and gives -1 where it fails.
  private static func perform<R: FixedWidthInteger>(
    _ call: SystemCall, written: (Int) -> [UInt8] = { _ in [] }, _ body: (Int) -> R
  ) throws(StorageError) -> R {
    let interceptor = SystemInterception.current
    while true {
      var code: Int32 = 0
      var byteCount = call.byteCount
      switch interceptor?.begin(call) {
      case nil, .proceed: break
      case .fail(let injected): code = injected
      case .shorten(let limit): byteCount = min(byteCount, limit)
      }
      if code == 0 {
        let result = body(byteCount)
        if result != -1 {
          if let interceptor {
            interceptor.end(call, result: Int(result), written: written(Int(result)))
          }
          return result
        }
        code = errno
      }
      if code != EINTR {
        throw .system(operation: call.operation, path: call.path, code: code)
      }
    }
  }

  static func openForReading(_ path: String) throws(StorageError) -> Int32 {
    try perform(SystemCall(kind: .open, path: path)) { _ in
      unsafe open(path, O_RDONLY | O_CLOEXEC)
    }
  }

  /// Opens without waiting, as opening a pipe would until someone writes to it.
  static func openForMapping(_ path: String) throws(StorageError) -> Int32 {
    try perform(SystemCall(kind: .open, path: path)) { _ in
      unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    }
  }

  /// Opens a file that exists, to change it.
  static func openForWriting(_ path: String) throws(StorageError) -> Int32 {
    try perform(SystemCall(kind: .open, path: path)) { _ in
      unsafe open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK)
    }
  }

  /// Opens a file to change it, and makes it where there is none.
  static func openOrCreate(_ path: String) throws(StorageError) -> Int32 {
    try perform(SystemCall(kind: .openOrCreate, path: path)) { _ in
      unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o644)
    }
  }

  /// Opens a new file for writing; an existing one is an error.
  ///
  /// - Parameter isSecret: Whether its owner alone may read it.
  static func create(_ path: String, isSecret: Bool = false) throws(StorageError) -> Int32 {
    let descriptor = try perform(SystemCall(kind: .create, path: path)) { _ in
      unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, isSecret ? 0o600 : 0o644)
    }
    DiskBudget.current?.make(path)
    return descriptor
  }

  static func close(_ descriptor: Int32) {
    #if canImport(Glibc)
      _ = Glibc.close(descriptor)
    #elseif canImport(Musl)
      _ = Musl.close(descriptor)
    #else
      _ = Darwin.close(descriptor)
    #endif
  }

  struct Status {
    var byteCount: UInt64
    var isDirectory: Bool
    var isRegularFile: Bool
    /// Seconds since 1970 of the last change of its bytes.
    var modificationTime: Int64
    /// The part of a second of that, in nanoseconds.
    var modificationNanoseconds: Int64
    var identity: FileIdentity
  }

  /// What a file is, whatever its name.
  struct FileIdentity: Hashable {
    var device: UInt64
    var number: UInt64
  }

  static func status(_ descriptor: Int32, _ path: String) throws(StorageError) -> Status {
    var information = stat()
    _ = try perform(SystemCall(kind: .status, path: path, descriptor: descriptor)) { _ in
      unsafe fstat(descriptor, &information)
    }
    return Status(information)
  }

  /// The status of a file, any byte of which can be read; a folder, a pipe and a terminal are none.
  static func fileStatus(_ descriptor: Int32, _ path: String) throws(StorageError) -> Status {
    let status = try status(descriptor, path)
    guard status.isRegularFile else {
      throw .system(
        operation: "read as a file", path: path, code: status.isDirectory ? isDirectory : noSeek)
    }
    return status
  }

  static func status(path: String) throws(StorageError) -> Status {
    var information = stat()
    _ = try perform(SystemCall(kind: .status, path: path)) { _ in unsafe stat(path, &information) }
    return Status(information)
  }

  /// What stands at the path itself: a link is not followed.
  static func linkStatus(path: String) throws(StorageError) -> Status {
    var information = stat()
    _ = try perform(SystemCall(kind: .status, path: path)) { _ in unsafe lstat(path, &information) }
    return Status(information)
  }

  /// Reads at most `buffer.count` bytes; 0 means the end.
  static func read(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, path: String
  ) throws(StorageError) -> Int {
    let call = SystemCall(
      kind: .read, path: path, descriptor: descriptor, byteCount: buffer.count)
    return try perform(call) { unsafe platformRead(descriptor, buffer.baseAddress, $0) }
  }

  /// Writes every byte, however many calls it takes.
  static func writeAll(
    _ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, at offset: Int, path: String
  ) throws(StorageError) {
    try DiskBudget.current?.extend(path, toByteCount: UInt64(offset + bytes.count))
    var done = 0
    while done < bytes.count {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[done...])
      let place = offset + done
      let call = SystemCall(
        kind: .write, path: path, descriptor: descriptor, offset: place, byteCount: rest.count)
      done += try perform(call, written: { unsafe Array(rest.prefix($0)) }) {
        unsafe pwrite(descriptor, rest.baseAddress, $0, off_t(place))
      }
    }
  }

  static func readAll(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: Int, path: String
  ) throws(StorageError) {
    var done = 0
    while done < buffer.count {
      let place = offset + done
      let start = unsafe buffer.baseAddress?.advanced(by: done)
      let call = SystemCall(
        kind: .read, path: path, descriptor: descriptor, offset: place,
        byteCount: buffer.count - done)
      let count = try perform(call) { unsafe pread(descriptor, start, $0, off_t(place)) }
      if count == 0 {
        throw .wrongLength(
          path: path, expected: UInt64(offset + buffer.count), found: UInt64(place))
      }
      done += count
    }
  }

  /// Cuts a file, or lengthens it with zeros.
  static func truncate(
    _ descriptor: Int32, byteCount: Int, path: String
  ) throws(StorageError) {
    let call = SystemCall(
      kind: .truncate, path: path, descriptor: descriptor, offset: byteCount)
    _ = try perform(call) { _ in ftruncate(descriptor, off_t(byteCount)) }
    DiskBudget.current?.cut(path, toByteCount: UInt64(byteCount))
  }

  static func synchronize(_ descriptor: Int32, path: String) throws(StorageError) {
    _ = try perform(SystemCall(kind: .synchronize, path: path, descriptor: descriptor)) { _ in
      fsync(descriptor)
    }
  }

  /// Locks an open file; without waiting, gives false where another has it.
  static func lock(
    _ descriptor: Int32, isExclusive: Bool, waits: Bool = false, path: String
  ) throws(StorageError) -> Bool {
    do throws(StorageError) {
      _ = try perform(SystemCall(kind: .lock, path: path, descriptor: descriptor)) { _ in
        flock(descriptor, (isExclusive ? LOCK_EX : LOCK_SH) | (waits ? 0 : LOCK_NB))
      }
      return true
    } catch {
      if case .system(_, _, EWOULDBLOCK) = error { return false }
      throw error
    }
  }

  /// Lets go of a lock even where a process that is just being started has a copy of the file.
  static func unlock(_ descriptor: Int32) { _ = flock(descriptor, LOCK_UN) }

  static func map(
    _ descriptor: Int32, byteCount: Int, path: String
  ) throws(StorageError) -> UnsafeRawPointer {
    let call = SystemCall(
      kind: .map, path: path, descriptor: descriptor, offset: 0, byteCount: byteCount)
    // A mapping that fails has the address -1.
    let address = try perform(call) { _ in
      Int(bitPattern: unsafe mmap(nil, byteCount, PROT_READ, MAP_SHARED, descriptor, 0))
    }
    guard let pointer = unsafe UnsafeRawPointer(bitPattern: address) else {
      throw .system(operation: call.operation, path: path, code: invalid)
    }
    return unsafe pointer
  }

  static func unmap(_ address: UnsafeRawPointer, byteCount: Int) {
    unsafe munmap(UnsafeMutableRawPointer(mutating: address), byteCount)
  }

  static func makeDirectory(_ path: String) throws(StorageError) {
    _ = try perform(SystemCall(kind: .makeDirectory, path: path)) { _ in unsafe mkdir(path, 0o755) }
  }

  /// Renames within a file system, in one step; a file or an empty folder at `target` is replaced.
  static func rename(_ source: String, to target: String) throws(StorageError) {
    _ = try perform(SystemCall(kind: .rename, path: source, target: target)) { _ in
      platformRename(source, target)
    }
    DiskBudget.current?.rename(source, to: target)
  }

  /// The path without links on its way.
  static func realPath(_ path: String) throws(StorageError) -> String {
    var found = path
    _ = try perform(SystemCall(kind: .status, path: path)) { _ -> Int32 in
      guard let real = unsafe realpath(path, nil) else { return -1 }
      found = unsafe String(cString: real)
      unsafe free(real)
      return 0
    }
    return found
  }

  static func removeFile(_ path: String) throws(StorageError) {
    _ = try perform(SystemCall(kind: .removeFile, path: path)) { _ in unsafe unlink(path) }
    DiskBudget.current?.remove(path)
  }

  static func removeDirectory(_ path: String) throws(StorageError) {
    _ = try perform(SystemCall(kind: .removeDirectory, path: path)) { _ in unsafe rmdir(path) }
  }

  /// The names in a folder, sorted by their bytes, without `.` and `..`.
  static func names(inDirectory path: String) throws(StorageError) -> [String] {
    var opened: DirectoryStream?
    _ = try perform(SystemCall(kind: .list, path: path)) { _ in
      unsafe opened = opendir(path)
      return unsafe opened == nil ? -1 : 0
    }
    guard let directory = unsafe opened else { return [] }
    defer { unsafe _ = closedir(directory) }
    var names: [String] = []
    var isAtEnd = false
    while !isAtEnd {
      _ = try perform(SystemCall(kind: .listNext, path: path)) { _ in
        // Only `errno` tells the end from a failure.
        errno = 0
        guard let entry = unsafe readdir(directory) else {
          isAtEnd = errno == 0
          return isAtEnd ? 0 : -1
        }
        let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
          unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) {
            unsafe String(cString: $0)
          }
        }
        if name != ".", name != ".." { names.append(name) }
        return 1
      }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  static var processIdentifier: Int32 { getpid() }

  static var processorCount: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }
}

extension System.Status {
  fileprivate init(_ information: stat) {
    byteCount = UInt64(max(0, information.st_size))
    isDirectory = information.st_mode & S_IFMT == S_IFDIR
    isRegularFile = information.st_mode & S_IFMT == S_IFREG
    #if canImport(Darwin)
      modificationTime = Int64(information.st_mtimespec.tv_sec)
      modificationNanoseconds = Int64(information.st_mtimespec.tv_nsec)
    #else
      modificationTime = Int64(information.st_mtim.tv_sec)
      modificationNanoseconds = Int64(information.st_mtim.tv_nsec)
    #endif
    identity = System.FileIdentity(
      device: UInt64(truncatingIfNeeded: information.st_dev),
      number: UInt64(truncatingIfNeeded: information.st_ino))
  }
}

#if canImport(Darwin)
  private typealias DirectoryStream = UnsafeMutablePointer<DIR>
#else
  private typealias DirectoryStream = OpaquePointer
#endif

/// The system's `read` and `rename`, which `System`'s own members hide.
private func platformRead(
  _ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int
) -> Int {
  unsafe read(descriptor, buffer, count)
}

private func platformRename(_ source: String, _ target: String) -> Int32 {
  unsafe rename(source, target)
}
