import JSON
import Provenance
import Storage
import TestSupport
import Testing

/// A transparency log in a folder of its own.
struct SampleLog {
  let folder: TemporaryFolder
  let log: TransparencyLog
  var path: String { folder("entries") }

  init(_ count: Int = 0) throws {
    folder = try TemporaryFolder()
    log = TransparencyLog(path: folder("entries"), lockPath: folder("LOCK"))
    try log.create(Self.entry("start"))
    for number in 0..<count { try append("entry \(number)") }
  }

  static func entry(_ text: String) -> JSONValue { ["kind": "note", "text": .string(text)] }

  @discardableResult
  func append(_ text: String) throws -> TransparencyLogLine {
    try log.append(.disk, recovery: { Self.entry("cut \($0)") }, { Self.entry(text) })
  }

  /// All lines, checked.
  func lines() throws -> [TransparencyLogLine] {
    var reader = try log.reader()
    var lines: [TransparencyLogLine] = []
    while let line = try reader.next() { lines.append(line) }
    return lines
  }

  func texts() throws -> [String?] { try lines().map { $0.entry?["text"]?.string } }

  /// Whether reading the log with other bytes is refused.
  func isRefused(_ bytes: [UInt8]) throws -> Bool {
    try folder.file("entries", bytes)
    do {
      _ = try lines()
      return false
    } catch TransparencyLog.Failure.provenance(.damagedLog) {
      return true
    }
  }
}

@Test("A tree that grows by its complete subtrees has the root of the tree over all leaves")
func frontier() {
  var tree = MerkleFrontier()
  var leaves: [SHA256Digest] = []
  #expect(tree.root == MerkleTree.root(of: []))
  for number in 0..<300 {
    let leaf = MerkleTree.leafHash(of: Array("leaf \(number)".utf8))
    leaves.append(leaf)
    tree.append(leaf)
    #expect(tree.root == MerkleTree.root(of: leaves[...]))
    #expect(MerkleFrontier(size: tree.size, subtrees: tree.subtrees) == tree)
    #expect(MerkleFrontier(size: tree.size, subtrees: tree.subtrees + [leaf]) == nil)
  }
}

@Suite("A transparency log")
struct TransparencyLogTests {
  @Test("has the tree over its entries in every line")
  func chain() throws {
    let sample = try SampleLog(40)
    let lines = try sample.lines()
    #expect(try sample.texts() == ["start"] + (0..<40).map { "entry \($0)" })
    let leaves = lines.map { MerkleTree.leafHash(of: $0.entry?.canonical ?? []) }
    for (index, line) in lines.enumerated() {
      #expect(line.index == UInt64(index))
      #expect(line.tree.root == MerkleTree.root(of: leaves[...index]))
    }
  }

  @Test("with any byte altered, taken out or put in is refused")
  func everyByte() throws {
    var generator = SeededGenerator()
    let sample = try SampleLog(6)
    let sound = try contents(of: sample.path)
    for place in sound.indices {
      var altered = sound
      altered[place] ^= UInt8.random(in: 1...255, using: &generator)
      #expect(try sample.isRefused(altered), "byte \(place) altered to \(altered[place])")
      var shorter = sound
      shorter.remove(at: place)
      #expect(try sample.isRefused(shorter), "byte \(place) taken out")
      var longer = sound
      longer.insert(.random(in: 0...255, using: &generator), at: place)
      #expect(try sample.isRefused(longer), "byte \(longer[place]) put in at \(place)")
    }
  }

  @Test("with lines taken out, repeated, exchanged or put in is refused, but for the last ones")
  func lines() throws {
    let sample = try SampleLog(7)
    let sound = try contents(of: sample.path)
    let lines = sound.split(separator: 0x0A).map { Array($0) + [0x0A] }
    let stranger = try SampleLog(7)
    try stranger.append("another")
    let other = try contents(of: stranger.path).split(separator: 0x0A).map { Array($0) + [0x0A] }
    for index in lines.indices {
      var altered = lines
      altered.remove(at: index)
      #expect(try sample.isRefused(altered.flatMap { $0 }) == (index < lines.count - 1))
      altered = lines
      altered.insert(lines[index], at: index)
      #expect(try sample.isRefused(altered.flatMap { $0 }))
      altered = lines
      altered.insert(other[8], at: index)
      #expect(try sample.isRefused(altered.flatMap { $0 }))
      if index > 0 {
        altered = lines
        altered.swapAt(index, index - 1)
        #expect(try sample.isRefused(altered.flatMap { $0 }))
      }
    }
    #expect(try sample.isRefused([]))
  }

  @Test("that was cut off anywhere in its last line goes on, and says what was lost")
  func tornTail() throws {
    let sample = try SampleLog(5)
    let sound = try contents(of: sample.path)
    let before = try #require(sound.dropLast().lastIndex(of: 0x0A)) + 1
    for end in before + 1..<sound.count {
      for damaged in [Array(sound[..<end]), sound[..<end] + [0x0A]] where damaged != sound {
        #expect(try sample.isRefused(damaged))
        try sample.append("after")
        let cut = "cut \(damaged.count - before)"
        #expect(try sample.texts().suffix(3) == ["entry 3", cut, "after"])
      }
    }
    // More than a crash can do.
    try sample.folder.file("entries", Array(sound[..<(before - 9)]) + Array("\n{}\n{}\n".utf8))
    #expect(throws: TransparencyLog.Failure.self) { try sample.append("after") }
  }

  @Test("whose entries were pruned has the tree that it had, and goes on")
  func pruning() throws {
    let sample = try SampleLog(20)
    let trees = try sample.lines().map(\.tree)
    func prune(_ limit: Int) throws -> Int {
      try sample.log.prune(
        { entry in
          let words = entry["text"]?.string?.split(separator: " ") ?? []
          return words.count == 2 && words[0] == "entry" && Int(words[1]) ?? .max < limit
        }, note: { SampleLog.entry("pruned \($0)") })
    }
    #expect(try prune(0) == 0)
    #expect(try sample.lines().count == 21)
    #expect(try prune(5) == 5)
    try sample.append("more")
    #expect(try prune(5) == 0)
    #expect(try prune(8) == 3)
    let lines = try sample.lines()
    #expect(lines.prefix(21).map(\.tree) == trees)
    #expect(lines.map { $0.entry == nil } == (0..<24).map { (1...8).contains($0) })
    #expect(try sample.texts().suffix(3) == ["pruned 5", "more", "pruned 3"])
    let bytes = String(decoding: try contents(of: sample.path), as: UTF8.self)
    #expect(!bytes.contains("\"entry 7\"") && bytes.contains("\"entry 8\""))
    #expect(try sample.folder.names == ["LOCK", "entries"])
  }

  @Test("takes entries from many at once, each whole and once")
  func concurrency() async throws {
    let sample = try SampleLog()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask { for number in 0..<25 { try sample.append("\(writer) \(number)") } }
      }
      try await group.waitForAll()
    }
    let texts = try sample.texts().compactMap { $0 }
    for writer in 0..<8 {
      #expect(
        texts.filter { $0.hasPrefix("\(writer) ") } == (0..<25).map { "\(writer) \($0)" })
    }
    #expect(texts.count == 201)
  }
}

@Test(
  "An authentication code is that of RFC 4231",
  arguments: [
    (
      [UInt8](repeating: 0x0B, count: 20), "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xAA, count: 131),
      "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ])
func messageAuthentication(key: [UInt8], message: String, code: String) {
  #expect(authenticationCode(of: Array(message.utf8), key: key).hexadecimal == code)
}
