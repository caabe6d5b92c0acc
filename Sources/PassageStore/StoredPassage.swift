package import WikiModel

/// Everything about a revision that attribution needs; it stands beside its passages' text.
package struct RevisionRecord: Hashable, Sendable {
  package var wiki: String
  package var page: PageID
  package var revision: RevisionID
  package var revisionIsSynthetic: Bool
  package var title: String
  package var namespace: Int32
  package var language: String
  package var timestamp: Timestamp
  package var url: String
  package var licenses: [License]
  package var source: SourceName
  package var format: Article.Format
  /// Bytes of the revision's source text, which source spans point into.
  package var sourceByteCount: UInt64
  /// SHA-1 of the source text, as MediaWiki computes it (20 bytes).
  package var sourceDigest: [UInt8]

  /// Describes an article, without its text.
  package init(_ article: Article, sourceDigest: [UInt8]) {
    wiki = article.wiki
    page = article.page
    revision = article.revision
    revisionIsSynthetic = article.revisionIsSynthetic
    title = article.title
    namespace = article.namespace
    language = article.language
    timestamp = article.timestamp
    url = article.url
    licenses = article.licenses
    source = article.source
    format = article.format
    sourceByteCount = UInt64(article.text.count)
    self.sourceDigest = sourceDigest
  }
}

/// A passage as it is kept: its text, its place in the article, and the way back to the source.
package struct PassageRecord: Equatable, Sendable {
  package var passage: Passage
  /// The section's anchor in the page's address; empty in the lead.
  package var anchor: String
  /// From the first source character that the passage stands for to the last, in Unicode scalars.
  package var sourceCharacters: Range<Int>

  package init(passage: Passage, anchor: String, sourceCharacters: Range<Int>) {
    self.passage = passage
    self.anchor = anchor
    self.sourceCharacters = sourceCharacters
  }
}

/// A passage together with the revision that it is from; a store gives both or nothing.
package struct StoredPassage: Sendable {
  package var revision: RevisionRecord
  package var record: PassageRecord

  package func passes(_ filter: SearchFilter) -> Bool {
    filter.passes(language: revision.language) && filter.passes(wiki: revision.wiki)
      && filter.passes(licenses: revision.licenses.map(\.spdxIdentifier))
      && filter.passes(page: revision.page) && filter.passes(timestamp: revision.timestamp)
      && filter.passes(namespace: revision.namespace)
      && filter.passes(sectionPath: record.passage.sectionPath)
  }

  package var key: PassageKey {
    PassageKey(
      wiki: revision.wiki, page: revision.page, revision: revision.revision,
      ordinal: record.passage.ordinal)
  }
}
