import TestSupport
import Storage
import Testing

private let texts = ["{\"generation\":1}", "", "{\"name\":\"索引\"}", "last"].map { Array($0.utf8) }

private func makeLog(_ path: String) throws -> [UInt8] {
  var log = try RecordLog(creating: path)
  for text in texts { try log.append(text) }
  return try contents(of: path)
}

@Test("A log gives back what was added, in its order, from whoever opens it")
func logReadBack() throws {
  let folder = try TemporaryFolder()
  let path = folder("LOG")
  #expect(try RecordLog(path: folder.file("empty", "")).records.isEmpty)
  let bytes = try makeLog(path)
  let log = try RecordLog(path: path)
  #expect(log.records == texts && log.tornTail == nil && log.byteCount == bytes.count)
  #expect(throws: StorageError.self) { try RecordLog(creating: path) }
  #expect(throws: StorageError.self) { try RecordLog(path: folder("absent")) }
}

@Test("A line is the hash of its text in hexadecimal digits, a space, the text, a line feed")
func logLine() throws {
  let folder = try TemporaryFolder()
  var log = try RecordLog(creating: folder("LOG"))
  try log.append([])
  // The XXH3 of nothing, by the specification.
  #expect(try contents(of: folder("LOG")) == Array("2d06800538d394c2 \n".utf8))
}

@Test("A log cut at any length keeps its whole lines, tells the rest, and goes on without it")
func tornLogs() throws {
  let folder = try TemporaryFolder()
  let bytes = try makeLog(folder("LOG"))
  for count in 0..<bytes.count {
    let path = try folder.file("cut", Array(bytes[..<count]))
    var log = try RecordLog(path: path)
    let whole = bytes[..<count].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    #expect(log.records == Array(texts.prefix(bytes[..<whole].count { $0 == 0x0A })))
    #expect(log.tornTail?.offset == (whole == count ? nil : whole))
    #expect(log.tornTail?.byteCount == (whole == count ? nil : count - whole))
    if log.tornTail != nil { #expect(throws: StorageError.self) { try log.append([0x41]) } }
    try log.dropTornTail()
    try log.append([0x41])
    let again = try RecordLog(path: path)
    #expect(again.records == log.records && again.tornTail == nil)
    #expect(again.records.last == [0x41])
  }
}

@Test("A flipped bit is a torn tail in the last line and damage in any other")
func flippedLogs() throws {
  let folder = try TemporaryFolder()
  let bytes = try makeLog(folder("LOG"))
  let lastLine = bytes.dropLast().lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
  for place in bytes.indices {
    for bit in 0..<8 {
      var damaged = bytes
      damaged[place] ^= 1 << bit
      let path = try folder.file("damaged", damaged)
      do throws(StorageError) {
        let log = try RecordLog(path: path)
        #expect(log.records == Array(texts.dropLast()))
        #expect(log.tornTail?.offset == lastLine && place >= lastLine)
      } catch {
        guard case .corrupt(path, _, _, _) = error else {
          Issue.record("\(error)")
          continue
        }
        // A line feed that turns up inside the last line makes damage of its first part.
        #expect(place < lastLine || damaged[place] == 0x0A)
      }
    }
  }
}

@Test("Whatever call fails, a log has the old lines or one more, and a torn tail at most")
func logWithFaults() throws {
  let folder = try TemporaryFolder()
  let bytes = try makeLog(folder("LOG"))
  for fault in Fault.allCases {
    var place = 0
    while true {
      let path = try folder.file("faulty", bytes)
      let injector = FaultInjector(fault, atCall: place)
      let succeeded = SystemInterception.$current.withValue(injector) { () -> Bool in
        guard var log = try? RecordLog(path: path) else { return false }
        return (try? log.append([0x42])) != nil
      }
      guard injector.wasInjected else { break }
      #expect(succeeded == fault.isHarmless)
      var log = try RecordLog(path: path)
      try log.dropTornTail()
      #expect(log.records == (succeeded ? texts + [[0x42]] : texts))
      place += 1
    }
    #expect(place > 0)
  }
}

@Test("The last lines are dropped for good, and the log goes on after those that stay")
func droppedRecords() throws {
  let folder = try TemporaryFolder()
  let bytes = try makeLog(folder("LOG"))
  for count in 0...texts.count {
    for tail in ["", "torn"] {
      let path = try folder.file("dropped", bytes + Array(tail.utf8))
      var log = try RecordLog(path: path)
      try log.dropRecords(from: count)
      try log.dropTornTail()
      try log.append([0x43])
      #expect(log.records == texts.prefix(count) + [[0x43]])
      #expect(try RecordLog(path: path).records == log.records)
    }
  }
}

@Test("Lines that another writer added are not written over")
func twoLogWriters() throws {
  let folder = try TemporaryFolder()
  _ = try makeLog(folder("LOG"))
  var first = try RecordLog(path: folder("LOG"))
  var second = try RecordLog(path: folder("LOG"))
  try first.append([0x31])
  #expect(throws: StorageError.self) { try second.append([0x32]) }
  #expect(try RecordLog(path: folder("LOG")).records == texts + [[0x31]])
}
