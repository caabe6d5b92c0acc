import Chunking
import Embedding
import Features
import PassageStore
import Provenance
import Rescoring
import Storage
import WikiIngest
import WikiModel

/// What an article becomes before it is written.
struct ProcessedArticle: Sendable {
  var revision: RevisionRecord
  var records: [PassageRecord]
  /// Of each record, its features in rising order with their impacts.
  var postings: [(features: [UInt32], impacts: [UInt8])]
  /// The words of the title and of each record.
  var words: PageWords
  /// The hash of each record's packet.
  var leaves: [SHA256Digest] = []
  /// The vectors of the records, one after the other, where passages are embedded as they are made.
  var vectors: [Float] = []
}

/// Turns articles into passages and features; one for each thread.
final class ArticleProcessor {
  private let chunker: Chunker
  private let analyzer: TextAnalyzer
  private let impact: ImpactModel
  private let makesFeatures: Bool
  private var embedder: PassageEmbedder?
  private var hasher = SHA256Hasher()
  private var counts: [FeatureCount] = []

  init(
    chunking: ChunkingOptions, analysis: AnalyzerOptions, embedding: PassageEmbedding?,
    makesFeatures: Bool
  ) {
    chunker = Chunker(options: chunking)
    analyzer = TextAnalyzer(options: analysis)
    impact = analysis.impact
    embedder = embedding.map { PassageEmbedder($0) }
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
    let revision = RevisionRecord(
      article, sourceDigest: digest(.sha1, of: article.text.rawBytes))
    return process(revision, records)
  }

  /// Finds the features of passages that were cut before.
  func process(_ revision: RevisionRecord, _ records: [PassageRecord]) -> ProcessedArticle {
    var processed = ProcessedArticle(
      revision: revision, records: records, postings: [],
      words: PageWords(title: [], documents: []))
    if makesFeatures {
      addFeatures(to: &processed)
      addLeaves(to: &processed)
    }
    return processed
  }

  private func addLeaves(to processed: inout ProcessedArticle) {
    guard !processed.records.isEmpty else { return }
    var packets = PassagePackets(processed.revision)
    processed.leaves = processed.records.map { packets.leaf(of: $0.passage, &hasher) }
  }

  private func addFeatures(to processed: inout ProcessedArticle) {
    let revision = processed.revision
    let title = words(of: revision.title, revision)
    processed.words.title = title.map(WordKey.init)
    var path: [String] = []
    var headingCount = 0
    for record in processed.records {
      processed.postings.append(postings(of: record.passage, in: revision))
      // The words of the text that was analysed last: title, headings, text.
      let all = analyzer.words
      let words = all[title.count...]
      if record.passage.sectionPath != path {
        path = record.passage.sectionPath
        headingCount = self.words(of: path.joined(separator: "\n"), revision).count
      }
      let allHeadings = title.count + headingCount
      if let vector = embedder?.vector(of: counts, words: all, headingCount: allHeadings) {
        processed.vectors += vector
      }
      processed.words.documents.append(
        DocumentWords(heading: words.prefix(headingCount), text: words.dropFirst(headingCount)))
    }
  }

  private func words(of text: String, _ revision: RevisionRecord) -> [TextWord] {
    analyzer.words(of: Array(text.utf8).span, language: revision.language)
  }

  /// A passage's features: those of its text and of the titles that it stands under.
  private func postings(
    of passage: Passage, in revision: RevisionRecord
  ) -> (features: [UInt32], impacts: [UInt8]) {
    counts.removeAll(keepingCapacity: true)
    var text = Array(revision.title.utf8)
    for title in passage.sectionPath {
      text.append(0x0A)
      text.append(contentsOf: title.utf8)
    }
    text.append(0x0A)
    text.append(contentsOf: passage.text)
    let length = analyzer.appendFeatures(
      of: text.span, language: revision.language, to: &counts)
    return (
      counts.map(\.feature), counts.map { impact.impact(count: $0.count, length: length) }
    )
  }
}

extension WordKey {
  init(_ word: TextWord) { self.init(stem: word.stem, form: word.form, prefix: word.prefix) }
}

extension DocumentWords {
  fileprivate init(heading: ArraySlice<TextWord>, text: ArraySlice<TextWord>) {
    self.init(
      heading: heading.map(WordKey.init), text: text.map(WordKey.init),
      sentenceStarts: text.indices.filter { text[$0].startsSentence }
        .map { UInt32($0 - text.startIndex) })
  }
}
