internal import JSON
internal import Storage
import WikiModel

/// The members of one line, each read or refused by name.
struct ArticleMembers: ~Copyable {
  private let document: JSONDocument
  private let location: PageLocation

  init(_ line: [UInt8], _ location: PageLocation) throws(IngestError) {
    self.location = location
    do throws(JSONError) {
      document = try JSONDocument(parsing: line.rawBytes)
    } catch {
      throw .badLine(Self.fault(error, location))
    }
  }

  func article(_ options: IngestOptions, _ source: SourceName) throws(IngestError) -> Article {
    guard document.kind == .object else { throw fault("a JSON object", document.kind.rawValue) }
    let page = try identifier("page_id")
    let revision = try identifier("revision_id")
    let title = try string("title")
    guard !title.isEmpty else { throw fault("a title with letters", "an empty one") }
    let url = try string("url")
    let language = try string("language")
    let licenses = if let given = options.licenses { given } else { try licenses() }
    let timestamp = try timestamp()
    let isSynthetic = try optionalBool("synthetic_revision") ?? false
    return Article(
      wiki: try wiki(options, url), page: PageID(rawValue: page),
      revision: RevisionID(rawValue: revision), revisionIsSynthetic: isSynthetic, title: title,
      language: options.language ?? language, timestamp: timestamp, url: url, licenses: licenses,
      format: .plainText, text: try text(), source: source)
  }

  private func wiki(_ options: IngestOptions, _ url: String) throws(IngestError) -> String {
    if let wiki = options.wiki { return wiki }
    if document.kind(of: "wiki") != nil { return try string("wiki") }
    if let project = Project(pageAddress: url) { return project.wiki }
    throw fault(
      "a member wiki, or a url of one of Wikimedia's wikis (or --wiki NAME)", "the url \(url)")
  }

  private func licenses() throws(IngestError) -> [License] {
    let expression = try string("license")
    let words = expression.split(separator: " ").map(String.init)
    var licenses: [License] = []
    for (index, word) in words.enumerated() {
      if index % 2 == 1 {
        guard word == "OR" || word == "AND" else { throw unknownLicense(expression) }
      } else {
        guard let license = License(spdxIdentifier: word) else { throw unknownLicense(expression) }
        licenses.append(license)
      }
    }
    guard words.count % 2 == 1 else { throw unknownLicense(expression) }
    return licenses
  }

  private func unknownLicense(_ expression: String) -> IngestError {
    let known = License.known.map(\.spdxIdentifier).joined(separator: ", ")
    return fault("one of the licences \(known), or several with OR", "\"\(expression)\"")
  }

  private func timestamp() throws(IngestError) -> Timestamp {
    let text = try string("timestamp")
    guard let timestamp = Timestamp(text) else {
      throw fault("a timestamp such as 2016-04-22T10:19:33Z", "\"\(text)\"")
    }
    return timestamp
  }

  private func identifier(_ name: String) throws(IngestError) -> UInt64 {
    guard let number = document.integer(name) else { throw missing(name, "an integer") }
    guard let identifier = UInt64(exactly: number), identifier <= Article.identifierLimit else {
      throw fault("\(name) from 0 to \(Article.identifierLimit)", "\(number)")
    }
    return identifier
  }

  private func string(_ name: String) throws(IngestError) -> String {
    guard let string = document.string(name) else { throw missing(name, "a string") }
    return string
  }

  private func text() throws(IngestError) -> [UInt8] {
    guard let bytes = document.utf8("text") else { throw missing("text", "a string") }
    return bytes
  }

  private func optionalBool(_ name: String) throws(IngestError) -> Bool? {
    guard document.kind(of: name) != nil else { return nil }
    guard let value = document.bool(name) else { throw missing(name, "a boolean") }
    return value
  }

  private func missing(_ name: String, _ kind: String) -> IngestError {
    let found = document.kind(of: name)?.rawValue ?? "no such member"
    return fault("a member \(name) that is \(kind)", found)
  }

  private func fault(_ expected: String, _ found: String) -> IngestError {
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
    case .tooDeep(_, let byteOffset): fault.offset += UInt64(byteOffset)
    case .notRepresentable: break
    }
    return fault
  }
}
