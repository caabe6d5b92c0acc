import Storage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of numbers, as they lie in memory.
func bytes<T: FixedWidthInteger & BitwiseCopyable>(of numbers: [T]) -> [UInt8] {
  let raw = numbers.rawBytes
  return (0..<raw.byteCount).map { raw.integer(UInt8.self, at: $0) }
}

/// Sends what was printed to whoever waits for it.
func flushOutput() { fflush(nil) }
