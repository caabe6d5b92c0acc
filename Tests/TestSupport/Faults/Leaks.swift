import Storage

#if canImport(Glibc)
  import Glibc
#endif

/// The files below a folder that this process has open or mapped; always none outside Linux.
package func openFiles(below folder: String) throws -> [String] {
  #if os(Linux)
    var paths: [String] = []
    for name in try Folder.names(in: "/proc/self/fd") {
      var buffer = [CChar](repeating: 0, count: 4_096)
      let count = unsafe readlink("/proc/self/fd/\(name)", &buffer, buffer.count)
      guard count > 0 else { continue }
      let path = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if path.hasPrefix(folder + "/") { paths.append(path) }
    }
    let maps = try InputFile(path: "/proc/self/maps")
    var text: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try maps.read(into: &piece)
      if count == 0 { break }
      text += piece[..<count]
    }
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let words = line.split(separator: UInt8(ascii: " "), maxSplits: 5)
      guard words.count == 6 else { continue }
      let path = String(decoding: words[5].drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
      if path.hasPrefix(folder + "/") { paths.append("mapped: \(path)") }
    }
    return paths.sorted()
  #else
    return []
  #endif
}
