import JSON
import WikiModel

@testable import Footnote

/// What is known of a small wiki's pages, kept as simply as can be: what an index must agree with.
struct ModelWiki {
  /// A page's text under its title.
  struct Content: Equatable, CustomStringConvertible {
    var title: String
    var wikitext: String

    var description: String { "\(title): \(wikitext.prefix(20))" }
  }

  /// What is known of a page, there or gone.
  struct Page: Equatable {
    var timestamp: Int64
    var revision: UInt64
    /// nil of a page that is gone.
    var content: Content?
    /// Whether its text may come back, whatever its age.
    var awaitsText = false

    var moment: ModelMoment { ModelMoment(timestamp: timestamp, revision: revision) }
  }

  struct Name: Hashable, Comparable {
    var wiki: String
    var page: UInt64

    static func < (a: Self, b: Self) -> Bool { (a.wiki, a.page) < (b.wiki, b.page) }
  }

  private(set) var pages: [Name: Page] = [:]
  /// Events of the feed before this offset have been taken in.
  private(set) var nextOffset = 0

  /// The pages that are there, in order.
  var live: [(name: Name, page: Page)] {
    pages.filter { $0.value.content != nil }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Forgets pages that are gone, as whoever starts with the others does.
  mutating func forgetGone() { pages = pages.filter { $0.value.content != nil } }

  mutating func apply(_ events: [ModelEvent]) {
    let before = pages
    // Moves count last: what they are of may come after them.
    var moves: [(event: ModelEvent, title: String, parent: UInt64?)] = []
    var edits: [ModelEvent] = []
    var changed: Set<Name> = []
    for event in events where event.offset >= nextOffset {
      nextOffset = event.offset + 1
      switch event.kind {
      case .move(let title, let parent): moves.append((event, title, parent))
      case .edit: edits.append(event)
      default: if apply(event) { changed.insert(event.name) }
      }
    }
    moves.sort { ($0.event.moment, $0.title) < ($1.event.moment, $1.title) }
    for (event, title, parent) in moves {
      guard let known = pages[event.name], let content = known.content,
        known.moment < event.moment
      else { continue }
      let isEdited = edits.contains { edit in
        edit.name == event.name && before[edit.name].map { $0.moment < edit.moment } ?? false
          && edit.moment < event.moment
      }
      if isEdited { changed.insert(event.name) }
      // One that does not say what it is of is of what was there, if nothing else has happened.
      guard parent.map({ $0 == known.revision }) ?? !changed.contains(event.name) else {
        changed.insert(event.name)
        continue
      }
      pages[event.name] = Page(
        timestamp: event.timestamp, revision: event.revision,
        content: Content(title: title, wikitext: content.wikitext))
    }
  }

  /// Applies an event, and says whether it counted.
  private mutating func apply(_ event: ModelEvent) -> Bool {
    let known = pages[event.name]
    let isNewer =
      known.map { ($0.timestamp, $0.revision) < (event.timestamp, event.revision) } ?? true
    var page = Page(timestamp: event.timestamp, revision: event.revision)
    switch event.kind {
    case .text(let content, let restored):
      page.content = content
      let comesBack =
        known.map { known in
          known.content == nil
            && (known.awaitsText || restored.map { $0 >= known.timestamp } ?? false)
        } ?? false
      guard isNewer || comesBack else { return false }
    case .redirect, .deletion, .hiding:
      if let known, known.awaitsText || !(isNewer || isHiding(event, known)) { return false }
    case .restoration(let moment):
      guard let known, known.content == nil, known.timestamp <= moment else { return false }
      page = Page(timestamp: moment, revision: known.revision, awaitsText: true)
    case .move, .edit: preconditionFailure("these are no changes by themselves")
    }
    pages[event.name] = page
    return true
  }

  /// Whether an event takes out the very revision that is there.
  private func isHiding(_ event: ModelEvent, _ known: Page) -> Bool {
    known.content != nil
      && (known.timestamp, known.revision) == (event.timestamp, event.revision)
  }

  /// The lines of a file that brings an empty index to this state.
  var lines: [UInt8] {
    live.flatMap { name, page -> [UInt8] in
      guard let content = page.content else { return [] }
      return ModelEvent(
        name, .text(content, restored: nil), timestamp: page.timestamp, revision: page.revision,
        offset: 0
      ).line(isPlaced: false)
    }
  }
}

/// When a revision was saved, and its number; revisions follow each other in this order.
struct ModelMoment: Comparable {
  var timestamp: Int64
  var revision: UInt64

  static func < (a: Self, b: Self) -> Bool {
    (a.timestamp, a.revision) < (b.timestamp, b.revision)
  }
}

/// Something that happens to a page of a small wiki.
struct ModelEvent {
  enum Kind {
    case text(ModelWiki.Content, restored: Int64?)
    case redirect
    case deletion
    case hiding
    case restoration(at: Int64)
    /// A move, and the revision that it says it is of.
    case move(title: String, parent: UInt64?)
    /// An edit without its text.
    case edit
  }

  var name: ModelWiki.Name
  var kind: Kind
  /// When the revision was saved; of a deletion, when it happened.
  var timestamp: Int64
  /// A deletion tells none: it is of the greatest number there is.
  var revision: UInt64
  var offset: Int

  init(
    _ name: ModelWiki.Name, _ kind: Kind, timestamp: Int64, revision: UInt64, offset: Int
  ) {
    self.name = name
    self.kind = kind
    self.timestamp = timestamp
    self.revision = revision
    self.offset = offset
    if case .deletion = kind { self.revision = Article.identifierLimit }
  }

  var moment: ModelMoment { ModelMoment(timestamp: timestamp, revision: revision) }

  /// The event as a line of a feed.
  ///
  /// - Parameter isPlaced: whether it tells its place in the feed.
  func line(isPlaced: Bool = true) -> [UInt8] {
    var type = "update"
    var moment = timestamp
    var title = "Page \(name.page)"
    var text: String?
    var members: [JSONValue.Member] = []
    switch kind {
    case .text(let content, let restored):
      title = content.title
      text = content.wikitext
      if let restored { (type, moment) = ("visibility-change", restored) }
    case .redirect: text = "#REDIRECT [[Elsewhere]]"
    case .deletion: type = "delete"
    case .hiding: type = "visibility-change"
    case .restoration(let restored): (type, moment) = ("visibility-change", restored)
    case .move(let new, let parent):
      (type, title) = ("move", new)
      if let parent {
        members.append(.init("previous_version", .object([.init("identifier", .count(parent))])))
      }
    case .edit: break
    }
    let isHidden = if case .hiding = kind { true } else { false }
    var event: [JSONValue.Member] = [
      .init("type", .string(type)), .init("date_created", .string(Self.date(moment))),
    ]
    if isPlaced {
      event += [.init("partition", .count(0)), .init("offset", .count(UInt64(offset)))]
    }
    members += [
      .init("event", .object(event)), .init("identifier", .count(name.page)),
      .init("name", .string(title)), .init("url", .string(url(title))),
      .init("is_part_of", .object([.init("identifier", .string(name.wiki))])),
      .init("visibility", .object([.init("text", .bool(!isHidden))])),
    ]
    if case .deletion = kind {
    } else {
      members += [
        .init("version", .object([.init("identifier", .count(revision))])),
        .init("date_modified", .string(Self.date(timestamp))),
      ]
    }
    if let text {
      members.append(.init("article_body", .object([.init("wikitext", .string(text))])))
    }
    return JSONValue.object(members).canonical + [0x0A]
  }

  private func url(_ title: String) -> String {
    let name = String(title.map { $0 == " " ? "_" : $0 })
    return "https://\(self.name.wiki.prefix(2)).wikipedia.org/wiki/\(name)"
  }

  private static func date(_ seconds: Int64) -> String {
    "\(Timestamp(secondsSince1970: 1_700_000_000 + seconds))"
  }
}
