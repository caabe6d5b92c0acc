import TestSupport
import PassageStore
import Storage
import WikiModel

/// A store taken apart, so that tests can put a damaged one together with every checksum right.
struct StoreImage {
  struct Block {
    /// Decompressed.
    var bytes: [UInt8]
    var firstPassage: UInt32
    var passageCount: UInt32
  }

  var blocks: [Block] = []
  var pages: [UInt8]
  var wikis: [UInt8]
  var properties: [UInt8]
  var sections: [UInt8]
  var sectionDirectory: [UInt8]

  init(reading path: String) throws {
    let file = try SectionFileReader(
      path: path, kind: SectionFile.Tag("PASS"), versions: 2...2)
    func section(_ name: StaticString) throws -> [UInt8] {
      let range = try file.range(of: SectionFile.Tag(name))
      return file.bytes(range).array
    }
    pages = try section("PAGE")
    wikis = try section("WIKI")
    properties = try section("PROP")
    sections = try section("SECT")
    sectionDirectory = try section("SDIR")
    let frames = try section("BLKS")
    let directory = try section("BDIR")
    for at in stride(from: 0, to: directory.count, by: 32) {
      func number(_ offset: Int) -> Int {
        Int(directory.rawBytes.integer(UInt32.self, at: at + offset))
      }
      let start = Int(directory.rawBytes.integer(UInt64.self, at: at))
      let frame = Array(frames[start..<start + number(8)])
      blocks.append(
        Block(
          bytes: decompressed(frame.rawBytes, byteCount: number(12)) ?? [],
          firstPassage: UInt32(number(16)), passageCount: UInt32(number(20))))
    }
  }

  /// The directory and the frames that stand for the blocks.
  private func encodedBlocks() -> (directory: [UInt8], frames: [UInt8]) {
    var compressor = BlockCompressor(level: 3)
    var directory: [UInt8] = []
    var frames: [UInt8] = []
    for block in blocks {
      let frame = compressor.compress(block.bytes)
      directory.append(integer: UInt64(frames.count))
      directory.append(integer: UInt32(frame.count))
      directory.append(integer: UInt32(block.bytes.count))
      directory.append(integer: block.firstPassage)
      directory.append(integer: block.passageCount)
      directory.append(integer: checksum(frame.rawBytes))
      frames += frame
    }
    return (directory, frames)
  }

  /// Writes the store; `alteringDirectory` may change the block directory's bytes.
  func write(
    to path: String, alteringDirectory: (inout [UInt8]) -> Void = { _ in }
  ) throws {
    var (directory, frames) = encodedBlocks()
    alteringDirectory(&directory)
    let writer = try SectionFileWriter(path: path, kind: SectionFile.Tag("PASS"), version: 2)
    let sections: [(StaticString, [UInt8])] = [
      ("BLKS", frames), ("BDIR", directory), ("PAGE", pages), ("WIKI", wikis),
      ("PROP", properties), ("SECT", sections), ("SDIR", sectionDirectory),
    ]
    for (name, bytes) in sections {
      try writer.beginSection(SectionFile.Tag(name))
      try writer.append(bytes)
    }
    try writer.finish()
  }
}

/// Reads everything that a store offers, whatever of it can be read.
func exercise(_ path: String) {
  guard let reader = try? PassageStoreReader(path: path) else { return }
  try? reader.verify()
  for number in 0..<min(reader.passageCount, 500) {
    guard let stored = try? reader.passages([number]).first else { continue }
    _ = stored.revision.timestamp.description
    _ = stored.key < stored.key
  }
  for index in 0..<min(reader.pageCount, 500) {
    guard let page = try? reader.page(at: index) else { continue }
    try? reader.forEachPassage(in: page.passages.clamped(to: 0..<500)) { (_, _) in }
  }
  try? reader.forEachPassage(in: 0..<min(reader.passageCount, 500)) { (_, _) in }
  let moment = Timestamp(secondsSince1970: 0)
  for filter in [
    SearchFilter(languages: ["zh"]), SearchFilter(wikis: ["dewiki"]),
    SearchFilter(licenses: ["GFDL-1.3-or-later"], revisedFrom: moment),
    SearchFilter(pages: [PageID(rawValue: 5)], revisedThrough: moment),
    SearchFilter(languages: ["en"], sections: ["", "History"]),
  ] {
    guard let found = try? reader.passages(passing: filter) else { continue }
    precondition(found.ranges.allSatisfy { $0.upperBound <= reader.passageCount })
  }
  _ = try? reader.commonSections(5)
}

/// The content of one block, decompressed with a context of its own.
private func decompressed(_ bytes: RawSpan, byteCount: Int) -> [UInt8]? {
  var decompressor = BlockDecompressor()
  return decompressor.decompress(bytes, byteCount: byteCount)
}
