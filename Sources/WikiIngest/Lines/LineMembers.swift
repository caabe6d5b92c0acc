internal import JSON
internal import Storage
import WikiModel

/// The members of one line, each read or refused by its path.
///
/// A member that is null counts as absent.
struct LineMembers: ~Copyable {
  private let document: JSONDocument
  let location: PageLocation

  init(_ line: [UInt8], _ location: PageLocation) throws(IngestError) {
    self.location = location
    document = try Self.object(line, location)
  }

  private static func object(
    _ line: [UInt8], _ location: PageLocation
  ) throws(IngestError) -> JSONDocument {
    let document = try parsed(line, location)
    guard document.kind == .object else {
      throw .badLine(
        fault(location, expected: "a JSON object", found: document.kind.rawValue))
    }
    return document
  }

  private static func parsed(
    _ line: [UInt8], _ location: PageLocation
  ) throws(IngestError) -> JSONDocument {
    do throws(JSONError) {
      return try JSONDocument(parsing: line.rawBytes)
    } catch {
      throw .badLine(fault(error, location))
    }
  }

  func has(_ path: JSONPath) -> Bool { ![nil, .null].contains(document.kind(of: path)) }

  /// Whether the line has the member; an error where it would have to be in something else than an
  /// object.
  private func hasOptional(_ path: JSONPath) throws(IngestError) -> Bool {
    if has(path) { return true }
    if let fault = wrongParent(path) { throw fault }
    return false
  }

  func string(_ path: JSONPath) throws(IngestError) -> String {
    guard let string = document.string(path) else { throw missing(path, "a string") }
    return string
  }

  func optionalString(_ path: JSONPath) throws(IngestError) -> String? {
    try hasOptional(path) ? string(path) : nil
  }

  /// A string member's valid UTF-8.
  func text(_ path: JSONPath) throws(IngestError) -> [UInt8] {
    guard let bytes = document.utf8(path) else { throw missing(path, "a string") }
    return bytes
  }

  func optionalText(_ path: JSONPath) throws(IngestError) -> [UInt8]? {
    try hasOptional(path) ? text(path) : nil
  }

  func optionalBool(_ path: JSONPath) throws(IngestError) -> Bool? {
    guard try hasOptional(path) else { return nil }
    guard let value = document.bool(path) else { throw missing(path, "a boolean") }
    return value
  }

  func integer<Value: FixedWidthInteger>(
    _ path: JSONPath, in range: ClosedRange<Value>
  ) throws(IngestError) -> Value {
    guard let number = document.integer(path) else { throw missing(path, "an integer") }
    guard let value = Value(exactly: number), range.contains(value) else {
      throw fault("\(path) from \(range.lowerBound) to \(range.upperBound)", "\(number)")
    }
    return value
  }

  func optionalInteger<Value: FixedWidthInteger>(
    _ path: JSONPath, in range: ClosedRange<Value>
  ) throws(IngestError) -> Value? {
    try hasOptional(path) ? integer(path, in: range) : nil
  }

  /// The number of a page or revision.
  func identifier(_ path: JSONPath) throws(IngestError) -> UInt64 {
    try integer(path, in: 0...Article.identifierLimit)
  }

  func title(_ path: JSONPath) throws(IngestError) -> String {
    let title = try string(path)
    guard !title.isEmpty else { throw fault("a title with letters", "an empty one") }
    return title
  }

  func timestamp(_ path: JSONPath) throws(IngestError) -> Timestamp {
    let text = try string(path)
    guard let timestamp = Timestamp(text) else {
      throw fault("a timestamp such as 2016-04-22T10:19:33Z", quoted(text))
    }
    return timestamp
  }

  func optionalTimestamp(_ path: JSONPath) throws(IngestError) -> Timestamp? {
    try hasOptional(path) ? timestamp(path) : nil
  }

  /// A member with all that it holds, for those that are small.
  func value(_ path: JSONPath) -> JSONValue? { has(path) ? document.value(path) : nil }

  private func wrongParent(_ path: JSONPath) -> IngestError? {
    for parent in path.parents {
      if let found = document.kind(of: parent), found != .object, found != .null {
        return fault("a member \(parent) that is an object", found.rawValue)
      }
    }
    return nil
  }

  func missing(_ path: JSONPath, _ kind: String) -> IngestError {
    if let fault = wrongParent(path) { return fault }
    let found = document.kind(of: path)?.rawValue ?? "no such member"
    return fault("a member \(path) that is \(kind)", found)
  }

  func fault(_ expected: String, _ found: String) -> IngestError {
    .badLine(Self.fault(location, expected: expected, found: found))
  }

  private static func fault(
    _ location: PageLocation, expected: String, found: String
  ) -> LineFault {
    LineFault(
      path: location.path, line: location.line, offset: location.offset, expected: expected,
      found: found)
  }

  private static func fault(_ error: JSONError, _ location: PageLocation) -> LineFault {
    var fault = fault(location, expected: "a JSON object", found: "\(error)")
    switch error {
    case .malformed(_, _, let byteOffset, let reason):
      fault.offset += UInt64(byteOffset)
      fault.found = reason
    case .tooDeep(_, let byteOffset), .tooManyValues(_, let byteOffset):
      fault.offset += UInt64(byteOffset)
    case .notRepresentable: break
    }
    return fault
  }
}

extension LineMembers {
  /// The licence of one SPDX identifier; an error names those that are known.
  func license(_ identifier: String) throws(IngestError) -> License {
    guard let license = License(spdxIdentifier: identifier) else {
      throw unknownLicense(identifier)
    }
    return license
  }

  func unknownLicense(_ expression: String) -> IngestError {
    let known = License.known.map(\.spdxIdentifier).joined(separator: ", ")
    return fault("one of the licences \(known), or several with OR", quoted(expression))
  }
}
