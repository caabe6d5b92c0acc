/// What passages must have to be found; each condition that is set narrows the others.
///
/// A condition of several values holds for passages that have any of them, one of no values for
/// none.
///
///     let filter = SearchFilter(
///       languages: ["en", "de"], revisedFrom: Timestamp("2025-01-01T00:00:00Z"))
public struct SearchFilter: Hashable, Sendable {
  /// Languages as BCP 47 tags; `zh` also stands for `zh-Hant` (RFC 4647, basic filtering).
  public var languages: Set<String>?
  /// Database names of wikis, such as `enwiki`.
  public var wikis: Set<String>?
  /// SPDX identifiers of licences; a passage offered under several needs one of them.
  public var licenses: Set<String>?
  /// Numbers of pages, in whichever wiki.
  public var pages: Set<PageID>?
  /// The earliest moment at which the passage's revision may have been saved.
  public var revisedFrom: Timestamp?
  /// The latest moment at which the passage's revision may have been saved.
  public var revisedThrough: Timestamp?
  /// Titles of sections, letter by letter; what stands in their subsections is in them too.
  ///
  /// The empty title stands for the text above a page's first heading.
  public var sections: Set<String>?
  /// Numbers of namespaces; an index does not list them, so that the first search reads it all.
  public var namespaces: Set<Int32>?

  /// A filter with these conditions; without any, all passages pass.
  public init(
    languages: Set<String>? = nil, wikis: Set<String>? = nil, licenses: Set<String>? = nil,
    pages: Set<PageID>? = nil, revisedFrom: Timestamp? = nil, revisedThrough: Timestamp? = nil,
    sections: Set<String>? = nil, namespaces: Set<Int32>? = nil
  ) {
    self.languages = languages
    self.wikis = wikis
    self.licenses = licenses
    self.pages = pages
    self.revisedFrom = revisedFrom
    self.revisedThrough = revisedThrough
    self.sections = sections
    self.namespaces = namespaces
  }

  /// True when no condition is set, so that all passages pass.
  public var passesAll: Bool { self == SearchFilter() }
}

extension SearchFilter {
  package func passes(language: String) -> Bool {
    guard let languages else { return true }
    return languages.contains { Self.stands($0, for: language) }
  }

  package func passes(wiki: String) -> Bool { wikis?.contains(wiki) ?? true }

  package func passes(licenses found: [String]) -> Bool {
    guard let licenses else { return true }
    return found.contains { license in
      licenses.contains { Self.stands($0, for: license, parts: false) }
    }
  }

  package func passes(page: PageID) -> Bool { pages?.contains(page) ?? true }

  package func passes(timestamp: Timestamp) -> Bool {
    timestamp >= revisedFrom ?? timestamp && timestamp <= revisedThrough ?? timestamp
  }

  package func passes(namespace: Int32) -> Bool { namespaces?.contains(namespace) ?? true }

  package func passes(sectionPath: [String]) -> Bool {
    guard let sections else { return true }
    let titles = sectionPath.isEmpty ? [""] : sectionPath
    return titles.contains { title in
      sections.contains { $0.utf8.elementsEqual(title.utf8) }
    }
  }

  /// Whether a value is a tag but for the case of ASCII letters, or also its first parts.
  package static func stands(_ value: String, for tag: String, parts: Bool = true) -> Bool {
    let value = Array(value.utf8)
    let tag = Array(tag.utf8)
    guard value.count <= tag.count, zip(value, tag).allSatisfy({ lowercased($0) == lowercased($1) })
    else { return false }
    return value.count == tag.count
      || (parts && !value.isEmpty && tag[value.count] == UInt8(ascii: "-"))
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}
