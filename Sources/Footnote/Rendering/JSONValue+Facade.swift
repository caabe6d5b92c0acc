import JSON
import WikiModel

extension JSONValue {
  /// A count or identifier; those of this package stay below 2^53, which JSON numbers hold exactly.
  static func count(_ value: UInt64) -> JSONValue {
    precondition(value <= Article.identifierLimit, "\(value) is no JSON integer")
    return .integer(Int64(value))
  }

  /// Where a stretch starts, and where it has ended.
  static func range(_ range: Range<Int>) -> JSONValue {
    ["end": .integer(Int64(range.upperBound)), "start": .integer(Int64(range.lowerBound))]
  }

  /// A string, or null where there is none.
  static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// A number, or null where there is none.
  static func optional(_ number: Int?) -> JSONValue {
    number.map { .integer(Int64($0)) } ?? .null
  }
}
