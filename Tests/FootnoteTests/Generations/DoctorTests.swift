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

  @Test(
    "sets aside what is newer than the newest whole generation, and removes nothing",
    arguments: ["manifest-000003.json", "segment-000003/passages", "segment-000003/changes"])
  func setAside(_ name: String) async throws {
    let history = try await History()
    let sound = try tree(history.path)
    try overwrite("\(history.path)/\(name)", [1])
    if name.hasPrefix("segment") { try overwrite("\(history.path)/CURRENT", [1]) }
    let result = try await IndexDoctor(path: history.path).mend()
    #expect(result.remaining.isEmpty)
    #expect(result.mended.contains { $0.place == "CURRENT" })
    let files = try tree(history.path)
    for (file, bytes) in sound where file.contains("000003") && file != name {
      let folder = file.split(separator: "/")[0]
      let aside = file.replacing(folder, with: "\(folder).aside")
      #expect(files[aside] == bytes, "\(aside)")
    }
    #expect(try Index(path: history.path).identity.generation == 2)
    // Its number is given again; what was set aside stays.
    _ = try IndexHistory(path: history.path).rollBack(to: 1)
    #expect(try tree(history.path)["manifest-000003.json.aside"] != nil)
  }

  @Test("falls back to no older generation where the newest can be made whole")
  func rebuildsRatherThanFallsBack() async throws {
    let result = try await mended { path in
      try Folder.removeFile("\(path)/CURRENT")
      try Folder.removeFile("\(path)/segment-000003/words")
    }
    #expect(result.before == ["CURRENT", "segment-000003/words"])
    #expect(result.remaining.isEmpty && result.isSame)
  }

  @Test("without pointer and log, takes the newest manifest whose files are all as it says")
  func withoutPointerAndLog() async throws {
    let result = try await mended { path in
      try Folder.removeFile("\(path)/CURRENT")
      try Folder.removeFile("\(path)/LOG")
    }
    #expect(result.before == ["CURRENT", "LOG"] && result.remaining.isEmpty)
    let history = try await History()
    try Folder.removeFile("\(history.path)/LOG")
    _ = try await IndexDoctor(path: history.path).mend()
    // What each changed is not made up.
    let records = try IndexHistory(path: history.path).records()
    #expect(records.map(\.generation) == [1, 2, 3])
    #expect(records.allSatisfy { $0.addedPageCount == nil && $0.pageCount > 0 })
  }

  @Test("leaves an index of another version, and one that cannot be read, as it is")
  func noDamage() async throws {
    for (name, bytes) in [
      ("CURRENT", "footnote-index 2\nmanifest-000003.json\nsha256 0\n"),
      ("manifest-000003.json", ""),
    ] {
      let history = try await History()
      var made = Array(bytes.utf8)
      if name != "CURRENT" {
        let manifest = try contents(of: "\(history.path)/\(name)")
        made = Array(
          String(decoding: manifest, as: UTF8.self)
            .replacing("\"version\":5", with: "\"version\":6").utf8)
        let sha256 = hexadecimal(digest(.sha256, of: made.rawBytes))
        try overwrite(
          "\(history.path)/CURRENT", Array("footnote-index 1\n\(name)\nsha256 \(sha256)\n".utf8))
      }
      try overwrite("\(history.path)/\(name)", made)
      let before = try tree(history.path)
      await #expect(throws: FootnoteError.self) {
        try await IndexDoctor(path: history.path).mend()
      }
      #expect(try tree(history.path) == before)
    }
  }

  @Test("makes files of older segments again beside those of all generations that are kept")
  func olderSegments() async throws {
    let history = try await History()
    _ = try await IndexCompactor(
      options: CompactionOptions(mergesAll: true, keptGenerationCount: 9)
    ).compact(index: history.path)
    let sound = try tree(history.path)
    for number in 1...3 {
      try overwrite("\(history.path)/segment-00000\(number)/postings", [1])
    }
    let result = try await IndexDoctor(path: history.path).mend()
    #expect(result.mended.count == 3 && result.remaining.isEmpty)
    var files = try tree(history.path)
    // The line says who wrote last, for people.
    files["LOCK"] = sound["LOCK"]
    #expect(files == sound)
  }

  @Test("looks at older generations that are kept, as verifying does, and going back to one")
  func olderGenerations() async throws {
    let history = try await History()
    _ = try await IndexCompactor(
      options: CompactionOptions(mergesAll: true, keptGenerationCount: 9)
    ).compact(index: history.path)
    #expect(try IndexDoctor(path: history.path).examine().isEmpty)
    var bytes = try contents(of: "\(history.path)/segment-000001/passages")
    bytes[bytes.count / 2] ^= 1
    try overwrite("\(history.path)/segment-000001/passages", bytes)
    #expect(
      try IndexDoctor(path: history.path).examine().map(\.place) == ["segment-000001/passages"])
    let before = try tree(history.path)
    #expect(throws: FootnoteError.self) { try Index(path: history.path).verify() }
    #expect(throws: FootnoteError.self) {
      try IndexHistory(path: history.path).rollBack(to: 1)
    }
    #expect(try tree(history.path)["CURRENT"] == before["CURRENT"])
  }
}
