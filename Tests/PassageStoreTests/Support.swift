import Storage
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// SplitMix64 with a seed that is printed, so that a failing run can be replayed.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// Takes the seed from `FOOTNOTE_SEED`, or else a new one, and prints it.
  init(for test: String = #function) {
    let given = environment("FOOTNOTE_SEED").flatMap { UInt64($0) }
    state = given ?? UInt64.random(in: 0...UInt64(UInt32.max))
    print("\(test): FOOTNOTE_SEED=\(state)")
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }
}

func environment(_ name: String) -> String? {
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(cString: value)
}

/// A folder that goes with everything in it when the object goes.
final class TemporaryFolder {
  let path: String

  init() throws {
    let parent = environment("TMPDIR") ?? "/tmp"
    path = "\(parent)/footnote-passage-tests-\(UInt64.random(in: 0 ... .max))"
    try Folder.make(path)
  }

  deinit { try? Folder.remove(path) }

  func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

  /// Makes a file of these bytes and gives its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = try OutputFile(creating: self(name))
    try file.append(bytes)
    return file.path
  }
}

func contents(of path: String) throws -> [UInt8] {
  let file = try MappedFile(path: path)
  return unsafe file.bytes.withUnsafeBytes { unsafe Array($0) }
}

extension RawSpan {
  var array: [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }
}
