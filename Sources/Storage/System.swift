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
  static let noSpace = ENOSPC
  static let accessDenied = EACCES
  static let isDirectory = EISDIR
  static let exists = EEXIST
  static let invalid = EINVAL

  static func message(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }

  private static func failure(_ operation: String, _ path: String) -> StorageError {
    .system(operation: operation, path: path, code: errno)
  }

  /// Runs a call again for as long as a signal interrupts it.
  private static func retrying<R: FixedWidthInteger>(
    _ operation: String, _ path: String, _ call: () -> R
  ) throws(StorageError) -> R {
    while true {
      let result = call()
      if result != -1 { return result }
      if errno != EINTR { throw failure(operation, path) }
    }
  }

  static func openForReading(_ path: String) throws(StorageError) -> Int32 {
    try retrying("open", path) { unsafe open(path, O_RDONLY | O_CLOEXEC) }
  }

  /// Opens without waiting, as opening a pipe would until someone writes to it.
  static func openForMapping(_ path: String) throws(StorageError) -> Int32 {
    try retrying("open", path) { unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
  }

  /// Opens a new file for writing; an existing one is an error.
  static func create(_ path: String) throws(StorageError) -> Int32 {
    try retrying("create", path) {
      unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    }
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
  }

  static func status(_ descriptor: Int32, _ path: String) throws(StorageError) -> Status {
    var information = stat()
    _ = try retrying("examine", path) { unsafe fstat(descriptor, &information) }
    return Status(information)
  }

  static func status(path: String) throws(StorageError) -> Status {
    var information = stat()
    _ = try retrying("examine", path) { unsafe stat(path, &information) }
    return Status(information)
  }

  /// What stands at the path itself: a link is not followed.
  static func linkStatus(path: String) throws(StorageError) -> Status {
    var information = stat()
    _ = try retrying("examine", path) { unsafe lstat(path, &information) }
    return Status(information)
  }

  /// Reads at most `buffer.count` bytes; 0 means the end.
  static func read(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, path: String
  ) throws(StorageError) -> Int {
    try retrying("read", path) {
      unsafe platformRead(descriptor, buffer.baseAddress, buffer.count)
    }
  }

  /// Writes every byte, however many calls it takes.
  static func write(
    _ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, path: String
  ) throws(StorageError) {
    var done = 0
    while done < bytes.count {
      let written = try retrying("write", path) {
        unsafe platformWrite(
          descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
      }
      done += written
    }
  }

  static func writeAll(
    _ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, at offset: Int, path: String
  ) throws(StorageError) {
    var done = 0
    while done < bytes.count {
      done += try retrying("write", path) {
        unsafe pwrite(
          descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done,
          off_t(offset + done))
      }
    }
  }

  static func readAll(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: Int, path: String
  ) throws(StorageError) {
    var done = 0
    while done < buffer.count {
      let count = try retrying("read", path) {
        unsafe pread(
          descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done,
          off_t(offset + done))
      }
      if count == 0 {
        throw .wrongLength(
          path: path, expected: UInt64(offset + buffer.count), found: UInt64(offset + done))
      }
      done += count
    }
  }

  static func synchronize(_ descriptor: Int32, path: String) throws(StorageError) {
    _ = try retrying("write to disk", path) { fsync(descriptor) }
  }

  static func map(
    _ descriptor: Int32, byteCount: Int, path: String
  ) throws(StorageError) -> UnsafeRawPointer {
    let address = unsafe mmap(nil, byteCount, PROT_READ, MAP_SHARED, descriptor, 0)
    guard let address = unsafe address, unsafe address != MAP_FAILED else {
      throw failure("map", path)
    }
    return UnsafeRawPointer(address)
  }

  static func unmap(_ address: UnsafeRawPointer, byteCount: Int) {
    unsafe munmap(UnsafeMutableRawPointer(mutating: address), byteCount)
  }

  static func makeDirectory(_ path: String) throws(StorageError) {
    _ = try retrying("make the folder", path) { unsafe mkdir(path, 0o755) }
  }

  /// Renames within a file system, in one step; a file or an empty folder at `target` is replaced.
  static func rename(_ source: String, to target: String) throws(StorageError) {
    _ = try retrying("rename to \(target)", source) { platformRename(source, target) }
  }

  static func removeFile(_ path: String) throws(StorageError) {
    _ = try retrying("remove", path) { unsafe unlink(path) }
  }

  static func removeDirectory(_ path: String) throws(StorageError) {
    _ = try retrying("remove", path) { unsafe rmdir(path) }
  }

  /// The names in a folder, sorted by their bytes, without `.` and `..`.
  static func names(inDirectory path: String) throws(StorageError) -> [String] {
    guard let directory = unsafe opendir(path) else { throw failure("list", path) }
    defer { unsafe _ = closedir(directory) }
    var names: [String] = []
    while true {
      // Only `errno` tells the end from a failure.
      errno = 0
      guard let entry = unsafe readdir(directory) else { break }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    guard errno == 0 else { throw failure("list", path) }
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
  }
}

/// The system's `read`, `write` and `rename`, which `System`'s own members hide.
private func platformRead(
  _ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int
) -> Int {
  unsafe read(descriptor, buffer, count)
}

private func platformWrite(
  _ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int
) -> Int {
  unsafe write(descriptor, buffer, count)
}

private func platformRename(_ source: String, _ target: String) -> Int32 {
  unsafe rename(source, target)
}
