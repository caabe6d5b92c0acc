import Footnote

/// A run: ranked passages in the form that trec_eval reads, with identifiers and scores only.
enum TRECRun {
  /// One line a passage: `query Q0 document rank score run`.
  static func lines(query: String, _ passages: [AttributedPassage]) -> String {
    passages.map {
      "\(query) Q0 \($0.attribution.key) \($0.rank) \($0.score) footnote\n"
    }.joined()
  }

  /// The same by other names: what has one name stands at its best passage, once.
  static func lines(
    query: String, _ passages: [AttributedPassage], as document: (PassageKey) -> String
  ) -> String {
    var seen: Set<String> = []
    var lines = ""
    for passage in passages {
      let name = document(passage.attribution.key)
      guard seen.insert(name).inserted else { continue }
      lines += "\(query) Q0 \(name) \(seen.count) \(passage.score) footnote\n"
    }
    return lines
  }

  /// Refuses a query's id that would not be one column; `otherwise` is another way out.
  static func checkQuery(
    _ id: String, at place: String, otherwise: String
  ) throws(Failure) {
    guard id.isEmpty || id.contains(where: \.isWhitespace) else { return }
    throw Failure(
      .badInput, "\(place): expected an id without spaces, found \"\(id)\"",
      nextStep: "Change the id, or \(otherwise).")
  }
}
