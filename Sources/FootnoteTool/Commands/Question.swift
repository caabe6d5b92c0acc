import JSON

/// A question of a file: `{"id": "q1", "text": "Who …?"}`, or with `_id` as in BEIR's files.
struct Question {
  let id: String
  let text: String

  init(parsing line: [UInt8], at place: String) throws(Failure) {
    let members = try JSONLine(
      parsing: line, at: place, expected: #"{"id": "…", "text": "…"}"#)
    guard let id = members.identifier("id") ?? members.identifier("_id"),
      let text = members["text"]?.string
    else {
      throw members.failure(
        found: "other members", nextStep: "Give each question an \"id\" and a \"text\".")
    }
    self.id = id
    self.text = text
  }
}
