#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The operating system's error codes that tests expect.
enum ErrorCode {
  static let isFolder = EISDIR
  static let noEntry = ENOENT
  static let exists = EEXIST
  static let invalid = EINVAL
  static let noSeek = ESPIPE
  static let accessDenied = EACCES
  static let noSpace = ENOSPC
  static let inputOutput = EIO
}

struct SystemFailure: Error {
  var operation: String
  var code: Int32
}

func makePipe(_ path: String) throws {
  guard unsafe mkfifo(path, 0o600) == 0 else {
    throw SystemFailure(operation: "mkfifo", code: errno)
  }
}

func makeLink(_ path: String, to target: String) throws {
  guard unsafe symlink(target, path) == 0 else {
    throw SystemFailure(operation: "symlink", code: errno)
  }
}

/// A pipe's end for reading and writing, so that neither opening it nor writing waits.
final class PipeEnd {
  private let descriptor: Int32

  init(_ path: String) throws {
    descriptor = unsafe open(path, O_RDWR)
    guard descriptor >= 0 else { throw SystemFailure(operation: "open", code: errno) }
  }

  func write(_ bytes: [UInt8]) throws {
    let count = unsafe bytes.withUnsafeBytes { [descriptor] in
      unsafe platformWrite(descriptor, $0.baseAddress, $0.count)
    }
    guard count == bytes.count else { throw SystemFailure(operation: "write", code: errno) }
  }

  deinit { close(descriptor) }
}

private func platformWrite(
  _ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int
) -> Int {
  unsafe write(descriptor, bytes, count)
}
