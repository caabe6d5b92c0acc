package import Storage

/// A file of passages whose blocks are written plain, with the blocks compressed.
///
/// Compressed blocks with other bytes in them are hardly ever blocks; so the target's inputs have
/// them plain, and this makes of them what the reader takes. Nil where the input is no such file.
func packedBlocks(_ plain: String, to path: String) -> String? {
  do throws(StorageError) {
    let file = try SectionFileReader(path: plain, kind: passageKind, versions: 2...2)
    let directory = file.bytes(try file.range(of: SectionFile.Tag("BDIR"), elementByteCount: 32))
    let blocks = file.bytes(try file.range(of: SectionFile.Tag("BLKS")))
    var compressor = BlockCompressor(level: 1)
    var frames: [UInt8] = []
    var entries: [UInt8] = []
    for at in stride(from: 0, to: directory.byteCount, by: 32) {
      let start = directory.integer(UInt64.self, at: at)
      let byteCount = directory.integer(UInt32.self, at: at + 12)
      guard start <= UInt64(blocks.byteCount), byteCount <= UInt64(blocks.byteCount) - start
      else { return nil }
      let block = blocks.extracting(Int(start)..<Int(start) + Int(byteCount))
      let frame = compressor.compress(unsafe block.withUnsafeBytes { unsafe Array($0) })
      entries.append(integer: UInt64(frames.count))
      entries.append(integer: UInt32(frame.count))
      entries.append(integer: byteCount)
      entries.append(integer: directory.integer(UInt64.self, at: at + 16))
      entries.append(integer: checksum(frame.rawBytes))
      frames += frame
    }
    try write(file, blocks: frames, directory: entries, to: path)
    return path
  } catch {
    return nil
  }
}

/// The other way: a file of passages with its blocks written plain, for the corpus.
package func plainBlocks(_ packed: String, to path: String) throws(StorageError) {
  let file = try SectionFileReader(path: packed, kind: passageKind, versions: 2...2)
  let directory = file.bytes(try file.range(of: SectionFile.Tag("BDIR"), elementByteCount: 32))
  let blocks = file.bytes(try file.range(of: SectionFile.Tag("BLKS")))
  var decompressor = BlockDecompressor()
  var plain: [UInt8] = []
  var entries: [UInt8] = []
  for at in stride(from: 0, to: directory.byteCount, by: 32) {
    let start = Int(directory.integer(UInt64.self, at: at))
    let end = start + Int(directory.integer(UInt32.self, at: at + 8))
    let byteCount = directory.integer(UInt32.self, at: at + 12)
    entries.append(integer: UInt64(plain.count))
    entries.append(integer: byteCount)
    entries.append(integer: byteCount)
    entries.append(integer: directory.integer(UInt64.self, at: at + 16))
    entries.append(integer: UInt64(0))
    plain +=
      decompressor.decompress(blocks.extracting(start..<end), byteCount: Int(byteCount)) ?? []
  }
  try write(file, blocks: plain, directory: entries, to: path)
}

private let passageKind = SectionFile.Tag("PASS")

private func write(
  _ file: SectionFileReader, blocks: [UInt8], directory: [UInt8], to path: String
) throws(StorageError) {
  let writer = try SectionFileWriter(path: path, kind: passageKind, version: 2)
  for name: StaticString in ["BLKS", "BDIR", "PAGE", "WIKI", "PROP", "SECT", "SDIR"] {
    let tag = SectionFile.Tag(name)
    try writer.beginSection(tag)
    switch "\(name)" {
    case "BLKS": try writer.append(blocks)
    case "BDIR": try writer.append(directory)
    default: try writer.append(file.bytes(try file.range(of: tag)))
    }
  }
  try writer.finish(isDurable: false)
}
