import WikiModel

/// Makes pages of the elements and text that the XML parser finds.
///
/// Keeps the newest revision's text and the one that is being read, nothing else of a page.
final class DumpBuilder {
  /// Set once; reading stops there.
  private(set) var failure: IngestError?
  /// Whether ``failure`` is set, for a cheap look at each call of the parser.
  private(set) var hasFailed = false
  var counts = IngestCounts()
  var log = FaultLog()
  private(set) var site = SiteInfo()
  private(set) var project: Project?
  let options: IngestOptions
  let path: String
  let source: SourceName

  /// Pages that are whole and wanted, and not yet taken.
  var pages: [RawPage] = []
  var page: PageDraft?
  var revision: RevisionDraft?
  private var slot: SlotDraft?
  /// The text of the revision that is read, and of the page's newest one.
  var text: [UInt8] = []
  var newestText: [UInt8] = []

  private var stack: [DumpElement] = []
  private var capture = Capture.nothing
  private var field: [UInt8] = []
  private var namespaceNumber: Int32?

  private enum Capture {
    case nothing, field, text, slotText
  }

  init(path: String, options: IngestOptions) {
    self.path = path
    self.options = options
    source = SourceName(path: path)
  }

  func fail(_ error: IngestError) {
    if hasFailed { return }
    failure = error
    hasFailed = true
  }

  /// Notes a fault of the page that is read, or fails with it.
  func fault(expected: String, found: String) {
    guard var page, !page.isBad else { return }
    let error = IngestError.badPage(
      PageFault(
        path: path, title: page.title, page: page.id, revision: revision?.id,
        line: page.location.line, offset: page.location.offset, expected: expected, found: found))
    guard options.skipsBadPages else { return fail(error) }
    log.note(error)
    page.isBad = true
    self.page = page
  }

  func start(_ tag: borrowing XMLTag, _ reader: XMLReader) {
    let element = DumpElement(tag, in: stack.last)
    if stack.isEmpty, element != .mediawiki {
      return fail(
        .wrongFormat(
          path: path, found: "XML whose root is <\(tag.nameText)>",
          advice: "Name a file that Special:Export or dumps.wikimedia.org gave."))
    }
    guard stack.count < IngestLimit.elementDepth else {
      return refuse("elements nested deeper than \(IngestLimit.elementDepth)", reader)
    }
    stack.append(element)
    if element.isField, element != .editorName || options.exclusion != nil {
      field.removeAll(keepingCapacity: true)
      capture = .field
    }
    switch element {
    case .mediawiki: startDocument(tag)
    case .namespace:
      namespaceNumber = tag.attribute("key").flatMap { Int32($0) }
      if site.namespaces.count >= IngestLimit.namespaceCount {
        refuse("more than \(IngestLimit.namespaceCount) namespaces", reader)
      }
    case .page:
      resolveProject()
      page = PageDraft(location: reader.position)
    case .redirect: page?.isRedirect = true
    case .revision:
      revision = RevisionDraft()
      text.removeAll(keepingCapacity: true)
    case .content: slot = SlotDraft()
    case .text: startText(tag)
    default: break
    }
  }

  private func refuse(_ found: String, _ reader: XMLReader) {
    let place = reader.position
    fail(.refusedXML(path: path, line: place.line, offset: place.offset, found: found))
  }

  private func startDocument(_ tag: borrowing XMLTag) {
    site.language = tag.attribute("xml:lang").flatMap { $0.isEmpty ? nil : $0 }
    let version = tag.attribute("version")?.split(separator: ".") ?? []
    if version.count == 2, version[0] == "0" { site.schemaMinorVersion = Int(version[1]) }
  }

  private func startText(_ tag: borrowing XMLTag) {
    let digest = tag.attribute("sha1").flatMap { $0.isEmpty ? nil : $0 }
    if slot != nil {
      slot?.digest = digest
      capture = .slotText
      return
    }
    guard revision?.textState == .missing, text.isEmpty else {
      return fault(expected: "one <text> in a revision", found: "another")
    }
    revision?.textDigest = digest
    capture = .text
    let byteCount = tag.attribute("bytes").flatMap { Int($0) } ?? 0
    let largestGrown = 1 << 20
    if (largestGrown...IngestLimit.revisionByteCount).contains(byteCount) {
      // A large text that grows step by step would be held twice at each step.
      text.reserveCapacity(byteCount)
    }
    if tag.attribute("deleted") != nil {
      revision?.textState = .deleted
    } else {
      revision?.textState = .present
      // Where it turns out to be empty, these tell a stub from an empty text.
      let isStub =
        tag.attribute("id") != nil || tag.attribute("location") != nil
        || !["0", nil].contains(tag.attribute("bytes"))
      if isStub { stubText = true }
    }
  }

  /// Set when the `<text>` that is read says that there should be text.
  private var stubText = false

  func append(_ characters: UnsafeRawBufferPointer) {
    switch capture {
    case .nothing: return
    case .field:
      guard field.count + characters.count <= IngestLimit.fieldByteCount else {
        capture = .nothing
        field.removeAll()
        return fieldTooLong()
      }
      unsafe field.append(contentsOf: characters)
    case .text:
      guard page?.isBad == false else { return }
      guard text.count + characters.count <= IngestLimit.revisionByteCount else {
        return textTooLong()
      }
      unsafe text.append(contentsOf: characters)
    case .slotText:
      guard page?.isBad == false, let count = slot?.text.count else { return }
      guard count + text.count + characters.count <= IngestLimit.revisionByteCount else {
        return textTooLong()
      }
      unsafe slot?.text.append(contentsOf: characters)
    }
  }

  private func textTooLong() {
    capture = .nothing
    text = []
    slot = nil
    fault(
      expected: "a text of at most \(IngestLimit.revisionByteCount) bytes", found: "a longer one")
  }

  private func fieldTooLong() {
    let limit = IngestLimit.fieldByteCount
    if page != nil {
      fault(expected: "a title, number or date of at most \(limit) bytes", found: "a longer one")
    } else {
      fail(
        .wrongFormat(
          path: path, found: "a name of more than \(limit) bytes in <siteinfo>",
          advice: "Export the pages again."))
    }
  }

  func end() {
    guard let element = stack.popLast() else { return }
    let isCaptured = capture == .field
    if element.isField || element == .text { capture = .nothing }
    if element.isField, isCaptured {
      endField(element, String(decoding: field, as: UTF8.self))
      return
    }
    switch element {
    case .siteinfo: resolveProject()
    case .text: endText()
    case .content: endSlot()
    case .revision: finishRevision()
    case .page: finishPage()
    default: break
    }
  }

  private func endText() {
    if slot == nil, stubText, text.isEmpty { revision?.textState = .missing }
    stubText = false
  }

  private func endSlot() {
    guard let slot else { return }
    self.slot = nil
    guard (revision?.otherSlots.count ?? 0) < IngestLimit.slotCount else {
      return fault(
        expected: "at most \(IngestLimit.slotCount) slots in a revision", found: "another")
    }
    revision?.otherSlots.append(ClaimedDigest.Slot(role: slot.role, digest: slot.digest))
    guard let claimed = slot.digest, !slot.text.isEmpty, isStoredAsText(slot.model) else { return }
    let claim = ClaimedDigest(revision: RevisionID(rawValue: 0), ofText: claimed)
    check(claim, text: slot.text)
  }

  private func endField(_ element: DumpElement, _ value: String) {
    switch element {
    case .siteName: site.siteName = value
    case .databaseName: site.databaseName = value.isEmpty ? nil : value
    case .base: site.base = value.isEmpty ? nil : value
    case .namespace:
      if let namespaceNumber {
        site.namespaces.append(SiteInfo.Namespace(number: namespaceNumber, name: value))
      }
    case .title: page?.title = String(value.map { $0 == "_" ? " " : $0 })
    case .pageNamespace:
      page?.namespace = Int32(value)
      if page?.namespace == nil {
        fault(expected: "a number as namespace", found: "\"\(value)\"")
      }
    case .pageID:
      let id = identifier(value, of: "the page")
      page?.id = id
    case .revisionID:
      let id = identifier(value, of: "a revision")
      revision?.id = id
    case .timestamp:
      revision?.timestamp = Timestamp(value)
      if revision?.timestamp == nil {
        fault(expected: "a time such as 2016-04-22T10:19:33Z", found: "\"\(value)\"")
      }
    case .sha1: revision?.digest = value.isEmpty ? nil : value
    case .model: if slot == nil { revision?.model = value } else { slot?.model = value }
    case .role: slot?.role = value
    case .editorName: revision?.editor = value
    default: break
    }
  }

  private func identifier(_ text: String, of owner: String) -> UInt64? {
    if let number = UInt64(text), number <= Article.identifierLimit { return number }
    fault(
      expected: "a number up to \(Article.identifierLimit) as the id of \(owner)",
      found: "\"\(text)\"")
    return nil
  }

  /// Learns which wiki this is, from the caller's word first and the dump's own second.
  private func resolveProject() {
    guard project == nil, !hasFailed else { return }
    if let wiki = options.wiki {
      project =
        Project(databaseName: wiki, language: options.language)
        ?? site.base.flatMap {
          Project(pageAddress: $0, wiki: wiki, language: options.language ?? site.language)
        }
    } else {
      // A name alone would not do: the default name of anyone's own wiki is "my_wiki", and
      // "mywiki" is the Burmese Wikipedia.
      project = site.base.flatMap {
        Project(
          pageAddress: $0, wiki: site.databaseName, language: options.language ?? site.language)
      }
    }
    guard project == nil else { return }
    let name = (options.wiki ?? site.databaseName).map { "the name \($0)" } ?? "no <dbname>"
    let base = site.base.map { "the <base> \($0)" } ?? "no <base>"
    fail(.unknownWiki(path: path, found: "\(name) and \(base)"))
  }
}
