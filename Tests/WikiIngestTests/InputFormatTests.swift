import TestSupport
import Storage
import Testing
import WikiModel

@testable import WikiIngest

@Suite struct InputFormatTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("A dump and JSON Lines are told apart by their first character")
  func known() throws {
    var dump = SampleDump()
    dump.pages = [SampleDump.Page("Page", text: "text")]
    for start in ["", "\n  ", "\u{FEFF}", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"] {
      // XML allows nothing before its declaration, and white space only before the root.
      let reading = readAll(try folder.file("a.jsonl", start + dump.xml))
      #expect(reading.error == nil)
      #expect(reading.titles == ["Page"])
    }
    guard case .badLine = readAll(try folder.file("dump.xml", " \n{}")).error else {
      Issue.record("JSON Lines were not recognised")
      return
    }
  }

  @Test(
    "Other formats are named, with what to do",
    arguments: [
      ("<!DOCTYPE html><html></html>", "an HTML page"), ("<HTML>", "an HTML page"),
      ("[{\"page_id\": 1}]", "a JSON array"), ("PK\u{3}\u{4}....", "a ZIP archive"),
      ("SQLite format 3\0", "an SQLite database"), ("-- MySQL dump 10.16", "an SQL dump"),
      ("%PDF-1.4", "a PDF document"), ("PAR1....", "a Parquet file"),
      (String(repeating: "\0", count: 257) + "ustar", "a tar archive"),
      ("page_id\ttitle", "data that starts with \"page_id.title\""),
    ])
  func foreign(text: String, found: String) throws {
    for bytes in [Array(text.utf8), Packed.gzip(Array(text.utf8))] {
      let path = try folder.file("input", bytes)
      guard case .wrongFormat(_, found, let advice) = readAll(path).error else {
        Issue.record("\(String(describing: readAll(path).error))")
        continue
      }
      #expect(!advice.isEmpty)
    }
  }

  @Test(
    "Formats with bytes that are no text are named, too",
    arguments: [
      ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0], "a 7z archive"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0], "xz data"), ([0x04, 0x22, 0x4D, 0x18], "lz4 data"),
      ([0xFF, 0xFE, 0x7B, 0x00], "UTF-16 text"), ([0x00, 0x3C, 0x00, 0x6D], "UTF-16 text"),
    ] as [([UInt8], String)])
  func binary(bytes: [UInt8], found: String) throws {
    guard case .wrongFormat(_, found, _) = readAll(try folder.file("input", bytes)).error else {
      Issue.record("\(found) was not recognised")
      return
    }
  }

  @Test("White space alone, and a compressed file of nothing, are empty")
  func empty() throws {
    for bytes in [Array(" \n\t".utf8), Packed.gzip([]), Packed.zstd([]), Packed.bzip2([])] {
      let path = try folder.file("input", bytes)
      #expect(readAll(path).error == .empty(path: path))
    }
  }

  @Test("Damage in the first piece is an error of its own")
  func damagedStart() throws {
    let packed = Packed.bzip2(Array(SampleDump().xml.utf8))
    guard case .truncated = readAll(try folder.file("a.bz2", Array(packed[..<40]))).error else {
      Issue.record("no error")
      return
    }
  }

  @Test("Every error says the file and what to do next")
  func descriptions() {
    let path = "some/dump.xml.bz2"
    let errors: [IngestError] = [
      .storage(.system(operation: "open", path: path, code: 2)), .empty(path: path),
      .wrongFormat(path: path, found: "a ZIP archive", advice: "Unpack it."),
      .truncated(path: path, format: "bzip2", compressedOffset: 5, offset: 6),
      .corrupt(path: path, format: "gzip", compressedOffset: 5, offset: 6, reason: "bad"),
      .malformedXML(path: path, line: 3, offset: 9, found: "a mismatched tag"),
      .refusedXML(path: path, line: 3, offset: 9, found: "a document type"),
      .cutOff(path: path, line: 3, offset: 9, pageCount: 1),
      .invalidUTF8(path: path, line: 3, offset: 9),
      .badPage(
        PageFault(
          path: path, title: "T", page: 1, revision: 2, line: 3, offset: 4, expected: "a",
          found: "b")),
      .badLine(LineFault(path: path, line: 3, offset: 4, expected: "a", found: "b")),
      .unknownWiki(path: path, found: "nothing"), .unknownLicense(path: path, wiki: "x"),
    ]
    for error in errors {
      #expect("\(error)".hasPrefix(path))
      #expect("\(error)".hasSuffix("."))
    }
  }

  @Test("A source is named by its file, and dated by the date in the name")
  func sourceNames() {
    let cases: [(String, String?)] = [
      ("/data/enwiki-20260101-pages-articles.xml.bz2", "2026-01-01"),
      ("simplewiki-2025-10-01-p1p1000.xml.bz2", "2025-10-01"),
      ("enwiki-latest-pages-articles.xml.bz2", nil), ("enwiki-20261301-pages.xml", nil),
      ("dump-p000000010p000030302.xml", nil), ("20240229", "2024-02-29"), ("standard input", nil),
    ]
    for (path, date) in cases {
      let source = SourceName(path: path)
      #expect(source.date == date)
      #expect(path.hasSuffix(source.name))
      #expect(!source.name.contains("/"))
    }
  }
}
