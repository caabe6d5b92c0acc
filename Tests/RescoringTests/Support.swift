import Rescoring
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
    path = "\(parent)/footnote-rescoring-tests-\(UInt64.random(in: 0 ... .max))"
    try Folder.make(path)
  }

  deinit { try? Folder.remove(path) }

  func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }
}

/// A file's bytes.
func contents(_ path: String) throws -> [UInt8] {
  let file = try InputFile(path: path)
  var all: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = try file.read(into: &piece)
    if count == 0 { return all }
    all += piece[..<count]
  }
}

/// Makes a file of these bytes and gives its path.
func write(_ bytes: [UInt8], to path: String) throws -> String {
  let file = try OutputFile(creating: path)
  try file.append(bytes)
  return path
}
