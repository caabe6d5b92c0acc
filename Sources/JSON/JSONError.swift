/// What can be wrong with JSON that is read or written.
package enum JSONError: Error, Hashable, Sendable {
  /// The text is not one JSON value; `byteOffset` counts from the text's first byte.
  case malformed(line: Int, column: Int, byteOffset: Int, reason: String)
  /// Arrays and objects are nested deeper than is read.
  case tooDeep(limit: Int, byteOffset: Int)
  /// The text holds more values than are read.
  case tooManyValues(limit: Int, byteOffset: Int)
  /// The value has no form in the text that was asked for.
  case notRepresentable(String)
}

extension JSONError: CustomStringConvertible {
  /// What was expected, what was found and where.
  package var description: String {
    switch self {
    case .malformed(let line, let column, let byteOffset, let reason):
      "not valid JSON at line \(line), column \(column) (byte \(byteOffset)): \(reason)"
    case .tooDeep(let limit, let byteOffset):
      "JSON nested deeper than \(limit) levels at byte \(byteOffset)"
    case .tooManyValues(let limit, let byteOffset):
      "JSON of more than \(limit) values, at byte \(byteOffset)"
    case .notRepresentable(let what):
      "\(what) has no form in JSON"
    }
  }
}
