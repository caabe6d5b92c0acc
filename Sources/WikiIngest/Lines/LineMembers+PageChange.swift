internal import JSON
import WikiModel

/// Events of Wikimedia's stream `mediawiki.page_change`, one a line, as EventStreams gives them.
///
/// `page_change_kind`: `create`, `edit`, `move`, `delete`, `undelete` or `visibility_change`.
/// Source: the schema `mediawiki/page/change` in
/// <https://gitlab.wikimedia.org/repos/data-engineering/schemas-event-primary>.
extension LineMembers {
  private static let kinds: [(name: String, kind: PageEvent.Kind)] = [
    ("create", .revision), ("edit", .revision), ("move", .move), ("delete", .deletion),
    ("undelete", .restoration), ("visibility_change", .visibility),
  ]

  /// Whether the line has the shape of an event of Wikimedia's streams.
  var isOfStream: Bool { has("page_change_kind") || has("meta.stream") }

  /// Whether the event is one of those that only show that the stream works.
  var isCanary: Bool { (try? optionalString("meta.domain")) == "canary" }

  func streamPosition() throws(IngestError) -> FeedPosition? {
    let topic = try optionalString("meta.topic")
    let feed = if let topic { topic } else { try optionalString("meta.stream") }
    return try position(feed: feed ?? "", partition: "meta.partition", offset: "meta.offset")
  }

  func streamEvent(_ options: IngestOptions) throws(IngestError) -> PageEvent {
    let kind = try streamKind()
    let domain = try optionalString("meta.domain")
    var event = PageEvent(
      kind, wiki: try wiki("wiki_id", address: domain.map { "https://\($0)/" }, options),
      page: try identifier("page.page_id"),
      title: String(try title("page.page_title").map { $0 == "_" ? " " : $0 }))
    event.url = try optionalString("meta.uri")
    event.namespace = try optionalInteger("page.namespace_id", in: .min ... .max) ?? 0
    event.isRedirect = try optionalBool("page.is_redirect") ?? false
    event.date = try optionalTimestamp("dt")
    if kind != .deletion || has("revision") {
      event.revision = RevisionID(rawValue: try identifier("revision.rev_id"))
    }
    if kind == .move {
      event.parent = try parentRevision("revision.rev_parent_id", "prior_state.revision.rev_id")
    }
    if kind != .deletion || event.date == nil { event.saved = try timestamp("revision.rev_dt") }
    let isVisible = try optionalBool("revision.is_content_visible")
    if kind == .visibility, isVisible == nil {
      throw missing("revision.is_content_visible", "a boolean")
    }
    event.isTextVisible = isVisible ?? true
    event.model = try optionalString("revision.content_slots.main.content_model") ?? event.model
    event.text = try optionalText("revision.content_slots.main.content_body")
    // Who deleted or moved a page is no editor of its text.
    let performer = kind == .revision ? try? optionalString("performer.user_text") : nil
    event.editor = (try? optionalString("revision.editor.user_text")) ?? performer
    event.language = options.language
    event.licenses = options.licenses
    return event
  }

  private func streamKind() throws(IngestError) -> PageEvent.Kind {
    guard has("page_change_kind") else {
      let stream = try string("meta.stream")
      throw fault("an event of mediawiki.page_change", "one of \(quoted(stream))")
    }
    let name = try string("page_change_kind")
    guard let known = Self.kinds.first(where: { $0.name == name }) else {
      let names = Self.kinds.map(\.name).joined(separator: ", ")
      throw fault("page_change_kind to be one of \(names)", quoted(name))
    }
    return known.kind
  }
}
