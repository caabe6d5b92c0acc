import TestSupport
import PostingIndex
import Storage
import Testing

/// Reads index files by the words of `Documentation/Format.md`, with none of the room's own code.
@Suite("The byte layout of an index")
struct LayoutTests {
  private func sections(_ collection: Collection) throws -> [String: [UInt8]] {
    let folder = try TemporaryFolder()
    let path = try collection.write(to: folder("index"))
    let bytes = try contents(of: path)
    let file = try SectionFileReader(path: path, kind: PostingFormat.kind, versions: 1...1)
    return [
      "LIST": Array(bytes[try file.range(of: SectionFile.Tag("LIST"))]),
      "TERM": Array(bytes[try file.range(of: SectionFile.Tag("TERM"))]),
      "GRPF": Array(bytes[try file.range(of: SectionFile.Tag("GRPF"))]),
      "GRPO": Array(bytes[try file.range(of: SectionFile.Tag("GRPO"))]),
      "HEAD": Array(bytes[try file.range(of: SectionFile.Tag("HEAD"))]),
    ]
  }

  @Test("of short lists is the documented one, byte by byte")
  func short() throws {
    var collection = Collection()
    collection.documents = [
      [.init(feature: 7, impact: 200)],
      [.init(feature: 0x0102_0304, impact: 1)],
      [],
      [.init(feature: 7, impact: 9), .init(feature: 0x0102_0304, impact: 2)],
    ]
    let found = try sections(collection)
    #expect(found["LIST"] == [])
    #expect(found["GRPF"] == [7, 0, 0, 0])
    #expect(found["GRPO"] == [0, 0, 0, 0, 0, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0])
    #expect(
      found["HEAD"] == [4, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0])
    #expect(
      found["TERM"] == [
        // Feature 7: two postings, gaps 0 and 2 of 2 bits.
        1 << 5 | 2,
        // 0x01020304 - 7 - 1 as a varint; two postings, gaps 1 and 1 of 1 bit.
        0xFC, 0x85, 0x88, 0x08, 1 << 5 | 1,
        0b1000, 200, 9,
        0b11, 1, 2,
      ])
  }

  @Test("of a packed list is the documented one")
  func packed() throws {
    var generator = SeededGenerator()
    var collection = Collection()
    var listed: [(document: UInt32, impact: UInt8)] = []
    for document in 0..<6_000 {
      let isListed = Int.random(in: 0..<25, using: &generator) == 0
      let impact = UInt8.random(in: 1...255, using: &generator)
      collection.documents.append(isListed ? [.init(feature: 5, impact: impact)] : [])
      if isListed { listed.append((UInt32(document), impact)) }
    }
    let list = try #require(try sections(collection)["LIST"])
    let blockCount = (listed.count + 127) / 128
    var before = -1
    var start = 8 * blockCount
    for block in 0..<blockCount {
      let postings = Array(listed[128 * block..<min(128 * block + 128, listed.count)])
      let last = Int(integer(list, 4 * block))
      let end = 8 * blockCount + Int(integer(list, 4 * (blockCount + block)))
      let bytes = Array(list[start..<end])
      #expect(Array(bytes.suffix(postings.count)) == postings.map(\.impact))
      let numbers =
        postings.count == 128
        ? full(bytes, span: last - before) : partial(bytes, count: postings.count)
      #expect(numbers.map { before + 1 + $0 } == postings.map { Int($0.document) })
      #expect(last == numbers.last.map { before + 1 + $0 })
      (before, start) = (last, end)
    }
    #expect(start == list.count)
  }

  private func integer(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
  }

  /// Bit by bit: the documents of a full block, counted from the one before it.
  private func full(_ bytes: [UInt8], span: Int) -> [Int] {
    var width = 0
    while 128 << (width + 1) <= span { width += 1 }
    let bits = bytes.flatMap { byte in (0..<8).map { Int(byte >> $0 & 1) } }
    let highBits = bits[(128 * width)...]
    let upper = highBits.indices.filter { bits[$0] == 1 }.prefix(128).enumerated().map {
      $1 - 128 * width - $0
    }
    return upper.enumerated().map { number, upper in
      var lower = 0
      for bit in 0..<width {
        let laneBit = number / 4 * width + bit
        lower |= bits[laneBit / 32 * 128 + number % 4 * 32 + laneBit % 32] << bit
      }
      return upper << width | lower
    }
  }

  /// The documents of the last block, counted from the one before it.
  private func partial(_ bytes: [UInt8], count: Int) -> [Int] {
    let width = Int(bytes[0])
    let bits = bytes.dropFirst().flatMap { byte in (0..<8).map { Int(byte >> $0 & 1) } }
    var sum = -1
    return (0..<count).map { number in
      for bit in 0..<width { sum += bits[number * width + bit] << bit }
      sum += 1
      return sum
    }
  }
}
