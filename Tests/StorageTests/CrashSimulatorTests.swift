import TestSupport
import Storage
import Testing

/// Records what is done to a folder, with files in it from before.
private func recorded(
  _ folder: TemporaryFolder, _ body: () throws -> Void
) throws -> CrashSimulator {
  let recording = try DiskRecording(below: folder.path)
  try SystemInterception.$current.withValue(recording) { try body() }
  return CrashSimulator(recording)
}

/// The different states after all operations.
private func states(_ simulator: CrashSimulator, after count: Int? = nil) -> Set<DiskState> {
  var generator = SeededGenerator()
  return Set(
    (0..<400).map { _ in
      simulator.state(after: count ?? simulator.operationCount, using: &generator)
    })
}

@Test("What was synced, bytes and names, is in every state")
func syncedIsKept() throws {
  let folder = try TemporaryFolder()
  try folder.file("old", "kept")
  let simulator = try recorded(folder) {
    try Folder.make(folder("sub"))
    try Folder.writeFile(folder("sub/file"), [1, 2, 3])
    try Folder.synchronize(folder("sub"))
    try Folder.removeFile(folder("old"))
    try Folder.synchronize(folder.path)
  }
  #expect(states(simulator) == [DiskState(files: ["sub/file": [1, 2, 3]], folders: ["sub"])])
}

@Test("A name that was not synced may be missing, and its file's bytes do not matter")
func unsyncedName() throws {
  let folder = try TemporaryFolder()
  let simulator = try recorded(folder) { try Folder.writeFile(folder("file"), [1]) }
  #expect(states(simulator) == [DiskState(), DiskState(files: ["file": [1]])])
}

@Test("Bytes that were not synced may be missing, torn, or zeros, in any order")
func unsyncedBytes() throws {
  let folder = try TemporaryFolder()
  let simulator = try recorded(folder) {
    let file = try OutputFile(creating: folder("file"))
    try Folder.synchronize(folder.path)
    try file.append([UInt8](repeating: 1, count: 600))
    try file.append([UInt8](repeating: 2, count: 10))
  }
  let contents = Set(states(simulator).compactMap { $0.files["file"] })
  let ones = { [UInt8](repeating: 1, count: $0) }
  let zeros = { [UInt8](repeating: 0, count: $0) }
  let twos = [UInt8](repeating: 2, count: 10)
  for expected in [
    [], ones(512), ones(600), zeros(600), ones(600) + twos, zeros(600) + twos,
    ones(512) + zeros(88) + twos,
  ] { #expect(contents.contains(expected), "\(expected.count) bytes") }
  #expect(contents.allSatisfy { $0.count <= 610 && $0.prefix(600).allSatisfy { $0 < 2 } })
}

@Test("A rename that was not synced has happened whole or not at all")
func unsyncedRename() throws {
  let folder = try TemporaryFolder()
  try folder.file("CURRENT", "old")
  let simulator = try recorded(folder) {
    try Folder.replaceFile(folder("CURRENT"), with: Array("new".utf8))
    try Folder.synchronize(folder.path)
  }
  let found = (0...simulator.operationCount).reduce(into: Set<DiskState>()) {
    $0.formUnion(states(simulator, after: $1))
  }
  let texts = Set(found.map { String(decoding: $0.files["CURRENT"] ?? [], as: UTF8.self) })
  #expect(texts == ["old", "new"])
  #expect(states(simulator) == [DiskState(files: ["CURRENT": Array("new".utf8)])])
}

@Test("A file that is renamed before it is synced can lose its bytes: the simulator finds it")
func unsafeReplacement() throws {
  let folder = try TemporaryFolder()
  try folder.file("CURRENT", "old")
  let simulator = try recorded(folder) {
    try OutputFile(creating: folder("new")).append(Array("new".utf8))
    try Folder.rename(folder("new"), to: folder("CURRENT"))
    try Folder.synchronize(folder.path)
  }
  #expect(states(simulator).contains(DiskState(files: ["CURRENT": []])))
}

@Test("A log that a crash tears has its old lines, and every line that was acknowledged")
func crashedLog() throws {
  var generator = SeededGenerator()
  let folder = try TemporaryFolder()
  let texts = (0..<6).map { [UInt8](repeating: 0x61 + $0, count: 300 * Int($0)) }
  var log = try RecordLog(creating: folder("LOG"))
  let recording = try DiskRecording(below: folder.path)
  var ends: [Int] = []
  try SystemInterception.$current.withValue(recording) {
    for text in texts {
      try log.append(text)
      ends.append(recording.operationCount)
    }
  }
  let simulator = CrashSimulator(recording)
  for _ in 0..<2_000 {
    let place = Int.random(in: 0...simulator.operationCount, using: &generator)
    let state = simulator.state(after: place, using: &generator)
    let path = try folder.file("crashed", state.files["LOG"] ?? [])
    var after = try RecordLog(path: path)
    let acknowledged = ends.count { $0 <= place }
    #expect(after.records.count >= acknowledged)
    #expect(after.records == Array(texts.prefix(after.records.count)))
    try after.dropTornTail()
    try after.append([0x41])
    #expect(try RecordLog(path: path).records.last == [0x41])
  }
}
