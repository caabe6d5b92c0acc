import Numerics
import Storage
import Synchronization
public import WikiModel

/// A value of a filter that no passage of an index has.
public struct UnknownFilterValue: Hashable, Sendable {
  /// What a filter can ask for by value.
  public enum Condition: CaseIterable, Sendable {
    /// A language, a wiki, a licence, a page's number, a section's title.
    case language, wiki, license, page, section
  }

  /// What the value was meant for.
  public let condition: Condition
  /// The value as the filter has it.
  public let value: String
  /// What the index has instead, with the most passages first; at most ten, none for pages.
  public let known: [String]
}

extension Index {
  private static let knownLimit = 10

  /// How many passages that are not known to be revoked pass a filter.
  ///
  /// - Throws: `FootnoteError.storage` when a file turns out to be damaged.
  /// - Complexity: O(pages) at most, and O(1) for a filter that was among the last few used.
  public func passageCount(passing filter: SearchFilter) throws(FootnoteError) -> Int {
    let served = try served()
    do throws(StorageError) {
      let allowed = try served.documents(passing: [filter])
      return zip(served.segments.parts, allowed).reduce(0) { $0 + ($1.1?.count ?? $1.0.liveCount) }
    } catch {
      throw .storage(error)
    }
  }

  /// The filter's values that no passage of the index has, so that they are likely mistyped.
  ///
  /// - Throws: `FootnoteError.storage` when a file turns out to be damaged.
  public func unknownValues(
    of filter: SearchFilter
  ) throws(FootnoteError) -> [UnknownFilterValue] {
    let segments = try served().segments
    var unknown: [UnknownFilterValue] = []
    func note(
      _ condition: UnknownFilterValue.Condition, _ values: Set<String>?,
      _ counts: [String: UInt64], _ isKnown: (String, String) -> Bool
    ) {
      for value in values?.sorted() ?? []
      where !counts.keys.contains(where: { isKnown(value, $0) }) {
        unknown.append(
          UnknownFilterValue(
            condition: condition, value: value,
            known: Array(Self.mostFrequentFirst(counts).prefix(Self.knownLimit))))
      }
    }
    let contents = manifest.contents
    note(.language, filter.languages, contents.languages) { SearchFilter.stands($0, for: $1) }
    note(.wiki, filter.wikis, contents.wikis) { $0 == $1 }
    note(.license, filter.licenses, contents.licenses) {
      SearchFilter.stands($0, for: $1, parts: false)
    }
    do throws(StorageError) {
      for page in filter.pages?.sorted() ?? []
      where try segments.passageCount(ofPage: page) == 0 {
        unknown.append(
          UnknownFilterValue(condition: .page, value: "\(page.rawValue)", known: []))
      }
      for title in filter.sections?.sorted() ?? []
      where try segments.passageCount(inSection: title) == 0 {
        unknown.append(
          UnknownFilterValue(
            condition: .section, value: title,
            known: try segments.commonSections(Self.knownLimit)))
      }
    } catch {
      throw .storage(error)
    }
    return unknown
  }

  private static func mostFrequentFirst(_ counts: [String: UInt64]) -> [String] {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  /// Which documents the first stage may find.
  ///
  /// - Parameter filters: They pass all of these.
  func scope(
    of options: SearchOptions, _ filters: [SearchFilter], in served: ServedPassages
  ) throws(StorageError) -> SearchScope {
    SearchScope(
      served: served, filters: filters, allowed: try served.documents(passing: filters),
      isExact: options.accuracy == .exact)
  }

  /// Searches until nothing is found whose text is revoked.
  ///
  /// - Complexity: Each search but the last finds such a passage that no search finds again.
  func cleared<Found>(
    _ scope: SearchScope, document: (Found) -> UInt32,
    _ search: (SearchScope) throws(StorageError) -> [Found]
  ) throws(StorageError) -> [Found] {
    var scope = scope
    while true {
      let found = try search(scope)
      let left = try narrowed(scope.served, found.map(document))
      if left === scope.served { return found }
      scope.served = left
      scope.allowed = try left.documents(passing: scope.filters)
    }
  }
}

extension ServedPassages {
  /// Of each part, the documents that pass filters and may be handed out; nil where all do.
  func documents(passing wanted: [SearchFilter]) throws(StorageError) -> [DocumentRanges?] {
    let wanted = wanted.filter { !$0.passesAll }
    guard let first = wanted.first else { return segments.parts.map(\.live) }
    if let known = filters.documents(passing: wanted) { return known }
    var documents = try segments.documents(passing: first)
    for filter in wanted.dropFirst() {
      let others = try segments.documents(passing: filter)
      documents = zip(documents, others).map { $0.intersection($1) }
    }
    filters.keep(documents, passing: wanted)
    return documents
  }
}

extension DocumentRanges? {
  /// What is in both; nil is all.
  fileprivate func intersection(_ other: DocumentRanges?) -> DocumentRanges? {
    guard let self, let other else { return self ?? other }
    return DocumentRanges(RangeSet(self.ranges).intersection(RangeSet(other.ranges)))
  }
}

/// The bounds of a first stage.
struct SearchScope {
  var served: ServedPassages
  var filters: [SearchFilter]
  /// Of each part; nil allows all of its documents.
  var allowed: [DocumentRanges?]
  /// Whether passages are looked at that have none of the question's weightiest words.
  var isExact: Bool
}

extension [SearchFilter] {
  /// Whether both ask for the same, titles of sections byte by byte.
  fileprivate func isIdentical(to other: Self) -> Bool {
    self == other && map(\.sectionBytes) == other.map(\.sectionBytes)
  }
}

extension SearchFilter {
  fileprivate var sectionBytes: [[UInt8]] {
    let titles = sections ?? Set<String>()
    return titles.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
  }
}

/// The documents that passed the last few filters: the questions of a batch share one.
final class FilterCache: Sendable {
  private static let limit = 4
  /// The last one used stands last.
  private let entries = Mutex<[(filter: [SearchFilter], documents: [DocumentRanges?])]>([])

  func documents(passing filter: [SearchFilter]) -> [DocumentRanges?]? {
    entries.withLock { entries in
      guard let index = entries.lastIndex(where: { $0.filter.isIdentical(to: filter) }) else {
        return nil
      }
      let entry = entries.remove(at: index)
      entries.append(entry)
      return entry.documents
    }
  }

  func keep(_ documents: [DocumentRanges?], passing filter: [SearchFilter]) {
    entries.withLock { entries in
      entries.removeAll { $0.filter.isIdentical(to: filter) }
      entries.append((filter, documents))
      if entries.count > Self.limit { entries.removeFirst() }
    }
  }
}
