import Storage

/// A file that is read whole: a key, a receipt, a list.
enum SmallFile {
  /// More than any of them has.
  static let byteLimit = 256 << 20

  /// The bytes of a file; `-` is standard input.
  static func bytes(_ path: String) throws(Failure) -> [UInt8] {
    do throws(StorageError) {
      let input = path == "-" ? InputFile.standardInput : try InputFile(path: path)
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = try input.read(into: &buffer)
        if count == 0 { return bytes }
        bytes += buffer[..<count]
        guard bytes.count <= byteLimit else {
          throw StorageError.wrongLength(
            path: path, expected: UInt64(byteLimit), found: UInt64(bytes.count))
        }
      }
    } catch {
      throw Failure(reading: error)
    }
  }
}
