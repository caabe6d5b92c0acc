import JSON

extension JSONValue {
  /// A document of its own, for people and programs: indented, with a line feed at its end.
  var document: String { Self.text { () throws(JSONError) in try prettyBytes() } + "\n" }

  /// The value on one line, without a line feed.
  var line: String { Self.text { () throws(JSONError) in try compactBytes() } }

  /// The tool writes texts, counts and finite numbers, which all have a form in JSON.
  private static func text(_ bytes: () throws(JSONError) -> [UInt8]) -> String {
    do throws(JSONError) {
      return String(decoding: try bytes(), as: UTF8.self)
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
