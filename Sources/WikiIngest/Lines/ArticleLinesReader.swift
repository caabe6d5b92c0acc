internal import JSON
internal import Storage
import WikiModel

/// Reads JSON Lines, one article a line: a JSON object with these members, others being ignored.
///
/// `page_id`, `revision_id`: integers; `title`, `url`, `language`, `license` (an SPDX identifier,
/// or several joined by OR or AND), `timestamp` (RFC 3339, UTC), `text`: strings; and, if wanted,
/// `synthetic_revision`: a boolean, `wiki`: a string, which else follows from the address's host.
/// Source: <https://jsonlines.org>.
package final class ArticleLinesReader {
  private let input: DecompressedInput
  private let options: IngestOptions
  private let source: SourceName
  private var lines: LineReader
  package private(set) var counts = IngestCounts()
  package private(set) var log = FaultLog()
  private var isAtEnd = false

  package init(input: DecompressedInput, options: IngestOptions) {
    self.input = input
    self.options = options
    source = SourceName(path: input.path)
    lines = LineReader()
  }

  /// The next article that has text; nil at the end.
  package func next() throws(IngestError) -> RawPage? {
    while !isAtEnd {
      do throws(IngestError) {
        guard let line = try lines.next(from: input) else {
          isAtEnd = true
          return nil
        }
        if let page = try page(line) { return page }
      } catch {
        try report(error)
      }
    }
    return nil
  }

  private func report(_ error: IngestError) throws(IngestError) {
    guard case .badLine = error else {
      isAtEnd = true
      guard options.skipsBadPages, error.leavesPagesIntact, counts.pages > 0 else { throw error }
      return log.note(error)
    }
    counts.pages += 1
    counts.skip(.badPage)
    guard options.skipsBadPages else {
      isAtEnd = true
      throw error
    }
    log.note(error)
  }

  private func page(_ line: LineReader.Line) throws(IngestError) -> RawPage? {
    let location = PageLocation(path: input.path, line: line.number, offset: line.offset)
    let members = try ArticleMembers(line.bytes, location)
    let article = try members.article(options, source)
    counts.pages += 1
    counts.revisions += 1
    if article.text.isEmpty {
      counts.skip(.emptyText)
      return nil
    }
    counts.articles += 1
    return RawPage(article: article, claimedDigest: nil, location: location)
  }
}
