import Storage
import TestSupport
import Testing

@testable import Footnote

@Suite("The doctor")
struct DoctorTests {
  /// Damages a copy of an index, mends it, and tells what was mended and what remains.
  private func mended(
    _ damage: (_ path: String) throws -> Void
  ) async throws -> (before: [String], mended: [String], remaining: [String], isSame: Bool) {
    let history = try await History()
    let sound = try tree(history.path)
    try damage(history.path)
    let doctor = IndexDoctor(path: history.path)
    let before = try doctor.examine().map(\.place)
    let result = try await doctor.mend()
    var files = try tree(history.path)
    // The line says who wrote last, for people.
    files["LOCK"] = sound["LOCK"]
    return (
      before, result.mended.map(\.place), result.remaining.map(\.place), files == sound
    )
  }

  @Test("finds nothing wrong with a sound index, and changes nothing of it")
  func sound() async throws {
    let result = try await mended { _ in }
    #expect(result.before.isEmpty && result.mended.isEmpty && result.remaining.isEmpty)
    #expect(result.isSame)
  }

  @Test(
    "makes postings and words again from the passages, byte for byte",
    arguments: ["segment-000001/postings", "segment-000001/words"])
  func derived(_ name: String) async throws {
    for bytes in [nil, [], [1, 2, 3]] as [[UInt8]?] {
      let result = try await mended { path in
        try Folder.removeFile("\(path)/\(name)")
        if let bytes { try overwrite("\(path)/\(name)", bytes) }
      }
      #expect(result.before == [name])
      #expect(result.mended == [name] && result.remaining.isEmpty && result.isSame)
    }
  }

  @Test("points to the newest whole generation again, and writes the log anew")
  func pointerAndLog() async throws {
    let pointer = try await mended { try overwrite("\($0)/CURRENT", Array("nonsense".utf8)) }
    #expect(pointer.before == ["CURRENT"] && pointer.remaining.isEmpty && pointer.isSame)
    let torn = try await mended { path in
      var log = try contents(of: "\(path)/LOG")
      log += Array("0123".utf8)
      try overwrite("\(path)/LOG", log)
    }
    #expect(torn.before == ["LOG"] && torn.remaining.isEmpty && torn.isSame)
    let damaged = try await mended { path in
      var log = try contents(of: "\(path)/LOG")
      log[40] ^= 1
      try overwrite("\(path)/LOG", log)
    }
    #expect(damaged.before == ["LOG"] && damaged.remaining.isEmpty)
    let missing = try await mended { try Folder.removeFile("\($0)/LOG") }
    #expect(missing.before == ["LOG"] && missing.remaining.isEmpty)
  }

  @Test("removes what a writer has left behind")
  func leftovers() async throws {
    let result = try await mended { path in
      try Folder.make("\(path)/segment-000009")
      try overwrite("\(path)/segment-000009/passages", [1])
      try overwrite("\(path)/manifest-000004.json", [1])
      try overwrite("\(path)/CURRENT.new", [1])
    }
    #expect(result.before == ["CURRENT.new", "manifest-000004.json", "segment-000009"])
    #expect(result.remaining.isEmpty && result.isSame)
  }

  @Test("does not take what a writer at work has made for what one has left behind")
  func writerAtWork() async throws {
    let history = try await History()
    let doctor = IndexDoctor(path: history.path)
    try Folder.make("\(history.path)/segment-000009")
    #expect(try doctor.examine().map(\.place) == ["segment-000009"])
    let writer = try FileLock.writer(path: "\(history.path)/LOCK", purpose: "works")
    #expect(try doctor.examine().isEmpty)
    withExtendedLifetime(writer) {}
  }

  @Test("says of damaged passages that they cannot be made again, and where to go back to")
  func passages() async throws {
    let history = try await History()
    var bytes = try contents(of: "\(history.path)/segment-000002/passages")
    bytes[bytes.count / 2] ^= 1
    try overwrite("\(history.path)/segment-000002/passages", bytes)
    let result = try await IndexDoctor(path: history.path).mend()
    #expect(result.mended.isEmpty)
    #expect(result.remaining.map(\.place) == ["segment-000002/passages"])
    #expect(result.remaining.first?.remedy == nil)
    #expect(result.remaining.first?.advice.contains("generation 1") == true)
  }
}
