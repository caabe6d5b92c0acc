#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A script that runs beside the test.
@safe
final class ShellJob {
  private var pipe: UnsafeMutablePointer<FILE>?
  private var status: Int32 = -1

  fileprivate init(_ script: String) {
    unsafe pipe = popen("exec bash -c " + Shell.quoted(script), "w")
  }

  /// Waits for the script's end and gives its status.
  @discardableResult
  func finish() -> Int32 {
    if let open = unsafe pipe {
      status = unsafe pclose(open)
      unsafe pipe = nil
    }
    return status
  }
}

extension Shell {
  /// Starts a script with `bash` and goes on; it ends by itself.
  static func start(_ script: String) -> ShellJob { ShellJob(script) }
}
