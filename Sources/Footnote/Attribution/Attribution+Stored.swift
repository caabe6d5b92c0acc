import PassageStore
import Storage
import WikiIngest
import WikiModel

extension Attribution {
  /// Derives a stored passage's attribution.
  ///
  /// - Parameter removesCredit: Whether the licensor asked that the authors be not named.
  init(_ stored: StoredPassage, text: String, index: IndexIdentity, removesCredit: Bool) {
    self = AttributionMaker(index).attribution(of: stored, text: text, removesCredit: removesCredit)
  }

  /// - Parameters:
  ///   - common: What its revision's passages have in common.
  ///   - contentDigest: SHA-256 of its text.
  fileprivate init(
    _ record: PassageRecord, text: String, _ common: RevisionAttribution,
    contentDigest: SHA256Digest, index: IndexIdentity
  ) {
    let revision = common.revision
    wiki = revision.wiki
    language = revision.language
    title = revision.title
    namespace = revision.namespace
    page = revision.page
    self.revision = revision.revision
    revisionIsSynthetic = revision.revisionIsSynthetic
    timestamp = revision.timestamp
    url = revision.url
    permalink = common.permalink
    historyURL = common.historyURL
    textFragmentURL = revision.url + textFragment(of: text)
    sectionPath = record.passage.sectionPath
    sectionAnchor = record.anchor
    licenses = revision.licenses
    credit = common.credit
    modifications = common.modifications
    source = PassageSource(common, record)
    ordinal = record.passage.ordinal
    self.contentDigest = contentDigest.hexadecimal
    self.index = index
  }
}

/// Makes the attributions of passages that come one after the other, many of them of one revision.
///
/// For one thread at a time.
final class AttributionMaker {
  /// Revisions that are kept in mind.
  private static let keptCount = 64

  private let index: IndexIdentity
  private var hasher = SHA256Hasher()
  /// The one made last at the end.
  private var made: [RevisionAttribution] = []

  init(_ index: IndexIdentity) { self.index = index }

  /// A stored passage's attribution.
  ///
  /// - Parameter removesCredit: Whether the licensor asked that the authors be not named.
  func attribution(
    of stored: StoredPassage, text: String, removesCredit: Bool
  ) -> Attribution {
    Attribution(
      stored.record, text: text, common(to: stored.revision, removesCredit),
      contentDigest: hasher.digest(stored.record.passage.text.rawBytes), index: index)
  }

  private func common(
    to revision: RevisionRecord, _ removesCredit: Bool
  ) -> RevisionAttribution {
    let known = made.last { $0.isOf(revision) && $0.removesCredit == removesCredit }
    if let known { return known }
    if made.count == Self.keptCount { made.removeFirst() }
    let common = RevisionAttribution(revision, removesCredit: removesCredit)
    made.append(common)
    return common
  }
}

/// What the attributions of a revision's passages have in common.
///
/// A class, so that looking for one among many counts no references.
private final class RevisionAttribution {
  let revision: RevisionRecord
  let removesCredit: Bool
  let permalink: String?
  let historyURL: String?
  let credit: String
  let modifications: [String]
  /// SHA-1 of the revision's source in base 36.
  let sourceSHA1: String

  init(_ revision: RevisionRecord, removesCredit: Bool) {
    self.revision = revision
    self.removesCredit = removesCredit
    let address = PageAddress(url: revision.url, title: revision.title)
    permalink =
      revision.revisionIsSynthetic ? nil : address.permalink(to: revision.revision)
    historyURL = removesCredit ? nil : address.history
    credit =
      removesCredit ? Self.removedCredit(revision) : Self.credit(revision, address)
    modifications = Self.modifications(revision.format)
    sourceSHA1 = base36(revision.sourceDigest)
  }

  func isOf(_ other: RevisionRecord) -> Bool {
    // The numbers tell most apart, at once.
    revision.page == other.page && revision.revision == other.revision && revision == other
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
  fileprivate init(_ common: RevisionAttribution, _ record: PassageRecord) {
    let revision = common.revision
    format = revision.format
    name = revision.source
    byteCount = revision.sourceByteCount
    sha1 = common.sourceSHA1
    bytes = record.passage.sourceBytes
    characters = record.sourceCharacters
    spans = record.passage.sourceRuns.map {
      Span(
        textByteCount: $0.textCount, sourceBytes: $0.sourceRange, isVerbatim: $0.isVerbatim)
    }
  }
}
