import Footnote
import JSON

/// What a search found, without the passages that are not trusted enough.
struct Answer {
  let passages: [AttributedPassage]
  private let question: String
  private let index: Index
  private let audit: SearchAudit?
  /// The least confidence that was asked for; nil where there was no such demand.
  let minConfidence: Double?
  /// The confidence of the best passage, left out or not; nil where nothing was found.
  let bestConfidence: Double?
  /// Passages that were left out for hidden text; nil where none were to be.
  let refusedHiddenTextCount: Int?

  init(
    to question: String, from index: Index, _ options: SearchOptions, minConfidence: Double?
  ) throws(Failure) {
    self.question = question
    self.index = index
    audit = options.audit
    var options = options
    // What is left out after this is not served.
    options.audit = nil
    let outcome: SearchOutcome
    do throws(FootnoteError) {
      outcome = try index.searchOutcome(question, options: options)
    } catch {
      throw Failure(error)
    }
    let found = outcome.passages
    refusedHiddenTextCount = options.refusesHiddenText ? outcome.refusedHiddenTextCount : nil
    // Confidence falls with the rank, so that the ranks of those that are left have no gaps.
    passages = found.filter { ($0.confidence ?? 1) >= minConfidence ?? 0 }
    self.minConfidence = minConfidence
    bestConfidence = found.first?.confidence
  }

  /// Logs the passages that are shown, where that is asked for; before they are.
  func record(serving shown: [AttributedPassage]) throws(Failure) {
    do throws(FootnoteError) {
      try audit?.record(question, serving: shown.map(\.attribution.key), from: index)
    } catch {
      throw Failure(error)
    }
  }

  /// Something was found, and nothing of it is trusted enough.
  var abstains: Bool { passages.isEmpty && bestConfidence != nil }

  /// Why nothing is shown.
  var abstention: String {
    "the best passage answers with a probability of "
      + HumanFigures.decimal(bestConfidence ?? 0, decimals: 3)
  }

  /// The members of an answer in JSON behind its name: whether it abstains, where that was asked
  /// for, and the passages, each after `before`.
  func members(before: String = "", after: String = "") -> String {
    let note =
      minConfidence == nil ? "" : "\"abstains\":\(JSONValue.bool(abstains).line),"
    let refused = refusedHiddenTextCount.map { ",\"refused_hidden_text\":\($0)" } ?? ""
    let packets = passages.map { before + $0.rendered(as: .json) }.joined(separator: ",")
    return "\(note)\"passages\":[\(packets)\(packets.isEmpty ? "" : after)]\(refused)"
  }
}
