import TestSupport
import Storage
import Testing

@Test("A block that was compressed is decompressed to the same bytes")
func blockRoundTrip() {
  var generator = SeededGenerator()
  var compressor = BlockCompressor(level: 3)
  var blocks = [0, 1, 100, 32 << 10, 300_000].map { generator.bytes($0) }
  blocks.append([UInt8](repeating: 7, count: 1 << 20))
  blocks.append(Array(String(repeating: "the same words again, ", count: 3_000).utf8))
  for block in blocks {
    let compressed = compressor.compress(block)
    #expect(decompressed(compressed.rawBytes, byteCount: block.count) == block)
    #expect(compressor.compress(block) == compressed)
  }
}

@Test("A block is refused when its size is not the one that was said")
func wrongBlockSize() {
  var compressor = BlockCompressor(level: 3)
  let block = Array("a block of text, and of text, and of text".utf8)
  let compressed = compressor.compress(block)
  for byteCount in [0, 1, block.count - 1, block.count + 1, 100_000] {
    #expect(decompressed(compressed.rawBytes, byteCount: byteCount) == nil)
  }
}

@Test("What is cut, damaged, doubled or followed by more is not a block")
func notOneFrame() {
  var generator = SeededGenerator()
  var compressor = BlockCompressor(level: 3)
  let block = Array(String(repeating: "words of a block ", count: 40).utf8)
  let compressed = compressor.compress(block)
  for count in 0..<compressed.count {
    #expect(decompressed(Array(compressed[..<count]).rawBytes, byteCount: block.count) == nil)
  }
  let twice = compressed + compressed
  #expect(decompressed(twice.rawBytes, byteCount: 2 * block.count) == nil)
  #expect(decompressed((compressed + [0]).rawBytes, byteCount: block.count) == nil)
  for _ in 0..<2_000 {
    let garbage = generator.bytes(Int.random(in: 0...80, using: &generator))
    #expect(decompressed(garbage.rawBytes, byteCount: 64) == nil)
    var damaged = compressed
    damaged[Int.random(in: damaged.indices, using: &generator)] ^= 0x10
    if let bytes = decompressed(damaged.rawBytes, byteCount: block.count) {
      #expect(bytes.count == block.count)
    }
  }
}

/// The content of one block, decompressed with a context of its own.
private func decompressed(_ bytes: RawSpan, byteCount: Int) -> [UInt8]? {
  var decompressor = BlockDecompressor()
  return decompressor.decompress(bytes, byteCount: byteCount)
}
