import PassageStore
import Storage
import Synchronization
import WikiIngest
import WikiModel

/// Decides, change by change, what counts: what an index has of each page, and what came before.
///
/// A revision counts when it was saved after all that is known of its page, a deletion and a hiding
/// included; by time, then by number. One without text takes the page out. A revision that was
/// deleted or hidden comes back when its source says that it was restored.
final class UpdateLedger: Sendable {
  /// What becomes of a change.
  enum Verdict {
    /// It is the newest that is known of its page.
    case newest
    /// The index has this revision.
    case same
    /// Something newer is known.
    case older
    /// It says nothing of a page that the index has.
    case irrelevant
    /// It is of a text that did not come.
    case withoutText
  }

  /// The newest that is known of a page.
  struct Known {
    var timestamp: Timestamp
    var revision: RevisionID
    var hasText: Bool
    var isRestored = false
  }

  /// What counted of a page, in the order in which it came.
  enum Event {
    case revision(RevisionID)
    case gone(Tombstone)
    /// Moves of a revision that came in this update; the last of a page's events.
    case moved(RevisionID, [PageMove])
  }

  struct State {
    var known: [PageName: Known] = [:]
    var events: [PageName: [Event]] = [:]
    /// Moves that are to be decided on, by page.
    var moves: [PageName: [PageMove]] = [:]
    /// Of pages that the index has, the first newer revision whose text did not come.
    var edits: [PageName: PageMove.Moment] = [:]
    var counts = Counts()
    var newestMoment: Timestamp?
  }

  /// Changes that did not count, by why.
  struct Counts {
    var same = 0
    var older = 0
    var irrelevant = 0
    var withoutText = 0
  }

  let segments: SegmentSet
  let movesNewText: Bool
  let state = Mutex(State())

  /// - Parameter movesNewText: Whether moves count of texts that come in the same update, too.
  init(_ segments: SegmentSet, movesNewText: Bool) {
    self.segments = segments
    self.movesNewText = movesNewText
  }

  var counts: Counts { state.withLock { $0.counts } }

  /// When the last of what counted happened, as far as was told beside revisions' own times.
  var newestMoment: Timestamp? { state.withLock { $0.newestMoment } }

  /// Notes when something that counted happened.
  func note(moment: Timestamp) {
    state.withLock { $0.newestMoment = max($0.newestMoment ?? moment, moment) }
  }

  /// What counted, by page.
  var events: [PageName: [Event]] { state.withLock { $0.events } }

  /// Whether anything counted.
  var isEmpty: Bool { state.withLock { $0.events.isEmpty } }

  /// Decides on a revision.
  ///
  /// - Parameters:
  ///   - restored: when it came back after it had been deleted or hidden.
  ///   - isRemembered: whether one without text is remembered of a page of which nothing is known:
  ///     older text may come late.
  func admit(
    _ article: Article, restored: Timestamp?, isRemembered: Bool
  ) throws(StorageError) -> Verdict {
    let name = PageName(wiki: article.wiki, page: article.page)
    let coming = Known(
      timestamp: article.timestamp, revision: article.revision, hasText: !article.text.isEmpty)
    let known = try known(name)
    let verdict =
      known == nil && isRemembered ? .newest : Self.verdict(coming, restored, known)
    let event: Event =
      coming.hasText
      ? .revision(coming.revision)
      : .gone(
        Tombstone(
          name: name, revision: coming.revision, timestamp: coming.timestamp, reason: .withdrawn))
    return note(verdict, name, coming, event)
  }

  /// Whether the index has a page from a namespace that is not read now.
  ///
  /// What becomes of it is told by readings of that one. A page that has left the namespaces that
  /// are read is taken out.
  func leavesAlone(
    _ article: Article, reading namespaces: Set<Int32>
  ) throws(StorageError) -> Bool {
    let name = PageName(wiki: article.wiki, page: article.page)
    guard state.withLock({ $0.known[name] == nil }),
      let stored = try segments.namespace(of: name)
    else { return false }
    return !namespaces.contains(stored)
  }

  /// Decides on what is said of a page without its text; moves wait for ``settleMoves()``.
  func admit(_ notice: PageNotice) throws(StorageError) -> Verdict {
    let name = PageName(wiki: notice.wiki, page: notice.page)
    let known = try known(name)
    if notice.kind == .restored {
      // Whatever is gone may come back; of a page that is there, this says nothing.
      guard let known, !known.hasText, known.timestamp <= notice.timestamp else {
        return note(.irrelevant, name, nil, nil)
      }
      let tombstone = Tombstone(
        name: name, revision: known.revision, timestamp: notice.timestamp, reason: .restored)
      let coming = Known(
        timestamp: notice.timestamp, revision: known.revision, hasText: false, isRestored: true)
      return note(.newest, name, coming, .gone(tombstone))
    }
    let coming = Known(
      timestamp: notice.timestamp,
      revision: notice.revision ?? RevisionID(rawValue: Article.identifierLimit), hasText: false)
    let tombstone = Tombstone(
      name: name, revision: coming.revision, timestamp: coming.timestamp,
      reason: notice.kind == .hidden ? .hidden : .deleted)
    // That a page is gone is remembered even where it was never there: its text may come late.
    let verdict = known == nil ? .newest : Self.verdict(coming, nil, known)
    return note(verdict, name, coming, .gone(tombstone))
  }

  static func verdict(
    _ coming: Known, _ restored: Timestamp?, _ known: Known?
  ) -> Verdict {
    guard let known else { return coming.hasText ? .newest : .irrelevant }
    if known.isRestored { return coming.hasText ? .newest : .irrelevant }
    let (new, old) = (
      (coming.timestamp, coming.revision), (known.timestamp, known.revision)
    )
    if new > old { return .newest }
    guard coming.hasText else {
      // Of a revision that is there, its hiding counts.
      return new == old && known.hasText ? .newest : new == old ? .same : .older
    }
    if !known.hasText, let restored, restored >= known.timestamp { return .newest }
    return known.hasText && coming.revision == known.revision ? .same : .older
  }

  func known(_ name: PageName) throws(StorageError) -> Known? {
    if let known = state.withLock({ $0.known[name] }) { return known }
    switch try segments.state(of: name) {
    case .live(_, let page):
      return Known(timestamp: page.timestamp, revision: page.revision, hasText: true)
    case .gone(let tombstone):
      return Known(
        timestamp: tombstone.timestamp, revision: tombstone.revision, hasText: false,
        isRestored: tombstone.reason == .restored)
    case nil: return nil
    }
  }

  func note(
    _ verdict: Verdict, _ name: PageName, _ known: Known?, _ event: Event?
  ) -> Verdict {
    state.withLock { state in
      switch verdict {
      case .newest:
        state.known[name] = known
        if let event { state.events[name, default: []].append(event) }
      case .same: state.counts.same += 1
      case .older: state.counts.older += 1
      case .irrelevant: state.counts.irrelevant += 1
      case .withoutText: state.counts.withoutText += 1
      }
    }
    return verdict
  }
}

extension SegmentSet {
  /// The namespace of a page as the index has it; nil of one that it does not have.
  fileprivate func namespace(of name: PageName) throws(StorageError) -> Int32? {
    guard case .live(let part, let page) = try state(of: name) else { return nil }
    let store = parts[part].segment.passages
    return try store.passages(Array(page.passages.prefix(1))).first?.revision.namespace
  }
}
