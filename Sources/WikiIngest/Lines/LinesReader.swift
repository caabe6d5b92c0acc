internal import JSON
package import WikiModel

/// Reads JSON Lines: articles and change events in any mixture, one a line.
///
/// An article is a JSON object with these members, others being ignored: `page_id`, `revision_id`:
/// integers; `title`, `url`, `language`, `license` (an SPDX identifier, or several joined by OR),
/// `timestamp` (RFC 3339, UTC), `text`: strings; and, if wanted, `synthetic_revision`: a
/// boolean, `wiki`: a string, which else follows from the address's host. An event is one of
/// Wikimedia Enterprise or of the stream `mediawiki.page_change`. Source: <https://jsonlines.org>.
package final class LinesReader {
  private let input: DecompressedInput
  private let options: IngestOptions
  private let source: SourceName
  private var lines: LineReader
  package private(set) var counts = IngestCounts()
  package private(set) var log = FaultLog()
  /// How far the feeds were read whose events the input holds.
  package private(set) var progress = FeedProgress()
  private var isAtEnd = false

  package init(input: DecompressedInput, options: IngestOptions) {
    self.input = input
    self.options = options
    source = SourceName(path: input.path)
    lines = LineReader()
  }

  /// The next change; nil at the end.
  package func next() throws(IngestError) -> PageChange? {
    while !isAtEnd {
      do throws(IngestError) {
        guard let line = try lines.next(from: input) else {
          isAtEnd = true
          return nil
        }
        if let change = try change(line) { return change }
      } catch {
        try report(error)
      }
    }
    return nil
  }

  /// Counts a change that was handed out as one that nothing could be made of.
  func leaveOut(_ reason: SkipReason) { counts.skip(reason) }

  private func report(_ error: IngestError) throws(IngestError) {
    guard case .badLine = error else {
      isAtEnd = true
      guard options.skipsBadPages, error.leavesPagesIntact, counts.pages > 0 else { throw error }
      return log.note(error)
    }
    counts.pages += 1
    counts.skip(.badPage)
    guard options.skipsBadPages else {
      isAtEnd = true
      throw error
    }
    log.note(error)
  }

  private func change(_ line: LineReader.Line) throws(IngestError) -> PageChange? {
    let location = PageLocation(path: input.path, line: line.number, offset: line.offset)
    let members = try LineMembers(line.bytes, location)
    if members.has("page_id") { return try article(members) }
    if members.isOfStream { return try event(members, isOfStream: true) }
    if members.isOfEnterprise { return try event(members, isOfStream: false) }
    return try article(members)
  }

  private func article(_ members: borrowing LineMembers) throws(IngestError) -> PageChange? {
    let article = try members.article(options, source)
    try check(article.fault, members)
    counts.pages += 1
    counts.revisions += 1
    if !article.text.isEmpty,
      let reason = options.exclusion?.reason(article.wiki, article.page, article.revision, nil)
    {
      counts.skip(reason)
      return nil
    }
    if article.text.isEmpty { counts.skip(.emptyText) } else { counts.articles += 1 }
    return PageChange(
      RawPage(article: article, claimedDigest: nil, location: members.location))
  }

  /// An event's change; one that was taken before is not looked at.
  private func event(
    _ members: borrowing LineMembers, isOfStream: Bool
  ) throws(IngestError) -> PageChange? {
    let position = isOfStream ? try members.streamPosition() : try members.enterprisePosition()
    if let position { try check(position, members) }
    if let position, options.progress.has(position) {
      return leaveOut(.takenBefore, position)
    }
    if isOfStream, members.isCanary { return leaveOut(.canary, position) }
    let event: PageEvent
    let outcome: EventOutcome
    do throws(IngestError) {
      event = try readEvent(members, isOfStream: isOfStream, position)
      outcome = try event.outcome(members, options, source)
      switch outcome.change?.content {
      case .revision(let page): try check(page.article.fault, members)
      case .notice(let notice): try check(notice.fault, members)
      case nil: break
      }
    } catch {
      if let position { progress.leave(position) }
      throw error
    }
    counts.pages += 1
    if event.kind != .deletion { counts.revisions += 1 }
    if let reason = outcome.skipped { counts.skip(reason) }
    if let change = outcome.change, outcome.skipped == nil { counts.note(change) }
    if let position { progress.take(position) }
    return outcome.change
  }

  private func readEvent(
    _ members: borrowing LineMembers, isOfStream: Bool, _ position: FeedPosition?
  ) throws(IngestError) -> PageEvent {
    var event = isOfStream ? try members.streamEvent(options) : try members.enterpriseEvent(options)
    event.position = position
    return event
  }

  private func leaveOut(_ reason: SkipReason, _ position: FeedPosition?) -> PageChange? {
    counts.pages += 1
    counts.skip(reason)
    if let position { progress.take(position) }
    return nil
  }

  /// Refuses a line of which no page can be made.
  private func check(
    _ fault: ArticleFault?, _ members: borrowing LineMembers
  ) throws(IngestError) {
    if let fault { throw members.fault(fault.expected, fault.found) }
  }

  /// Refuses an event of one feed too many; their positions are all remembered.
  private func check(
    _ position: FeedPosition, _ members: borrowing LineMembers
  ) throws(IngestError) {
    let limit = IngestLimit.feedPartitionCount
    guard progress.count < limit || progress.knows(position.partition) else {
      throw members.fault("events of at most \(limit) partitions of feeds", "another partition")
    }
  }
}
