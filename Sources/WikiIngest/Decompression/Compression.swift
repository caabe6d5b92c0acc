/// How a file's bytes are compressed, told by their first bytes and never by the file's name.
package enum Compression: String, Sendable {
  case none
  case bzip2
  case gzip
  case zstd

  /// Recognises a format by its magic bytes.
  ///
  /// Sources: RFC 1952 section 2.3.1 (gzip), RFC 8878 sections 3.1.1 and 3.1.2 (zstd's frames and
  /// skippable frames), the bzip2 manual.
  init(firstBytes bytes: some RandomAccessCollection<UInt8>) {
    let start = Array(bytes.prefix(4))
    guard start.count == 4 else {
      self = .none
      return
    }
    let magic = start.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    if start[0..<3].elementsEqual("BZh".utf8), (0x31...0x39).contains(start[3]) {
      self = .bzip2
    } else if magic & 0xFFFFFF == 0x088B1F {
      self = .gzip
    } else if magic == 0xFD2F_B528 || magic & 0xFFFF_FFF0 == 0x184D_2A50 {
      self = .zstd
    } else {
      self = .none
    }
  }

  func makeDecoder() throws(DecodingFault) -> any StreamDecoder {
    switch self {
    case .none: PlainDecoder()
    case .bzip2: try Bzip2Decoder()
    case .gzip: try GzipDecoder()
    case .zstd: try ZstdDecoder()
    }
  }
}
