/// A JSON value; the members of an object keep their order, and integers are exact.
package enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// A number that was written without fraction and exponent.
  case integer(Int64)
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// One name and value of an object.
  package struct Member: Hashable, Sendable {
    package var name: String
    package var value: JSONValue

    package init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The deepest nesting that is read: more than any document of ours has, and little enough for
  /// a recursive walk on the smallest thread's stack.
  package static let maximumDepth = 256

  /// The most values in one text, where an empty array or object counts as two.
  ///
  /// More than a thousand times what an article of Wikimedia's feeds has; the parser takes up to
  /// 300 bytes for each.
  package static let maximumCount = 1_000_000
}

extension JSONValue {
  /// The value of an object's member; nil for another name and for other kinds of value.
  ///
  /// O(members).
  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    // Names are compared by bytes, as JSON does; Swift's strings are equal in more cases, and told
    // apart faster.
    return members.first { $0.name == name && $0.name.utf8.elementsEqual(name.utf8) }?.value
  }

  /// An array's element; nil outside of its bounds and for other kinds of value.
  package subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  package var isNull: Bool { self == .null }

  package var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  package var integer: Int64? {
    guard case .integer(let value) = self else { return nil }
    return value
  }

  /// An integer that is not negative.
  package var unsigned: UInt64? {
    guard case .integer(let value) = self else { return nil }
    return UInt64(exactly: value)
  }

  /// A number of either kind, rounded to a double where it is a large integer.
  package var double: Double? {
    switch self {
    case .double(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }

  package var string: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  package var array: [JSONValue]? {
    guard case .array(let value) = self else { return nil }
    return value
  }

  package var object: [Member]? {
    guard case .object(let value) = self else { return nil }
    return value
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int64) { self = .integer(value) }
}

extension JSONValue: ExpressibleByFloatLiteral {
  package init(floatLiteral value: Double) { self = .double(value) }
}

extension JSONValue: ExpressibleByBooleanLiteral {
  package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: ExpressibleByNilLiteral {
  package init(nilLiteral: ()) { self = .null }
}

extension JSONValue: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}
