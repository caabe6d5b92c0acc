import PassageStore
import Storage
import WikiIngest
import WikiModel

extension Attribution {
  /// Derives a stored passage's attribution.
  ///
  /// - Parameter removesCredit: Whether the licensor asked that the authors be not named.
  init(_ stored: StoredPassage, text: String, index: IndexIdentity, removesCredit: Bool) {
    let revision = stored.revision
    let passage = stored.record.passage
    let address = PageAddress(url: revision.url, title: revision.title)
    wiki = revision.wiki
    language = revision.language
    title = revision.title
    namespace = revision.namespace
    page = revision.page
    self.revision = revision.revision
    revisionIsSynthetic = revision.revisionIsSynthetic
    timestamp = revision.timestamp
    url = revision.url
    permalink =
      revision.revisionIsSynthetic ? nil : address.permalink(to: revision.revision)
    historyURL = removesCredit ? nil : address.history
    textFragmentURL = revision.url + textFragment(of: text)
    sectionPath = passage.sectionPath
    sectionAnchor = stored.record.anchor
    licenses = revision.licenses
    credit =
      removesCredit ? Self.removedCredit(revision) : Self.credit(revision, address)
    modifications = Self.modifications(revision.format)
    source = PassageSource(revision, stored.record)
    ordinal = passage.ordinal
    contentDigest = hexadecimal(digest(.sha256, of: passage.text.rawBytes))
    self.index = index
  }

  /// What CC BY-SA 4.0, 3(a)(3), leaves: the title and the revision, without the authors.
  private static func removedCredit(_ revision: RevisionRecord) -> String {
    let which =
      revision.revisionIsSynthetic
      ? "as of about \(revision.timestamp.description.prefix(10))"
      : "revision \(revision.revision.rawValue)"
    return "“\(revision.title)”, \(which); credit removed at the licensor's request"
  }

  private static func credit(_ revision: RevisionRecord, _ address: PageAddress) -> String {
    let day = revision.timestamp.description.prefix(10)
    let authors = Project(databaseName: revision.wiki)?.familyName ?? address.host
    let which =
      revision.revisionIsSynthetic
      ? "as of about \(day)" : "revision \(revision.revision.rawValue) of \(day)"
    return "“\(revision.title)” by \(authors) contributors, \(which); "
      + "authors listed at \(address.history)"
  }

  private static func modifications(_ format: Article.Format) -> [String] {
    switch format {
    case .wikitext:
      [
        "excerpt of the page", "wiki markup removed",
        "templates, tables, references and files left out",
      ]
    case .plainText: ["excerpt of the page", "markup removed by the source of the text"]
    }
  }
}

extension PassageSource {
  fileprivate init(_ revision: RevisionRecord, _ record: PassageRecord) {
    format = revision.format
    name = revision.source
    byteCount = revision.sourceByteCount
    sha1 = base36(revision.sourceDigest)
    bytes = record.passage.sourceBytes
    characters = record.sourceCharacters
    spans = record.passage.sourceRuns.map {
      Span(
        textByteCount: $0.textCount, sourceBytes: $0.sourceRange, isVerbatim: $0.isVerbatim)
    }
  }
}
