import JSON
import Storage

/// A vector as JSON writes it: `{"id": "enwiki:12:1167219203:0", "vector": [0.25, ...]}`.
struct VectorRecord {
  let id: String?
  let numbers: [Double]

  /// Reads an object with a member `vector`, or an array of numbers.
  ///
  /// - Parameter needsID: whether the error that it is something else asks for an id, too.
  init(
    _ bytes: ArraySlice<UInt8>, needsID: Bool, path: String, place: VectorInputError.Place
  ) throws(VectorInputError) {
    func refusal(_ found: String) -> VectorInputError {
      .refused(
        path: path, place: place,
        expected: needsID
          ? #"{"id": "wiki:page:revision:ordinal", "vector": [...]}"#
          : #"{"vector": [...]} or the numbers alone, [...]"#,
        found: found, advice: "Write each vector in a line of its own.")
    }
    let document: JSONDocument
    let text = Array(bytes)
    do throws(JSONError) {
      document = try JSONDocument(parsing: text.rawBytes)
    } catch {
      throw refusal("no JSON: \(error)")
    }
    switch document.kind {
    case .array:
      guard let numbers = document.numbers else { throw refusal("an array of other values") }
      (id, self.numbers) = (nil, numbers)
    case .object:
      guard let kind = document.kind(of: "vector") else { throw refusal("no member vector") }
      guard let numbers = document.numbers("vector") else {
        throw refusal(
          kind == .array ? "other values than numbers in vector" : "\(kind.rawValue) as vector")
      }
      (id, self.numbers) = (document.string("id"), numbers)
    default: throw refusal(document.kind.rawValue)
    }
  }
}
