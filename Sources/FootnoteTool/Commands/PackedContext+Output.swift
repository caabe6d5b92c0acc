import Footnote

extension PackedContext {
  /// The passages of an answer that are in the document.
  func passages(of answer: Answer) -> [AttributedPassage] {
    let keys = Set(included)
    return answer.passages.filter { keys.contains($0.attribution.key) }
  }

  /// Writes the document, and says on standard error what was left out of an answer.
  func write(_ answer: Answer, budget: Int, to console: Console) throws(Failure) {
    try console.print(text)
    guard !answer.passages.isEmpty else { return }
    guard let last = included.last else {
      console.messages.warning(
        "none of \(HumanFigures.counted(answer.passages.count, "passage", "passages")) fits with "
          + "its attribution into \(HumanFigures.grouped(budget)) characters",
        nextStep: "Give --pack a larger budget.")
      return
    }
    let ranks = Dictionary(
      answer.passages.map { ($0.attribution.key, $0.rank) },
      uniquingKeysWith: { first, _ in first })
    let left = omitted.compactMap { ranks[$0] }
    let better = left.filter { $0 < ranks[last] ?? 0 }.map(String.init)
    console.messages.text(
      "footnote: \(HumanFigures.counted(included.count, "passage", "passages")) in "
        + "\(HumanFigures.grouped(size)) of \(HumanFigures.grouped(budget)) characters; "
        + "left out \(HumanFigures.grouped(left.count))"
        + (better.isEmpty ? "" : ", of them too long: \(better.joined(separator: ", "))") + "\n")
  }
}
