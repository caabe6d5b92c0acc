internal import JSON
import WikiModel

/// Articles and events of Wikimedia Enterprise.
///
/// `event.type`: `update`, `create`, `delete`, `move` or `visibility-change`, where there is an
/// event. Sources: <https://enterprise.wikimedia.com/docs/data-dictionary/> and the schemas in
/// <https://github.com/wikimedia-enterprise/wikimedia-enterprise>, `general/schema`.
extension LineMembers {
  private static let kinds: [(type: String, kind: PageEvent.Kind)] = [
    ("update", .revision), ("create", .revision), ("delete", .deletion), ("move", .move),
    ("visibility-change", .visibility),
  ]

  /// Whether the line has the shape of Enterprise's articles.
  var isOfEnterprise: Bool { has("event") || has("version") || has("article_body") }

  func enterprisePosition() throws(IngestError) -> FeedPosition? {
    try position(
      feed: FeedPartition.enterprise, partition: "event.partition", offset: "event.offset")
  }

  func enterpriseEvent(_ options: IngestOptions) throws(IngestError) -> PageEvent {
    let kind = try enterpriseKind()
    let url = try optionalString("url")
    var event = PageEvent(
      kind, wiki: try wiki("is_part_of.identifier", address: url, options),
      page: try identifier("identifier"), title: try title("name"))
    event.url = url
    event.namespace = try optionalInteger("namespace.identifier", in: .min ... .max) ?? 0
    event.date = try optionalTimestamp("event.date_created")
    if kind != .deletion || has("version") {
      event.revision = RevisionID(rawValue: try identifier("version.identifier"))
    }
    if kind == .move { event.parent = try parentRevision("previous_version.identifier") }
    if kind != .deletion || event.date == nil { event.saved = try timestamp("date_modified") }
    event.isTextVisible = try isTextVisible(kind)
    event.text = try optionalText("article_body.wikitext")
    event.editor = try? optionalString("version.editor.name")
    event.language = options.language
    event.claimedLanguage = try optionalString("in_language.identifier")
    event.licenses = if let given = options.licenses { given } else { try enterpriseLicenses() }
    return event
  }

  private func enterpriseKind() throws(IngestError) -> PageEvent.Kind {
    guard has("event") else { return .revision }
    let type = try string("event.type")
    guard let known = Self.kinds.first(where: { $0.type == type }) else {
      let types = Self.kinds.map(\.type).joined(separator: ", ")
      throw fault("event.type to be one of \(types)", quoted(type))
    }
    return known.kind
  }

  private func isTextVisible(_ kind: PageEvent.Kind) throws(IngestError) -> Bool {
    let text = try optionalBool("visibility.text")
    let content = try optionalBool("visibility.is_content_visible")
    guard text != nil || content != nil else {
      if kind == .visibility { throw missing("visibility.text", "a boolean") }
      return true
    }
    return text != false && content != false
  }

  private func enterpriseLicenses() throws(IngestError) -> [License]? {
    guard let value = value("license") else { return nil }
    guard let entries = value.array else { throw missing("license", "an array") }
    var licenses: [License] = []
    for entry in entries {
      guard let identifier = entry["identifier"]?.string else {
        throw fault("each of license to have a string as identifier", "another")
      }
      licenses.append(try license(identifier))
    }
    return licenses.isEmpty ? nil : licenses
  }
}
