import Chunking
import Features
import PassageStore
import Storage
import WikiIngest
import WikiModel

/// What an article becomes before it is written.
struct ProcessedArticle: Sendable {
  var revision: RevisionRecord
  var records: [PassageRecord]
  /// Of each record, its features in rising order with their impacts.
  var postings: [(features: [UInt32], impacts: [UInt8])]
}

/// Turns articles into passages and features; one for each thread.
final class ArticleProcessor {
  private let chunker: Chunker
  private let analyzer: TextAnalyzer
  private let impact: ImpactModel
  private let makesFeatures: Bool
  private var counts: [FeatureCount] = []

  init(chunking: ChunkingOptions, analysis: AnalyzerOptions, makesFeatures: Bool) {
    chunker = Chunker(options: chunking)
    analyzer = TextAnalyzer(options: analysis)
    impact = analysis.impact
    self.makesFeatures = makesFeatures
  }

  func process(_ article: Article, converter: WikitextConverter) -> ProcessedArticle {
    let text =
      switch article.format {
      case .wikitext: converter.readableText(of: article.text)
      case .plainText: ReadableText.plainText(article.text)
      }
    let anchors = SectionAnchors(text)
    var characters = CharacterCounter()
    let records = chunker.passages(of: text, language: article.language).map {
      PassageRecord(
        passage: $0, anchor: anchors.anchor(at: $0.textRange.lowerBound),
        sourceCharacters: characters.range($0.sourceBytes, in: article.text))
    }
    return ProcessedArticle(
      revision: RevisionRecord(
        article, sourceDigest: digest(.sha1, of: article.text.rawBytes)),
      records: records,
      postings: makesFeatures ? records.map { postings(of: $0.passage, in: article) } : [])
  }

  /// A passage's features: those of its text and of the titles that it stands under.
  private func postings(
    of passage: Passage, in article: Article
  ) -> (features: [UInt32], impacts: [UInt8]) {
    counts.removeAll(keepingCapacity: true)
    var text = Array(article.title.utf8)
    for title in passage.sectionPath {
      text.append(0x0A)
      text.append(contentsOf: title.utf8)
    }
    text.append(0x0A)
    text.append(contentsOf: passage.text)
    let length = analyzer.appendFeatures(
      of: text.span, language: article.language, to: &counts)
    return (
      counts.map(\.feature), counts.map { impact.impact(count: $0.count, length: length) }
    )
  }
}
