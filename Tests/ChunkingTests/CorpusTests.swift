import TestSupport
import CZstd
import Glibc
import Testing
import WikiModel

@testable import Chunking

/// Real articles, when the reference data is there.
@Suite(.enabled(if: Corpus.path != nil, "no reference data: set FOOTNOTE_DATA to its folder"))
struct CorpusTests {
  @Test("English articles become passages near the target")
  func english() {
    var widths: [Int] = []
    for article in Corpus.articles(bytes: 1_000_000) {
      let passages = Chunker().passages(of: .plainText(article), language: "en")
      widths += passages.map { $0.string.unicodeScalars.count }
    }
    let mean = Double(widths.reduce(0, +)) / Double(max(1, widths.count))
    #expect((500...600).contains(mean))
    #expect(widths.allSatisfy { $0 <= 1_200 })
    #expect(Double(widths.count { $0 < 100 }) < 0.01 * Double(widths.count))
  }

  @Test("The scanner finds the same sentences as the plain rules in real articles")
  func oracle() {
    for article in Corpus.articles(bytes: 120_000) {
      let text = ReadableText.plainText(article)
      for block in text.blocks {
        let line = String(decoding: text.bytes[block.range], as: UTF8.self)
        #expect(sentences(line, "en") == SentenceOracle(line, language: "en").sentences())
      }
    }
  }
}

/// The corpus of English articles, a compressed JSON object a line.
private enum Corpus {
  static let path: String? = {
    let folder = environment("FOOTNOTE_DATA") ?? "../shared/data"
    let path = folder + "/corpus/enwiki-core.jsonl.zst"
    return unsafe access(path, R_OK) == 0 ? path : nil
  }()

  /// The texts of the first articles, from about so many bytes of lines.
  static func articles(bytes: Int) -> [[UInt8]] {
    let lines = head(bytes).split(separator: 0x0A)
    // The last line is cut off.
    return lines.dropLast().compactMap { text(inLine: Array($0)) }
  }

  private static func head(_ count: Int) -> [UInt8] {
    guard let path, let file = unsafe fopen(path, "rb"),
      let stream = unsafe ZSTD_createDStream()
    else { return [] }
    defer {
      unsafe fclose(file)
      unsafe ZSTD_freeDStream(stream)
    }
    unsafe ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, 27)
    var packed = [UInt8](repeating: 0, count: count)
    let packedCount = unsafe fread(&packed, 1, count, file)
    var plain = [UInt8](repeating: 0, count: count)
    let plainCount = unsafe packed.withUnsafeBytes { source in
      unsafe plain.withUnsafeMutableBytes { target in
        var input = unsafe ZSTD_inBuffer(src: source.baseAddress, size: packedCount, pos: 0)
        var output = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: count, pos: 0)
        while unsafe output.pos < output.size && input.pos < input.size {
          guard unsafe ZSTD_isError(ZSTD_decompressStream(stream, &output, &input)) == 0 else {
            break
          }
        }
        return unsafe output.pos
      }
    }
    return Array(plain[..<plainCount])
  }

  /// The value of the last key, "text", with JSON's escapes undone.
  private static func text(inLine line: [UInt8]) -> [UInt8]? {
    let key = Array("\"text\":".utf8)
    guard var i = line.indices.first(where: { line[$0...].starts(with: key) }) else { return nil }
    i += key.count
    while i < line.count, line[i] != 0x22 { i += 1 }
    i += 1
    var text: [UInt8] = []
    while i < line.count, line[i] != 0x22 {
      guard line[i] == 0x5C, i + 1 < line.count else {
        text.append(line[i])
        i += 1
        continue
      }
      switch line[i + 1] {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"): return nil
      default: text.append(line[i + 1])
      }
      i += 2
    }
    return text
  }
}
