import CBzip2
import CZlib
import CZstd
import Storage
import Testing
import WikiModel

@testable import WikiIngest

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// SplitMix64 with a seed that is printed, so that a failing run can be replayed.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
struct IngestGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// Takes the seed from `FOOTNOTE_SEED`, or else a new one, and prints it.
  init(for test: String = #function) {
    let given = ingestEnvironment("FOOTNOTE_SEED").flatMap { UInt64($0) }
    state = given ?? UInt64.random(in: 0...UInt64(UInt32.max))
    print("\(test): FOOTNOTE_SEED=\(state)")
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

func ingestEnvironment(_ name: String) -> String? {
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(cString: value)
}

/// A folder of input files that goes with everything in it when the object goes.
final class InputFolder {
  let path: String

  init() throws {
    let parent = ingestEnvironment("TMPDIR") ?? "/tmp"
    path = "\(parent)/footnote-ingest-tests-\(UInt64.random(in: 0 ... .max))"
    try Folder.make(path)
  }

  deinit { try? Folder.remove(path) }

  /// Makes a file of these bytes, in place of one of this name, and gives its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = "\(self.path)/\(name)"
    if Folder.exists(path) { try Folder.removeFile(path) }
    let file = try OutputFile(creating: path)
    try file.append(bytes)
    return path
  }

  func file(_ name: String, _ text: String) throws -> String { try file(name, Array(text.utf8)) }
}

/// What an input gave, up to its end or its fault.
struct Reading {
  var pages: [RawPage] = []
  var counts = IngestCounts()
  var log = FaultLog()
  var error: IngestError?

  var titles: [String] { pages.map(\.article.title) }
  var texts: [String] { pages.map { String(decoding: $0.article.text, as: UTF8.self) } }
}

/// Reads an input to its end or its fault, and checks each page's digest.
func readAll(_ path: String, _ options: IngestOptions = IngestOptions()) -> Reading {
  var reading = Reading()
  do throws(IngestError) {
    let input = try ArticleInput(path: path, options: options)
    do throws(IngestError) {
      while let page = try input.next() {
        try page.checkDigest()
        reading.pages.append(page)
      }
    } catch {
      reading.error = error
    }
    reading.counts = input.counts
    reading.log = input.log
  } catch {
    reading.error = error
  }
  return reading
}

/// Compresses, as the formats' own tools do.
enum Packed {
  static var all: [([UInt8]) -> [UInt8]] {
    [{ bzip2($0) }, { gzip($0) }, { zstd($0) }]
  }

  static func bzip2(_ bytes: [UInt8], blockSize: Int32 = 1) -> [UInt8] {
    var packed = [UInt8](repeating: 0, count: bytes.count + bytes.count / 50 + 1_000)
    var source = bytes
    var count = UInt32(packed.count)
    let code = unsafe packed.withUnsafeMutableBytes { target in
      unsafe source.withUnsafeMutableBytes { source in
        unsafe BZ2_bzBuffToBuffCompress(
          target.baseAddress?.assumingMemoryBound(to: CChar.self), &count,
          source.baseAddress?.assumingMemoryBound(to: CChar.self), UInt32(source.count),
          blockSize, 0, 0)
      }
    }
    precondition(code == BZ_OK, "bzip2 cannot compress")
    return Array(packed[..<Int(count)])
  }

  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var packed = [UInt8](repeating: 0, count: bytes.count + bytes.count / 50 + 1_000)
    var source = bytes
    let count = unsafe packed.withUnsafeMutableBytes { target in
      unsafe source.withUnsafeMutableBytes { source in
        var stream = unsafe z_stream()
        unsafe deflateInit2_(
          &stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
          Int32(MemoryLayout<z_stream>.size))
        unsafe stream.next_in = source.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.avail_in = UInt32(source.count)
        unsafe stream.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.avail_out = UInt32(target.count)
        let code = unsafe deflate(&stream, Z_FINISH)
        precondition(code == Z_STREAM_END, "zlib cannot compress")
        unsafe deflateEnd(&stream)
        return unsafe Int(stream.total_out)
      }
    }
    return Array(packed[..<count])
  }

  static func zstd(_ bytes: [UInt8], windowLog: Int32 = 0) -> [UInt8] {
    var packed = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
    let context = unsafe ZSTD_createCCtx()
    defer { unsafe _ = ZSTD_freeCCtx(context) }
    unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLog)
    // Streaming, so that the frame's header says the window rather than the content's size.
    let count = unsafe packed.withUnsafeMutableBytes { target in
      unsafe bytes.withUnsafeBytes { source in
        var output = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
        var input = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
        unsafe ZSTD_compressStream2(context, &output, &input, ZSTD_e_continue)
        let left = unsafe ZSTD_compressStream2(context, &output, &input, ZSTD_e_end)
        precondition(left == 0, "zstd cannot compress")
        return unsafe output.pos
      }
    }
    return Array(packed[..<count])
  }

  /// A frame of bytes that decoders pass over (RFC 8878, section 3.1.2).
  static func skippableFrame(_ bytes: [UInt8]) -> [UInt8] {
    [0x5A, 0x2A, 0x4D, 0x18] + [UInt8(bytes.count), 0, 0, 0] + bytes
  }
}

func sha1InBase36(_ text: String) -> String {
  base36(digest(.sha1, of: Array(text.utf8).rawBytes))
}
