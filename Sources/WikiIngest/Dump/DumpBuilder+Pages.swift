internal import Storage
import WikiModel

extension DumpBuilder {
  /// The digest of no bytes.
  private static let digestOfNothing = "phoiac9h4m842xq45sp7s6u21eteeq1"

  /// Keeps the revision when it is the newest so far, and checks the one that is given up.
  func finishRevision() {
    defer {
      revision = nil
      let largestKept = 4 << 20
      text.removeAll(keepingCapacity: text.capacity <= largestKept)
    }
    guard var revision, var page, !page.isBad else { return }
    guard revision.id != nil else {
      return fault(expected: "a revision with an id", found: "none")
    }
    guard revision.timestamp != nil else {
      return fault(expected: "a revision with a timestamp", found: "none")
    }
    counts.revisions += 1
    let claimed = revision.textDigest ?? revision.digest
    if revision.textState == .present, text.isEmpty, let claimed, revision.otherSlots.isEmpty,
      claimed != Self.digestOfNothing
    {
      // The dump's writer could not get at the text.
      revision.textState = .missing
    }
    guard let newest = page.newest else {
      page.newest = revision
      swap(&text, &newestText)
      self.page = page
      return
    }
    if revision.isNewer(than: newest) {
      page.newest = revision
      swap(&text, &newestText)
      self.page = page
      check(newest, text: text)
    } else {
      check(revision, text: text)
    }
  }

  /// Checks a revision that will not leave this reader.
  private func check(_ revision: RevisionDraft, text: [UInt8]) {
    guard let claim = revision.claim, !isExempt else { return }
    self.revision = revision
    check(claim, text: text)
  }

  /// Faults the page where a text does not have its digest.
  func check(_ claim: ClaimedDigest, text: [UInt8]) {
    guard let mismatch = claim.mismatch(text: text, sha1: digest(.sha1, of: text.rawBytes)) else {
      return
    }
    fault(
      expected: "a text with the SHA-1 \(mismatch.expected) (base 36)",
      found: "one with \(mismatch.found)")
  }

  /// True for the pages whose digest covers more than the dump holds.
  ///
  /// The files of Wikimedia Commons have structured data in a second slot, which dumps left out
  /// before schema 0.11.
  private var isExempt: Bool {
    let fileNamespace: Int32 = 6
    return project?.wiki == "commonswiki" && page?.namespace == fileNamespace
      && (site.schemaMinorVersion ?? 0) < 11
  }

  /// Hands the page on, or counts why not.
  func finishPage() {
    counts.pages += 1
    defer {
      page = nil
      revision = nil
      let largestKept = 4 << 20
      newestText.removeAll(keepingCapacity: newestText.capacity <= largestKept)
    }
    if page?.title.isEmpty == true {
      fault(expected: "a page with a title", found: "none")
    } else if page?.id == nil {
      fault(expected: "a page with an id", found: "none")
    } else if page?.newest == nil {
      fault(expected: "a page with a revision", found: "none")
    }
    guard let page, let newest = page.newest, !page.isBad, !hasFailed else {
      return counts.skip(.badPage)
    }
    let namespace = page.namespace ?? site.namespace(ofTitle: page.title)
    if let reason = skipReason(page, newest, namespace) {
      check(newest, text: newestText)
      guard self.page?.isBad != true else { return counts.skip(.badPage) }
      counts.skip(reason)
      // What a stub's text says is not known: the older revision may still be the page's last one,
      // as it is where the newer one may not be taken.
      if options.handsOnWithdrawnPages, reason != .missingText, !reason.isRevocation {
        handOnWithdrawn(page, newest, namespace)
      }
    } else {
      handOn(page, newest, namespace)
    }
  }

  private func skipReason(
    _ page: PageDraft, _ newest: RevisionDraft, _ namespace: Int32
  ) -> SkipReason? {
    if !options.namespaces.contains(namespace) { return .otherNamespace }
    if page.isRedirect { return .redirect }
    if newest.model != "wikitext" { return .otherModel }
    switch newest.textState {
    case .deleted: return .deletedText
    case .missing: return .missingText
    case .present:
      if newestText.isEmpty { return .emptyText }
      if RedirectWords.startRedirect(newestText) { return .redirect }
      guard let exclusion = options.exclusion, let project, let id = page.id,
        let revision = newest.id
      else { return nil }
      return exclusion.reason(
        project.wiki, PageID(rawValue: id), RevisionID(rawValue: revision), newest.editor)
    }
  }

  private func handOn(_ page: PageDraft, _ newest: RevisionDraft, _ namespace: Int32) {
    guard let project, let id = page.id, let revision = newest.id,
      let timestamp = newest.timestamp
    else { return }
    guard
      let licenses = options.licenses
        ?? License.offered(by: project, namespace: namespace, savedAt: timestamp)
    else { return fail(.unknownLicense(path: path, wiki: project.wiki)) }
    counts.articles += 1
    let article = Article(
      wiki: project.wiki, page: PageID(rawValue: id), revision: RevisionID(rawValue: revision),
      title: page.title, namespace: namespace, language: project.language, timestamp: timestamp,
      url: project.address(ofTitle: page.title), licenses: licenses, text: takeNewestText(),
      source: source)
    pages.append(
      RawPage(
        article: article, claimedDigest: isExempt ? nil : newest.claim, location: page.location))
  }

  /// Hands a page on whose newest revision is no article, without its text.
  ///
  /// Where the licence is not known no article of the wiki can have been taken either.
  private func handOnWithdrawn(_ page: PageDraft, _ newest: RevisionDraft, _ namespace: Int32) {
    guard let project, let id = page.id, let revision = newest.id,
      let timestamp = newest.timestamp,
      let licenses = options.licenses
        ?? License.offered(by: project, namespace: namespace, savedAt: timestamp)
    else { return }
    let article = Article(
      wiki: project.wiki, page: PageID(rawValue: id), revision: RevisionID(rawValue: revision),
      title: page.title, namespace: namespace, language: project.language, timestamp: timestamp,
      url: project.address(ofTitle: page.title), licenses: licenses, text: [], source: source)
    pages.append(RawPage(article: article, claimedDigest: nil, location: page.location))
  }

  /// The text in an array of its own size; only a large one keeps its buffer.
  private func takeNewestText() -> [UInt8] {
    let largestCopied = 1 << 20
    if newestText.count > largestCopied {
      defer { newestText = [] }
      return newestText
    }
    return unsafe newestText.withUnsafeBufferPointer { unsafe [UInt8]($0) }
  }
}
