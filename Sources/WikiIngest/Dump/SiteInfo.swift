/// What a dump's `<siteinfo>` says about its wiki.
package struct SiteInfo: Hashable, Sendable {
  /// One namespace, with the name that the wiki's titles have before their colon.
  package struct Namespace: Hashable, Sendable {
    package var number: Int32
    /// Empty for the articles' own.
    package var name: String
  }

  package var siteName = ""
  /// Missing before schema 0.9 or so.
  package var databaseName: String?
  /// The main page's address.
  package var base: String?
  /// The `xml:lang` of `<mediawiki>`.
  package var language: String?
  /// The second part of the schema's version: 10 for 0.10.
  package var schemaMinorVersion: Int?
  package var namespaces: [Namespace] = []

  package init() {}

  /// The wiki's names of a namespace, such as 6 for files and 14 for categories.
  package func names(ofNamespace number: Int32) -> [String] {
    namespaces.filter { $0.number == number }.map(\.name)
  }

  /// The namespace that a title is in, for dumps that do not say it.
  func namespace(ofTitle title: String) -> Int32 {
    guard let colon = title.firstIndex(of: ":") else { return 0 }
    let prefix = title[..<colon]
    return namespaces.first { $0.name == prefix && !$0.name.isEmpty }?.number ?? 0
  }
}
