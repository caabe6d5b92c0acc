/// What an input is, told by its first decompressed bytes.
enum InputFormat {
  case dump
  case lines

  /// Tells a dump from JSON Lines.
  ///
  /// - Throws: `.empty`, or `.wrongFormat` that says what the input seems to be and what to do.
  init(firstBytes bytes: ArraySlice<UInt8>, path: String) throws(IngestError) {
    if Self.isUTF16XML(bytes) {
      self = .dump
      return
    }
    if let (found, advice) = foreignFormat(bytes) {
      throw .wrongFormat(path: path, found: found, advice: advice)
    }
    var text = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(byteOrderMark.count) : bytes
    text = text.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
    switch text.first {
    case nil: throw .empty(path: path)
    case UInt8(ascii: "{"): self = .lines
    case UInt8(ascii: "<"):
      if isHTML(text) {
        throw .wrongFormat(
          path: path, found: "an HTML page",
          advice: "Fetch the dump itself, not the page that links to it.")
      }
      self = .dump
    case UInt8(ascii: "["):
      throw .wrongFormat(
        path: path, found: "a JSON array",
        advice: "Write one object a line, for example with: jq -c '.[]' FILE")
    default:
      let start = text.prefix(16).map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: ".") }
      throw .wrongFormat(
        path: path, found: "data that starts with \"\(String(decoding: start, as: UTF8.self))\"",
        advice: "Name a pages-articles dump in XML, or JSON Lines of articles.")
    }
  }
}

extension InputFormat {
  /// True for a byte order mark and `<`; the XML parser reads UTF-16 that has the mark.
  private static func isUTF16XML(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.starts(with: [0xFE, 0xFF, 0x00, 0x3C]) || bytes.starts(with: [0xFF, 0xFE, 0x3C, 0x00])
  }
}

private func isHTML(_ text: ArraySlice<UInt8>) -> Bool {
  let start = String(decoding: text.prefix(64), as: UTF8.self).lowercased()
  return start.hasPrefix("<!doctype html") || start.hasPrefix("<html")
}

/// Recognises formats that people mistake for dumps: their names, and what to do with them.
private func foreignFormat(_ bytes: ArraySlice<UInt8>) -> (found: String, advice: String)? {
  for format in foreignFormats where bytes.dropFirst(format.offset).starts(with: format.magic) {
    return (format.found, format.advice)
  }
  return nil
}

private struct ForeignFormat {
  var magic: [UInt8]
  var offset = 0
  var found: String
  var advice: String
}

private let toUTF8 = "Convert it to UTF-8, for example with iconv."
private let fetchXML = "Fetch the pages-articles dump in XML instead."

private let foreignFormats: [ForeignFormat] = [
  ForeignFormat(magic: [0xFE, 0xFF], found: "UTF-16 text", advice: toUTF8),
  ForeignFormat(magic: [0xFF, 0xFE], found: "UTF-16 text", advice: toUTF8),
  ForeignFormat(magic: [0x00, 0x3C], found: "UTF-16 text", advice: toUTF8),
  ForeignFormat(magic: [0x3C, 0x00], found: "UTF-16 text", advice: toUTF8),
  ForeignFormat(magic: [0x00, 0x7B], found: "UTF-16 text", advice: toUTF8),
  ForeignFormat(magic: [0x7B, 0x00], found: "UTF-16 text", advice: toUTF8),
  ForeignFormat(
    magic: Array("PK\u{3}\u{4}".utf8), found: "a ZIP archive",
    advice: "Unpack it and name the dump inside."),
  ForeignFormat(
    magic: Array("7z".utf8) + [0xBC, 0xAF, 0x27, 0x1C], found: "a 7z archive",
    advice: "Unpack it: 7z x -so FILE | footnote build - ..."),
  ForeignFormat(
    magic: [0xFD] + Array("7zXZ".utf8) + [0x00], found: "xz data",
    advice: "Unpack it: xz -dc FILE | footnote build - ..."),
  ForeignFormat(
    magic: [0x04, 0x22, 0x4D, 0x18], found: "lz4 data",
    advice: "Unpack it: lz4 -dc FILE | footnote build - ..."),
  ForeignFormat(
    magic: Array("ustar".utf8), offset: 257, found: "a tar archive",
    advice: "Unpack it and name the files inside."),
  ForeignFormat(
    magic: Array("SQLite format 3".utf8), found: "an SQLite database", advice: fetchXML),
  ForeignFormat(magic: Array("-- ".utf8), found: "an SQL dump", advice: fetchXML),
  ForeignFormat(magic: Array("%PDF-".utf8), found: "a PDF document", advice: fetchXML),
  ForeignFormat(magic: Array("PAR1".utf8), found: "a Parquet file", advice: fetchXML),
  ForeignFormat(
    magic: Array("FOOTNOTE".utf8), found: "a file of an index", advice: fetchXML),
]
