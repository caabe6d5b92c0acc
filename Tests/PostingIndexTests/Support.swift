import PostingIndex
import Storage
import Testing

/// Makes a file of these bytes and gives its path.
func write(_ bytes: [UInt8], to path: String) throws -> String {
  let file = try OutputFile(creating: path)
  try file.append(bytes)
  return path
}
