package import WikiModel

/// What a store holds, counted while it is written.
package struct PassageStatistics: Equatable, Sendable {
  package internal(set) var pageCount: UInt64 = 0
  package internal(set) var passageCount: UInt64 = 0
  /// Bytes of the passages' text in UTF-8.
  package internal(set) var textByteCount: UInt64 = 0
  /// Passages by language, by licence (SPDX identifier) and by wiki.
  package internal(set) var languages: [String: UInt64] = [:]
  package internal(set) var licenses: [String: UInt64] = [:]
  package internal(set) var wikis: [String: UInt64] = [:]
  /// When the newest revision was saved.
  package internal(set) var newest: Timestamp?

  package init() {}

  package mutating func add(_ revision: RevisionRecord, _ records: [PassageRecord]) {
    let count = UInt64(records.count)
    pageCount += 1
    newest = max(newest ?? revision.timestamp, revision.timestamp)
    passageCount += count
    textByteCount += records.reduce(0) { $0 + UInt64($1.passage.text.count) }
    languages[revision.language, default: 0] += count
    wikis[revision.wiki, default: 0] += count
    for license in revision.licenses { licenses[license.spdxIdentifier, default: 0] += count }
  }
}
