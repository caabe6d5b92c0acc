import Chunking
import Embedding
import Features
import WikiIngest
import WikiModel

/// Turns articles into passages as training sees them; one for each thread.
final class TrainingTextMaker {
  private let chunker: Chunker
  private let analyzer = TextAnalyzer()

  init(_ chunking: ChunkingOptions) { chunker = Chunker(options: chunking) }

  /// The passages of an article, cut as they are for an index.
  func texts(of article: Article, converter: WikitextConverter) -> [TrainingText] {
    let text =
      switch article.format {
      case .wikitext: converter.readableText(of: article.text)
      case .plainText: ReadableText.plainText(article.text)
      }
    let title = words(of: article.title, article)
    var path: [String] = []
    var headings = title
    return chunker.passages(of: text, language: article.language).map { passage in
      if passage.sectionPath != path {
        path = passage.sectionPath
        headings = title + words(of: path.joined(separator: "\n"), article)
      }
      let words = analyzer.words(of: passage.text.span, language: article.language)
      return TrainingText(
        headings: headings, words: words.map(\.stem),
        sentenceStarts: words.indices.filter { words[$0].startsSentence }.map { UInt32($0) })
    }
  }

  private func words(of text: String, _ article: Article) -> [UInt32] {
    analyzer.words(of: Array(text.utf8).span, language: article.language).map(\.stem)
  }
}
