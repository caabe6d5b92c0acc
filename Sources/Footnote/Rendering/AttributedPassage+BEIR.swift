import JSON

extension AttributedPassage {
  /// A line of BEIR's `corpus.jsonl`, without a line feed: the packet stands in `metadata`.
  ///
  /// The document's `_id` is the passage's key. `metadata` has all members of the packet but the
  /// text, which stands beside it, and what a search says of it.
  public var beirDocument: String {
    let searched: Set<String> = ["confidence", "explanation", "rank", "score", "text"]
    let packet = (json.object ?? []).filter { !searched.contains($0.name) }
    let document: JSONValue = [
      "_id": .string("\(attribution.key)"), "metadata": .object(packet), "text": .string(text),
      "title": .string(attribution.title),
    ]
    return String(decoding: document.canonical, as: UTF8.self)
  }
}
