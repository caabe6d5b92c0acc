import Footnote

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The calls that the tool makes on the operating system; files are read and written elsewhere.
enum OperatingSystem {
  static let standardInput: Int32 = 0
  static let standardOutput: Int32 = 1
  static let standardError: Int32 = 2

  /// An error number of the system.
  struct Code: Error, Hashable {
    let number: Int32

    var isClosedPipe: Bool { number == EPIPE }

    var message: String {
      guard let text = unsafe strerror(number) else { return "error \(number)" }
      return unsafe String(cString: text)
    }
  }

  /// Writes every byte, however many calls it takes.
  static func write(_ bytes: some Collection<UInt8>, to descriptor: Int32) throws(Code) {
    var failure: Code?
    let isContiguous: Void? = bytes.withContiguousStorageIfAvailable { buffer in
      var done = 0
      while done < buffer.count {
        let written = unsafe platformWrite(
          descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if written >= 0 {
          done += written
        } else if errno == EAGAIN {
          waitUntilWritable(descriptor)
        } else if errno != EINTR {
          failure = Code(number: errno)
          return
        }
      }
    }
    if let failure { throw failure }
    if isContiguous == nil { try write(Array(bytes), to: descriptor) }
  }

  /// Someone else may have made the pipe non-blocking; it is written to all the same.
  private static func waitUntilWritable(_ descriptor: Int32) {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    unsafe _ = poll(&request, 1, -1)
  }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The width of a terminal in columns; nil when it does not tell.
  static func columns(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// The value of an environment variable; nil when it is not set.
  static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// Seconds on a clock that only goes forward.
  static func monotonicSeconds() -> Double {
    var time = timespec()
    unsafe _ = clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// The moment, for what has a time until which it holds.
  static func now() -> Timestamp {
    var time = timespec()
    unsafe _ = clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(secondsSince1970: Int64(time.tv_sec))
  }

  /// Makes writing to a closed pipe an error instead of the end of the process.
  static func ignoreClosedPipes() { _ = signal(SIGPIPE, SIG_IGN) }

  /// Calls `handler` at the first interruption (Ctrl-C), request to end or loss of the terminal.
  ///
  /// The second one ends the process at once, as if no handler were there. A signal that the
  /// process was started to ignore, as `nohup` does, stays ignored.
  static func onInterruption(_ handler: @escaping @convention(c) (Int32) -> Void) {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let previous = signal(number, handler)
      if isIgnoring(previous) { _ = signal(number, previous) }
    }
  }

  /// Gives a signal its usual effect again; safe to call from a handler.
  static func restoreDefault(of number: Int32) { _ = signal(number, SIG_DFL) }

  private static func isIgnoring(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
    unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Holds the places of standard streams that the process was started without.
  ///
  /// Otherwise the next file that is opened would take the number, and be written to as the stream.
  /// What is opened here can only be read, so that writing to it fails, as it should.
  static func holdStandardStreams() {
    for descriptor in [standardInput, standardOutput, standardError]
    where fcntl(descriptor, F_GETFD) == -1 {
      unsafe _ = open("/dev/null", O_RDONLY)
    }
  }

  static func exit(_ status: ExitStatus) -> Never { platformExit(status.rawValue) }
}

/// The system's `write` and `exit`, which `OperatingSystem`'s own members hide.
private func platformWrite(
  _ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int
) -> Int {
  unsafe write(descriptor, bytes, count)
}

private func platformExit(_ status: Int32) -> Never { exit(status) }
