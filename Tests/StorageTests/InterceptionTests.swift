import TestSupport
import Storage
import Testing

@Test("Short and interrupted reads and writes are gone on with until all is done")
func harmlessFaults() throws {
  let folder = try TemporaryFolder()
  var generator = SeededGenerator()
  let bytes = generator.bytes(10_000)
  for fault in [Fault.short, .interrupted] {
    for place in 0..<8 {
      let name = "\(fault)-\(place)"
      let injector = FaultInjector(fault, atCall: place)
      let read = try SystemInterception.$current.withValue(injector) {
        try Folder.writeFile(folder(name), bytes)
        var read = [UInt8](repeating: 0, count: bytes.count)
        try RandomAccessFile(path: folder(name)).read(into: &read, at: 0)
        return read
      }
      #expect(read == bytes)
      #expect(try contents(of: folder(name)) == bytes)
    }
  }
}

@Test("A lasting fault reaches the tasks that a task starts, and ends with it")
func interceptionOfTasks() async throws {
  let folder = try TemporaryFolder()
  let path = try folder.file("file", [1])
  let injector = FaultInjector(.inputOutput, atCall: 0, lasts: true, below: folder.path)
  let failures = await SystemInterception.$current.withValue(injector) {
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 { group.addTask { (try? MappedFile(path: path)) == nil } }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
  }
  #expect(failures == 4)
  #expect(injector.count == 4)
  #expect(try contents(of: path) == [1])
}

@Test("Each kind of call can be made to fail, and the error has the system's code")
func everyKindFails() throws {
  let folder = try TemporaryFolder()
  try folder.file("file", [1, 2, 3])
  let recording = try DiskRecording(below: folder.path)
  let work = { () throws in
    let file = try OutputFile(extending: folder("file"))
    try file.append([4])
    try file.cut(toByteCount: 2)
    try file.synchronize()
    _ = try MappedFile(path: folder("file")).byteCount
    var part: [UInt8] = [0]
    try RandomAccessFile(path: folder("file")).read(into: &part, at: 1)
    try Folder.make(folder("sub"))
    try Folder.writeFile(folder("sub/made"), [1])
    try Folder.rename(folder("sub/made"), to: folder("sub/named"))
    try Folder.remove(folder("sub"))
    _ = try FileLock.writer(path: folder("LOCK"), purpose: "tests")
  }
  try SystemInterception.$current.withValue(recording) { try work() }
  #expect(Set(recording.calls.keys) == Set(SystemCall.Kind.allCases))
  // A lock's line is for people, and what fails in writing it is left at that.
  let count = recording.calls.values.reduce(0, +)
  for place in 0..<count {
    removeAll(folder("sub"))
    let injector = FaultInjector(.inputOutput, atCall: place)
    do {
      try SystemInterception.$current.withValue(injector) { try work() }
      #expect(injector.call?.path == folder("LOCK"))
    } catch {
      guard case StorageError.system(_, _, code: ErrorCode.inputOutput) = error else {
        Issue.record("\(error)")
        continue
      }
    }
    #expect(try openFiles(below: folder.path).isEmpty)
  }
}
