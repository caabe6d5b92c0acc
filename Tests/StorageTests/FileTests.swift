import TestSupport
import Storage
import Testing

private func readAll(_ file: InputFile, bufferByteCount: Int) throws -> [UInt8] {
  var buffer = [UInt8](repeating: 0, count: bufferByteCount)
  var bytes: [UInt8] = []
  while true {
    let count = try file.read(into: &buffer)
    if count == 0 { return bytes }
    bytes += buffer[..<count]
    #expect(file.offset == UInt64(bytes.count))
  }
}

@Test("A file is read from its start to its end, whatever the buffer's size")
func readFile() throws {
  var generator = SeededGenerator()
  let folder = try TemporaryFolder()
  let bytes = generator.bytes(10_000)
  let path = try folder.file("a file — ファイル", bytes)
  for bufferByteCount in [1, 7, 4_096, 20_000] {
    let file = try InputFile(path: path)
    #expect(file.byteCount == 10_000)
    #expect(try readAll(file, bufferByteCount: bufferByteCount) == bytes)
  }
}

@Test("A pipe is read to its end and has no size")
func readPipe() throws {
  let folder = try TemporaryFolder()
  try makePipe(folder("pipe"))
  var writer: PipeEnd? = try PipeEnd(folder("pipe"))
  let file = try InputFile(path: folder("pipe"))
  try writer?.write(Array("through a pipe".utf8))
  writer = nil
  #expect(file.byteCount == nil)
  #expect(try readAll(file, bufferByteCount: 4) == Array("through a pipe".utf8))
}

@Test("A folder and a missing file cannot be read, and the errors differ")
func unreadableInput() throws {
  let folder = try TemporaryFolder()
  #expect(
    throws: StorageError.system(
      operation: "read", path: folder.path, code: ErrorCode.isFolder)
  ) { try InputFile(path: folder.path) }
  #expect(
    throws: StorageError.system(
      operation: "open", path: folder("absent"), code: ErrorCode.noEntry)
  ) { try InputFile(path: folder("absent")) }
}

@Test("An output file reads back what was appended and overwritten")
func readBack() throws {
  var generator = SeededGenerator()
  let folder = try TemporaryFolder()
  let file = try OutputFile(creating: folder("file"))
  var model: [UInt8] = []
  for _ in 0..<300 {
    let piece = generator.bytes(Int.random(in: 0...200, using: &generator))
    if Bool.random(using: &generator), model.count > piece.count {
      let offset = Int.random(in: 0...model.count - piece.count, using: &generator)
      try file.write(piece, at: offset)
      model.replaceSubrange(offset..<offset + piece.count, with: piece)
    } else {
      try file.append(piece)
      model += piece
    }
    #expect(file.byteCount == model.count)
    let start = Int.random(in: 0...model.count, using: &generator)
    var part = [UInt8](
      repeating: 0, count: Int.random(in: 0...model.count - start, using: &generator))
    try file.read(into: &part, at: start)
    #expect(part == Array(model[start..<start + part.count]))
  }
  try file.synchronize()
  #expect(try contents(of: folder("file")) == model)
}

@Test("Reading back past the end is an error, not zeros")
func readBackPastEnd() throws {
  let folder = try TemporaryFolder()
  let file = try OutputFile(creating: folder("file"))
  try file.append([1, 2, 3])
  var part = [UInt8](repeating: 0, count: 4)
  #expect(throws: StorageError.wrongLength(path: file.path, expected: 5, found: 3)) {
    try file.read(into: &part, at: 1)
  }
}

@Test("An output file is not made over one that exists, nor in a folder that does not")
func outputThatExists() throws {
  let folder = try TemporaryFolder()
  let path = try folder.file("file", [1])
  #expect(
    throws: StorageError.system(operation: "create", path: path, code: ErrorCode.exists)
  ) { try OutputFile(creating: path) }
  #expect(
    throws: StorageError.system(
      operation: "create", path: folder("absent/file"), code: ErrorCode.noEntry)
  ) { try OutputFile(creating: folder("absent/file")) }
  #expect(try contents(of: path) == [1])
}

@Test("A mapped file has the file's bytes, and an empty one none")
func mappedFile() throws {
  let folder = try TemporaryFolder()
  #expect(try contents(of: folder.file("three", [1, 2, 3])) == [1, 2, 3])
  let empty = try MappedFile(path: folder.file("empty", []))
  #expect(empty.byteCount == 0)
  #expect(empty.bytes.byteCount == 0)
}
