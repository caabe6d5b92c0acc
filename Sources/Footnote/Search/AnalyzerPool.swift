import Features
import Storage

/// Analyzers that wait for the next question.
///
/// An analyzer serves one thread at a time and is costly to make; there are as many as there were
/// questions at once.
final class AnalyzerPool: Sendable {
  private let options: AnalyzerOptions
  private let idle = IdlePool<TextAnalyzer>()

  init(_ options: AnalyzerOptions) { self.options = options }

  /// The features of a question, and its words in order.
  func analyzed(
    _ question: String, languages: [String]
  ) -> (features: [QueryFeature], words: [QuestionWord]) {
    let text = Self.bounded(question)
    return withAnalyzer { analyzer in
      (
        analyzer.queryFeatures(of: text.span, languages: languages),
        analyzer.questionWords(of: text.span, languages: languages)
      )
    }
  }

  /// What the features of a question stand for.
  func featureNames(of question: String, languages: [String]) -> [FeatureName] {
    let text = Self.bounded(question)
    return withAnalyzer { $0.featureNames(of: text.span, languages: languages) }
  }

  /// The bytes of a question that are looked at.
  ///
  /// Cut inside a character, the last bytes do not decode and are no word.
  static func bounded(_ question: String) -> [UInt8] {
    Array(question.utf8.prefix(SearchOptions.questionByteLimit))
  }

  private func withAnalyzer<Result>(_ body: (TextAnalyzer) -> Result) -> Result {
    let analyzer = idle.take() ?? TextAnalyzer(options: options)
    defer { idle.put(analyzer) }
    return body(analyzer)
  }
}
