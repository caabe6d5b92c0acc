internal import JSON
import WikiModel

extension LineMembers {
  /// The line as an article of plain text.
  func article(_ options: IngestOptions, _ source: SourceName) throws(IngestError) -> Article {
    let page = try identifier("page_id")
    let revision = try identifier("revision_id")
    let title = try title("title")
    let url = try string("url")
    let language = try string("language")
    let licenses = if let given = options.licenses { given } else { try licenses() }
    let timestamp = try timestamp("timestamp")
    let isSynthetic = try optionalBool("synthetic_revision") ?? false
    return Article(
      wiki: try articleWiki(options, url), page: PageID(rawValue: page),
      revision: RevisionID(rawValue: revision), revisionIsSynthetic: isSynthetic, title: title,
      language: options.language ?? language, timestamp: timestamp, url: url, licenses: licenses,
      format: .plainText, text: try text("text"), source: source)
  }

  private func articleWiki(_ options: IngestOptions, _ url: String) throws(IngestError) -> String {
    if let wiki = options.wiki { return wiki }
    if let wiki = try optionalString("wiki") { return wiki }
    if let project = Project(pageAddress: url) { return project.wiki }
    throw fault(
      "a member wiki, or a url of one of Wikimedia's wikis (or --wiki NAME)",
      "the url \(quoted(url))")
  }

  /// The licences that may be chosen from.
  ///
  /// Those that all apply at once, joined by AND, could not be told from a choice where they are
  /// shown, and are refused.
  private func licenses() throws(IngestError) -> [License] {
    let expression = try string("license")
    let words = expression.split(separator: " ").map(String.init)
    guard words.count % 2 == 1 else { throw unknownLicense(expression) }
    var licenses: [License] = []
    for (index, word) in words.enumerated() {
      if index % 2 == 0 {
        licenses.append(try license(word))
      } else if word != "OR" {
        throw unknownLicense(expression)
      }
    }
    return licenses
  }
}
