import CBzip2
import CZlib
import CZstd
import Storage
import Testing
import WikiModel

@testable import WikiIngest

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
