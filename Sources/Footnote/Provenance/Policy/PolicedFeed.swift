import WikiIngest
import WikiModel

/// A feed without what a policy refuses.
struct PolicedFeed<Feed: ArticleFeed & ChangeFeed>: ArticleFeed, ChangeFeed {
  private var feed: Feed
  private var gate: PolicyGate?

  /// - Parameters:
  ///   - policy: nil lets everything in.
  ///   - asOf: When ages are measured where neither the policy nor the input tells.
  init(_ feed: Feed, _ policy: Policy?, asOf: Timestamp? = nil) {
    self.feed = feed
    gate = policy.map { PolicyGate($0, asOf: asOf) }
  }

  mutating func next() throws(FootnoteError) -> SourcedArticle? {
    while let article = try feed.next() {
      guard case .read(let page, let converter) = article else { return article }
      if let page = try admitted(page) { return .read(page, converter) }
    }
    return nil
  }

  mutating func nextChange() throws(FootnoteError) -> PageChange? {
    while var change = try feed.nextChange() {
      guard case .revision(let page) = change.content else { return change }
      if let page = try admitted(page) {
        change.content = .revision(page)
        return change
      }
    }
    return nil
  }

  private mutating func admitted(_ page: RawPage) throws(FootnoteError) -> RawPage? {
    guard gate != nil else { return page }
    return try gate?.admitted(page, templateNamespaces: feed.templateNamespaces)
  }

  mutating func openConverter() -> WikitextConverter { feed.openConverter() }

  var bytesRead: UInt64 { feed.bytesRead }
  var bytesTotal: UInt64? { feed.bytesTotal }
  var skipped: [SkipReason: Int] { feed.skipped.merging(gate?.skipped ?? [:]) { $0 + $1 } }
  var faults: [IngestError] { feed.faults }
  var progress: FeedProgress { feed.progress }
  var namespaceNames: Manifest.NamespaceNames { feed.namespaceNames }
}
