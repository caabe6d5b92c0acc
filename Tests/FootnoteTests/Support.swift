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
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    let parent = environment("TMPDIR") ?? "/tmp"
    path = "\(parent)/footnote-facade-tests-\(UInt64.random(in: 0 ... .max))"
    try Folder.make(path)
  }

  deinit { removeAll(path) }

  func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

  /// Makes a file of these bytes, in place of one of this name, and gives its path.
  @discardableResult
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    if Folder.exists(self(name)) { try Folder.removeFile(self(name)) }
    let file = try OutputFile(creating: self(name))
    try file.append(bytes)
    return file.path
  }

  @discardableResult
  func file(_ name: String, _ text: String) throws -> String { try file(name, Array(text.utf8)) }

  var names: [String] { get throws { try Folder.names(in: path) } }
}

/// Removes a folder however deep it is; tests put indexes into folders of their own.
func removeAll(_ path: String) {
  if Folder.isFolder(path) {
    for name in (try? Folder.names(in: path)) ?? [] { removeAll("\(path)/\(name)") }
  }
  try? Folder.remove(path)
}

func contents(of path: String) throws -> [UInt8] {
  let file = try MappedFile(path: path)
  return unsafe file.bytes.withUnsafeBytes { unsafe Array($0) }
}

/// The files below a folder with their bytes, by their paths inside it.
func tree(_ path: String, below prefix: String = "") throws -> [String: [UInt8]] {
  var files: [String: [UInt8]] = [:]
  for name in try Folder.names(in: path) {
    let child = "\(path)/\(name)"
    if Folder.isFolder(child) {
      files.merge(try tree(child, below: "\(prefix)\(name)/")) { $1 }
    } else {
      files["\(prefix)\(name)"] = try contents(of: child)
    }
  }
  return files
}

/// Copies an index's files into a new folder.
func write(_ files: [String: [UInt8]], to path: String) throws {
  try Folder.make(path)
  for (name, bytes) in files {
    let folder = Folder.parent(of: "\(path)/\(name)")
    if !Folder.exists(folder) { try Folder.make(folder) }
    let file = try OutputFile(creating: "\(path)/\(name)")
    try file.append(bytes)
  }
}

/// Puts other bytes into a file.
func overwrite(_ path: String, _ bytes: [UInt8]) throws {
  if Folder.exists(path) { try Folder.removeFile(path) }
  try OutputFile(creating: path).append(bytes)
}

extension [UInt8] {
  /// Where a text first occurs from a place on.
  func firstIndex(of text: String, from start: Int = 0) -> Int? {
    let wanted = Array(text.utf8)
    guard let first = wanted.first, count >= wanted.count else { return nil }
    var place = start
    while place <= count - wanted.count {
      if self[place] == first, self[place..<place + wanted.count].elementsEqual(wanted) {
        return place
      }
      place += 1
    }
    return nil
  }

  /// What stands between two marks, the second being the first one after the first.
  func between(_ open: String, _ close: String, from start: Int = 0) -> Range<Int>? {
    guard let opened = firstIndex(of: open, from: start) else { return nil }
    let lower = opened + open.utf8.count
    return firstIndex(of: close, from: lower).map { lower..<$0 }
  }

  var text: String { String(decoding: self, as: UTF8.self) }
}

extension ArraySlice<UInt8> {
  var text: String { String(decoding: self, as: UTF8.self) }
}
