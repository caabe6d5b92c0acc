import Embedding
import Features
import Storage

/// Embeds texts with a trained table, on one thread, and says how long that took.
///
/// Texts stand in a file, each ended by a zero byte; vectors are written as 32-bit floats.
struct TextEmbedding {
  let table: EmbeddingTable
  let language: String
  /// Questions have the features that a search looks for, passages those that a build gives them.
  let areQuestions: Bool

  init(_ arguments: [String]) throws {
    table = try EmbeddingTable(path: arguments[0])
    language = arguments[1]
    areQuestions = arguments[2] == "questions"
  }

  func run(texts path: String, vectors output: String) throws -> String {
    let texts = try texts(path)
    let analyzer = TextAnalyzer()
    var encoder = EmbeddingEncoder(table)
    var vectors: [Float] = []
    vectors.reserveCapacity(texts.count * table.dimensions)
    let start = ContinuousClock.now
    for text in texts { vectors += encoder.vector(of: features(of: text, analyzer)) }
    let gone = (ContinuousClock.now - start) / Duration.seconds(1)
    let file = try OutputFile(creating: output)
    for start in stride(from: 0, to: vectors.count, by: 1 << 20) {
      let part = vectors[start..<min(start + 1 << 20, vectors.count)].map(\.bitPattern)
      try file.append(bytes(of: part))
    }
    return JSONText.object([
      "texts": "\(texts.count)", "dimensions": "\(table.dimensions)", "seconds": "\(gone)",
      "digest": JSONText.string(table.digest),
    ])
  }

  private func features(of text: [UInt8], _ analyzer: TextAnalyzer) -> [EmbeddedFeature] {
    if areQuestions {
      return analyzer.queryFeatures(of: text.span, languages: [language]).map {
        EmbeddedFeature(feature: $0.feature, count: $0.multiplicity)
      }
    }
    var counts: [FeatureCount] = []
    _ = analyzer.appendFeatures(of: text.span, language: language, to: &counts)
    return counts.map { EmbeddedFeature(feature: $0.feature, count: $0.count) }
  }

  private func texts(_ path: String) throws -> [[UInt8]] {
    let file = try MappedFile(path: path)
    var texts: [[UInt8]] = []
    var text: [UInt8] = []
    for place in 0..<file.byteCount {
      let byte = file.bytes.integer(UInt8.self, at: place)
      if byte != 0 {
        text.append(byte)
      } else {
        texts.append(text)
        text.removeAll()
      }
    }
    return texts
  }
}
