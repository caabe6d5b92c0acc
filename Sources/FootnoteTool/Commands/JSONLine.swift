import JSON

/// A line of JSON Lines that was read from an input, with its place for messages.
struct JSONLine {
  let place: String
  /// What the line should have been.
  let expected: String
  private let value: JSONValue

  init(parsing line: [UInt8], at place: String, expected: String) throws(Failure) {
    self.place = place
    self.expected = expected
    do throws(JSONError) {
      value = try JSONValue(parsing: line)
    } catch {
      throw Failure(
        .badInput, "\(place): expected \(expected), found text that is not JSON",
        nextStep: "Mend the line: \(Self.reason(error)).")
    }
  }

  subscript(name: String) -> JSONValue? { value[name] }

  /// A member that names something: a string, or an integer as its digits.
  func identifier(_ name: String) -> String? {
    value[name]?.string ?? value[name]?.integer.map(String.init)
  }

  /// The failure of a line that is JSON and not what it should be.
  func failure(found: String, nextStep: String) -> Failure {
    Failure(.badInput, "\(place): expected \(expected), found \(found)", nextStep: nextStep)
  }

  /// What is wrong within the line, whose number is told elsewhere.
  private static func reason(_ error: JSONError) -> String {
    guard case .malformed(_, let column, _, let reason) = error else { return "\(error)" }
    return "\(reason), at column \(column)"
  }
}
