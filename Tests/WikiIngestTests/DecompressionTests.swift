import TestSupport
import Storage
import Testing

@testable import WikiIngest

@Suite struct DecompressionTests {
  private let folder: TemporaryFolder
  private let bytes: [UInt8]

  init() throws {
    folder = try TemporaryFolder()
    var generator = SeededGenerator()
    let words = (0..<8_000).map { _ in String(generator.next() % 997) }
    bytes = Array(words.joined(separator: " ").utf8)
  }

  /// All that an input gives, in pieces of one size.
  private func read(_ path: String, pieceByteCount: Int = 10_007) throws(IngestError) -> [UInt8] {
    let input = try DecompressedInput(path: path)
    var piece = [UInt8](repeating: 0, count: pieceByteCount)
    var all: [UInt8] = []
    while true {
      let count = try input.read(into: &piece)
      if count == 0 { break }
      all += piece[..<count]
    }
    #expect(input.offset == UInt64(all.count))
    #expect(input.compressedOffset == input.compressedByteCount)
    return all
  }

  @Test("Each compression is told by its first bytes and undone, whatever the file's name")
  func formats() throws {
    let half = bytes.count / 2
    let parts = [Array(bytes[..<half]), [], Array(bytes[half...])]
    let forms: [(Compression, [UInt8])] = [
      (.none, bytes),
      (.bzip2, Packed.bzip2(bytes)),
      (.bzip2, parts.flatMap { Packed.bzip2($0) }),
      (.bzip2, Packed.bzip2(bytes, blockSize: 9) + [UInt8](repeating: 0, count: 700)),
      (.gzip, Packed.gzip(bytes)),
      (.gzip, parts.flatMap { Packed.gzip($0) }),
      (.gzip, Packed.gzip(bytes) + Packed.gzip([])),
      (.gzip, Packed.gzip([]) + Packed.gzip(bytes) + [0, 0, 0]),
      (.zstd, Packed.zstd(bytes)),
      (.zstd, parts.flatMap { Packed.zstd($0) }),
      (.zstd, Packed.skippableFrame([1, 2, 3]) + Packed.zstd(bytes)),
      (.zstd, Packed.zstd(bytes) + Packed.skippableFrame([])),
      (.zstd, Packed.zstd(bytes, windowLog: 27)),
    ]
    for (compression, packed) in forms {
      let path = try folder.file("input.txt", packed)
      #expect(try DecompressedInput(path: path).compression == compression)
      #expect(try read(path) == bytes)
      #expect(try read(path, pieceByteCount: 1 << 20) == bytes)
    }
  }

  @Test("Data of many blocks and pieces is whole")
  func manyPieces() throws {
    let long = (0..<40).flatMap { _ in bytes }
    for packed in [Packed.bzip2(long), Packed.gzip(long), Packed.zstd(long), long] {
      #expect(try read(try folder.file("long", packed)) == long)
    }
  }

  @Test("Many small streams, one behind the other, are one input")
  func manyStreams() throws {
    let parts = stride(from: 0, to: bytes.count, by: 2_000).map {
      Array(bytes[$0..<min($0 + 2_000, bytes.count)])
    }
    for pack in Packed.all {
      let path = try folder.file("many", parts.flatMap(pack))
      #expect(try read(path) == bytes)
    }
  }

  @Test("A stream that is cut short gives what comes before the cut, then says where it is")
  func truncated() throws {
    for pack in Packed.all {
      let packed = pack(bytes)
      for count in stride(from: 97, to: packed.count, by: 97) {
        let path = try folder.file("cut", Array(packed[..<count]))
        let input = try DecompressedInput(path: path)
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        var all: [UInt8] = []
        let error = #expect(throws: IngestError.self) {
          while case let count = try input.read(into: &piece), count > 0 { all += piece[..<count] }
        }
        #expect(bytes.starts(with: all))
        #expect(
          error
            == .truncated(
              path: path, format: input.compression.rawValue, compressedOffset: UInt64(count),
              offset: UInt64(all.count)))
      }
    }
  }

  @Test("A changed byte is found, or changes nothing")
  func corrupt() throws {
    for pack in Packed.all {
      let packed = pack(bytes)
      var found = 0
      for index in stride(from: 4, to: packed.count, by: 97) {
        var changed = packed
        changed[index] ^= 0x10
        let path = try folder.file("changed", changed)
        do throws(IngestError) {
          let read = try read(path)
          #expect(read == bytes)
        } catch {
          found += 1
          switch error {
          case .corrupt(_, _, let compressedOffset, _, _),
            .truncated(_, _, let compressedOffset, _):
            #expect(compressedOffset <= packed.count)
          default: Issue.record("another error: \(error)")
          }
        }
      }
      #expect(found > packed.count / 97 / 2)
    }
  }

  @Test("Other bytes after the last stream are an error")
  func trailingBytes() throws {
    for packed in [Packed.bzip2(bytes), Packed.gzip(bytes), Packed.zstd(bytes)] {
      for tail in ["tail", "\0\0\0tail"] {
        let path = try folder.file("tail", packed + Array(tail.utf8))
        #expect(throws: IngestError.self) { try read(path) }
      }
    }
  }

  @Test("An empty file, a missing one and a folder each have their error")
  func noFile() throws {
    let empty = try folder.file("empty", [] as [UInt8])
    #expect(throws: IngestError.empty(path: empty)) { try DecompressedInput(path: empty) }
    for path in [folder.path, folder.path + "/missing"] {
      let error = #expect(throws: IngestError.self) { try DecompressedInput(path: path) }
      guard case .storage(.system(_, path, _)) = error else {
        Issue.record("another error: \(String(describing: error))")
        continue
      }
    }
  }

  @Test("The first bytes can be looked at before all are read")
  func firstBytes() throws {
    let path = try folder.file("input", Packed.gzip(bytes))
    let input = try DecompressedInput(path: path)
    #expect(try bytes.starts(with: input.firstBytes()))
    #expect(try bytes.starts(with: input.firstBytes()))
    #expect(input.offset == 0)
    var piece = [UInt8](repeating: 0, count: 100)
    #expect(try input.read(into: &piece) == 100)
    #expect(piece == Array(bytes[..<100]))
  }

  @Test("A window beyond 128 MiB is refused, not allocated")
  func largeWindow() throws {
    // A frame header with a window of 2^41 bytes, and no content size.
    let path = try folder.file("large.zst", [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0xF8, 0x00, 0x00])
    #expect(throws: IngestError.self) { try read(path) }
  }
}
