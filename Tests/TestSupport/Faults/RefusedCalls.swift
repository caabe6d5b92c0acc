package import Storage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Refuses the calls on files that a test chooses, as for want of permission.
package final class RefusedCalls: SystemInterceptor {
  /// The `errno` that they meet.
  package static let code = EACCES
  private let refuses: @Sendable (SystemCall) -> Bool

  package init(_ refuses: @escaping @Sendable (SystemCall) -> Bool) { self.refuses = refuses }

  package func begin(_ call: SystemCall) -> SystemVerdict {
    refuses(call) ? .fail(code: Self.code) : .proceed
  }

  package func end(_ call: SystemCall, result: Int, written: [UInt8]) {}
}
