public import Storage

/// What can be wrong with a dump or a file of articles.
///
/// Offsets count bytes from 0 in the decompressed data, unless they are called compressed; lines
/// count from 1.
public enum IngestError: Error, Hashable, Sendable {
  /// The file could not be opened or read.
  case storage(StorageError)
  /// The file holds no bytes, or nothing but white space.
  case empty(path: String)
  /// The file is something else than a dump or JSON Lines.
  case wrongFormat(path: String, found: String, advice: String)
  /// The compressed data ends before its end.
  case truncated(path: String, format: String, compressedOffset: UInt64, offset: UInt64)
  /// The compressed data cannot be decoded.
  case corrupt(
    path: String, format: String, compressedOffset: UInt64, offset: UInt64, reason: String)
  /// The XML does not follow XML's rules.
  case malformedXML(path: String, line: Int, offset: UInt64, found: String)
  /// The XML is well-formed so far, and holds what a dump never holds.
  case refusedXML(path: String, line: Int, offset: UInt64, found: String)
  /// The XML ends before `</mediawiki>`.
  case cutOff(path: String, line: Int, offset: UInt64, pageCount: Int)
  /// Bytes are not UTF-8.
  case invalidUTF8(path: String, line: Int, offset: UInt64)
  /// A page cannot be taken as it is.
  case badPage(PageFault)
  /// A line of JSON Lines cannot be taken as it is.
  case badLine(LineFault)
  /// Neither the file nor the caller says which wiki the pages are from.
  case unknownWiki(path: String, found: String)
  /// Neither the wiki nor the caller says under which licence the pages are.
  case unknownLicense(path: String, wiki: String)
}

extension IngestError {
  /// Whether what was read before the fault can be trusted.
  ///
  /// Gzip and zstd tell damage by a checksum at the end, when damaged data was given out already;
  /// bzip2 checks each block before.
  var leavesPagesIntact: Bool {
    switch self {
    case .truncated, .malformedXML, .refusedXML, .cutOff, .invalidUTF8: true
    case .corrupt(_, let format, _, _, _): format == Compression.bzip2.rawValue
    default: false
    }
  }
}

/// What is wrong with one page of a dump, and where the page is.
public struct PageFault: Hashable, Sendable {
  /// The dump.
  public var path: String
  /// The page's title; empty when it has none.
  public var title: String
  /// The page's number, when it has one.
  public var page: UInt64?
  /// The number of the revision that is at fault, when it is one and has a number.
  public var revision: UInt64?
  /// The line of the page's `<page>`.
  public var line: Int
  /// The byte offset of the page's `<page>` in the decompressed dump.
  public var offset: UInt64
  /// What was expected.
  public var expected: String
  /// What was found instead.
  public var found: String
}

/// What is wrong with one line of JSON Lines.
public struct LineFault: Hashable, Sendable {
  /// The file.
  public var path: String
  /// The line's number, from 1.
  public var line: Int
  /// The byte offset of the fault, or of the line's start, in the decompressed file.
  public var offset: UInt64
  /// What was expected.
  public var expected: String
  /// What was found instead.
  public var found: String
}
