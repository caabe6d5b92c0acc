import Features
import Synchronization

/// Analyzers that wait for the next question.
///
/// An analyzer serves one thread at a time and is costly to make; there are as many as there were
/// questions at once.
final class AnalyzerPool: Sendable {
  /// An analyzer on its way from one thread to another.
  ///
  /// Unchecked: whoever takes it out of the pool is the only one to hold it until it is back.
  private struct Idle: @unchecked Sendable {
    let analyzer: TextAnalyzer
  }

  private let options: AnalyzerOptions
  private let idle = Mutex<[Idle]>([])

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
    let taken = idle.withLock { $0.popLast() } ?? Idle(analyzer: TextAnalyzer(options: options))
    defer { idle.withLock { $0.append(taken) } }
    return body(taken.analyzer)
  }
}
