import TestSupport
import Storage

@testable import Footnote

extension IndexChange {
  static let all = [build]

  /// The first build, by two threads.
  static let build = IndexChange(name: "build", prepare: { _ in }) {
    (folder) async throws(FootnoteError) in
    try await build(articles(0..<12), folder)
  } goOn: { folder in
    if !Folder.exists(indexPath(folder)) { try await build(articles(0..<12), folder) }
  }

  private static func build(_ articles: [Article], _ folder: String) async throws(FootnoteError) {
    var options = BuildOptions()
    options.threads = 2
    _ = try await IndexBuilder(options: options).build(
      articles: articles, output: indexPath(folder))
  }

  /// Small articles, of which the later ones come in an order that has to be mended.
  private static func articles(_ numbers: Range<UInt64>) -> [Article] {
    numbers.reversed().map { number in
      let words = ["harbour", "lantern", "tower", "rope", "tide", "keeper"]
      let text = (0..<4).map { "The \(words[(Int(number) + $0) % 6]) has number \(number)." }
      return plainArticle(number + 1, text.joined(separator: "\n"))
    }
  }
}
