import TestSupport
import Storage
import Testing

@Test("A file is replaced whole, and nothing else is left beside it")
func replacing() throws {
  let folder = try TemporaryFolder()
  let path = folder("CURRENT")
  for text in ["one", "a longer one", ""] {
    // A crash may have left this.
    try folder.file("CURRENT.new", "half a")
    try Folder.replaceFile(path, with: Array(text.utf8))
    #expect(try contents(of: path) == Array(text.utf8))
    #expect(try folder.names == ["CURRENT"])
  }
}

@Test("Whatever call fails, a replaced file is the old or the new one, and nothing else is left")
func replacingWithFaults() throws {
  let folder = try TemporaryFolder()
  let path = folder("CURRENT")
  for fault in Fault.allCases {
    var place = 0
    while true {
      try folder.file("CURRENT", "old")
      let injector = FaultInjector(fault, atCall: place)
      let succeeded = SystemInterception.$current.withValue(injector) {
        (try? Folder.replaceFile(path, with: Array("new".utf8))) != nil
      }
      guard injector.wasInjected else { break }
      let text = String(decoding: try contents(of: path), as: UTF8.self)
      #expect(text == (succeeded ? "new" : "old"))
      #expect(succeeded == fault.isHarmless || injector.call?.kind == .status)
      #expect(try folder.names == ["CURRENT"])
      place += 1
    }
    #expect(place > 0)
  }
}

@Test("A file is extended and cut, and cannot be lengthened by cutting")
func extending() throws {
  let folder = try TemporaryFolder()
  let path = try folder.file("file", "0123456789")
  let file = try OutputFile(extending: path)
  #expect(file.byteCount == 10)
  try file.append(Array("ab".utf8))
  #expect(file.byteCount == 12)
  try Folder.cutFile(path, toByteCount: 3)
  #expect(try contents(of: path) == Array("012".utf8))
  #expect(throws: StorageError.self) { try OutputFile(extending: folder.path) }
  #expect(
    throws: StorageError.system(
      operation: "open", path: folder("absent"), code: ErrorCode.noEntry)
  ) { try OutputFile(extending: folder("absent")) }
}

@Test("A file's time of change is told and moves with its bytes")
func modificationTime() throws {
  let folder = try TemporaryFolder()
  let first = try Folder.modificationTime(ofFile: folder.file("first", "1"))
  let second = try Folder.modificationTime(ofFile: folder.file("second", "2"))
  #expect(first > 1_700_000_000 && second >= first)
  #expect(throws: StorageError.self) { try Folder.modificationTime(ofFile: folder("absent")) }
}
