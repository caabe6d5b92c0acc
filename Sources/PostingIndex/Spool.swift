import Storage

/// Bytes put aside until their section can be written, in a temporary file when there are many.
final class Spool {
  private let path: String
  private let memoryLimit: Int
  private var file: OutputFile?
  private var bytes: [UInt8] = []
  private(set) var byteCount = 0

  init(path: String, memoryLimit: Int) {
    self.path = path
    self.memoryLimit = memoryLimit
  }

  deinit {
    // A file that cannot be removed lies in a folder that is not published.
    if file != nil { try? Folder.removeFile(path) }
  }

  func append(_ added: [UInt8]) throws(StorageError) {
    bytes.append(contentsOf: added)
    byteCount += added.count
    guard bytes.count > memoryLimit else { return }
    try openedFile().append(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  private func openedFile() throws(StorageError) -> OutputFile {
    if let file { return file }
    let file = try OutputFile(creating: path)
    self.file = file
    return file
  }

  /// Adds everything to the open section of a file.
  func copy(to writer: SectionFileWriter) throws(StorageError) {
    if let file {
      var piece: [UInt8] = []
      for offset in stride(from: 0, to: file.byteCount, by: 1 << 20) {
        piece = [UInt8](repeating: 0, count: min(1 << 20, file.byteCount - offset))
        try file.read(into: &piece, at: offset)
        try writer.append(piece)
      }
    }
    try writer.append(bytes)
  }
}
