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
    let taken = idle.withLock { $0.popLast() } ?? Idle(analyzer: TextAnalyzer(options: options))
    // Cut inside a character, the last bytes do not decode and are no word.
    let text = Array(question.utf8.prefix(SearchOptions.questionByteLimit))
    let features = taken.analyzer.queryFeatures(of: text.span, languages: languages)
    let words = taken.analyzer.questionWords(of: text.span, languages: languages)
    idle.withLock { $0.append(taken) }
    return (features, words)
  }
}
