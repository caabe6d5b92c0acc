internal import CExpat

/// Feeds XML to expat and hands what it finds to a ``DumpBuilder``.
///
/// A document type declaration is refused, so no entities can be declared.
@safe
final class XMLReader {
  private let parser: OpaquePointer
  let builder: DumpBuilder
  private let path: String
  private var fedByteCount: UInt64 = 0
  /// Set by the byte order mark that XML asks of UTF-16.
  private var isUTF16 = false

  init(path: String, builder: DumpBuilder) {
    guard let parser = unsafe XML_ParserCreate("UTF-8") else {
      fatalError("expat has no memory left")
    }
    unsafe self.parser = parser
    self.builder = builder
    self.path = path
    unsafe XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    unsafe XML_SetElementHandler(parser, elementStarted, elementEnded)
    unsafe XML_SetCharacterDataHandler(parser, charactersFound)
    unsafe XML_SetStartDoctypeDeclHandler(parser, documentTypeStarted)
  }

  deinit { unsafe XML_ParserFree(parser) }

  /// Parses the next bytes of the document; no bytes mean its end.
  ///
  /// After an error, of the XML or of the builder, nothing more may be fed.
  func feed(_ bytes: ArraySlice<UInt8>) throws(IngestError) {
    if fedByteCount == 0 {
      isUTF16 = bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE])
    }
    fedByteCount += UInt64(bytes.count)
    let status = unsafe bytes.withUnsafeBytes { source in
      guard let start = source.baseAddress, source.count > 0 else {
        return unsafe XML_Parse(parser, nil, 0, 1)
      }
      guard let buffer = unsafe XML_GetBuffer(parser, Int32(source.count)) else {
        return XML_STATUS_ERROR
      }
      unsafe buffer.copyMemory(from: start, byteCount: source.count)
      return unsafe XML_ParseBuffer(parser, Int32(source.count), 0)
    }
    if let failure = builder.failure { throw failure }
    guard status == XML_STATUS_OK else { throw error() }
    if !bytes.isEmpty, fedByteCount - position.offset > IngestLimit.markupByteCount {
      throw refusal("markup longer than \(IngestLimit.markupByteCount) bytes")
    }
  }

  /// Where the parser is.
  var position: PageLocation {
    unsafe PageLocation(
      path: path, line: Int(XML_GetCurrentLineNumber(parser)),
      offset: UInt64(max(0, XML_GetCurrentByteIndex(parser))))
  }

  fileprivate func stop() { unsafe _ = XML_StopParser(parser, 0) }

  fileprivate func refuseDocumentType() {
    builder.fail(refusal("a document type declaration (<!DOCTYPE)"))
  }

  private func refusal(_ found: String) -> IngestError {
    let place = position
    return .refusedXML(path: path, line: place.line, offset: place.offset, found: found)
  }

  private func error() -> IngestError {
    let place = position
    let code = unsafe XML_GetErrorCode(parser)
    let context = isUTF16 ? contextBytes.filter { $0 != 0 } : contextBytes
    switch code {
    case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_PARTIAL_CHAR,
      XML_ERROR_UNCLOSED_CDATA_SECTION:
      return .cutOff(
        path: path, line: place.line, offset: fedByteCount, pageCount: builder.counts.pages)
    case XML_ERROR_INVALID_TOKEN
    where !isUTF16 && !context.isEmpty && !startsWithUTF8(context):
      return .invalidUTF8(path: path, line: place.line, offset: place.offset)
    case XML_ERROR_UNDEFINED_ENTITY:
      let entity = context.prefix(64).prefix { $0 != UInt8(ascii: ";") }
      return .malformedXML(
        path: path, line: place.line, offset: place.offset,
        found: "the undefined entity \(String(decoding: entity, as: UTF8.self));")
    default:
      let message = unsafe XML_ErrorString(code).map { unsafe String(cString: $0) }
      return .malformedXML(
        path: path, line: place.line, offset: place.offset,
        found: message ?? "error \(code.rawValue)")
    }
  }

  /// The bytes from the parser's position on, as far as expat still has them.
  private var contextBytes: [UInt8] {
    var offset: Int32 = 0
    var count: Int32 = 0
    guard let start = unsafe XML_GetInputContext(parser, &offset, &count), offset >= 0,
      offset < count
    else { return [] }
    let bytes = unsafe UnsafeRawBufferPointer(start: start, count: Int(count))
    return unsafe Array(bytes[Int(offset)...].prefix(128))
  }
}

/// True when the bytes begin with one valid character.
private func startsWithUTF8(_ bytes: [UInt8]) -> Bool {
  var decoder = UTF8()
  var iterator = bytes.makeIterator()
  if case .scalarValue = decoder.decode(&iterator) { return true }
  return false
}

/// An element's name and attributes, valid while its start is handled.
@safe
struct XMLTag: ~Escapable {
  private let name: UnsafePointer<CChar>
  private let attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  @_lifetime(immortal)
  fileprivate init(
    _ name: UnsafePointer<CChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
  ) {
    unsafe self.name = name
    unsafe self.attributes = attributes
  }

  /// True when the element has this name.
  @inline(__always)
  func isNamed(_ text: StaticString) -> Bool { unsafe equal(name, text) }

  var nameText: String { unsafe String(cString: name) }

  /// The value of an attribute; nil where the element has none of this name.
  func attribute(_ text: StaticString) -> String? {
    guard var next = unsafe attributes else { return nil }
    while let key = unsafe next[0], let value = unsafe next[1] {
      if unsafe equal(key, text) { return unsafe String(cString: value) }
      unsafe next += 2
    }
    return nil
  }
}

@inline(__always)
private func equal(_ name: UnsafePointer<CChar>, _ text: StaticString) -> Bool {
  let bytes = unsafe UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
  var index = 0
  while index < text.utf8CodeUnitCount {
    // A name that is shorter differs at its final zero.
    if unsafe name[index] != bytes[index] { return false }
    index += 1
  }
  return unsafe name[index] == 0
}

// What expat calls. Each gets the reader back from the pointer that the reader set, which outlives
// the parser, so that no reference need be counted for each of millions of calls.

private typealias Attributes = UnsafeMutablePointer<UnsafePointer<CChar>?>

@inline(__always)
private func withReader(_ data: UnsafeMutableRawPointer?, _ body: (XMLReader) -> Void) {
  guard let data = unsafe data else { return }
  unsafe Unmanaged<XMLReader>.fromOpaque(data)._withUnsafeGuaranteedRef { reader in
    if reader.builder.hasFailed { return }
    body(reader)
    if reader.builder.hasFailed { reader.stop() }
  }
}

private let elementStarted:
  @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, Attributes?) -> Void = {
    data, name, attributes in
    guard let name = unsafe name else { return }
    unsafe withReader(data) { $0.builder.start(unsafe XMLTag(name, attributes), $0) }
  }

private let elementEnded: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> Void =
  { data, _ in
    unsafe withReader(data) { $0.builder.end() }
  }

private let charactersFound:
  @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, Int32) -> Void = {
    data, start, count in
    unsafe withReader(data) {
      unsafe $0.builder.append(UnsafeRawBufferPointer(start: start, count: Int(count)))
    }
  }

private let documentTypeStarted:
  @convention(c) (
    UnsafeMutableRawPointer?, UnsafePointer<CChar>?, UnsafePointer<CChar>?,
    UnsafePointer<CChar>?, Int32
  ) -> Void = { data, _, _, _, _ in
    unsafe withReader(data) { $0.refuseDocumentType() }
  }
