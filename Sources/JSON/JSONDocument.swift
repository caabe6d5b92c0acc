internal import CJansson

/// A parsed JSON text whose members are read on demand, without a tree of Swift values.
///
/// Source: RFC 8259, read strictly: UTF-8 alone, no member twice, nothing after the value, no lone
/// surrogates, integers within 64 bits.
@safe
package struct JSONDocument: ~Copyable {
  /// What a member's value is.
  package enum Kind: String, Sendable {
    case object = "an object"
    case array = "an array"
    case string = "a string"
    case integer = "an integer"
    case real = "a number with a fraction or exponent"
    case bool = "a boolean"
    case null = "null"
  }

  let root: UnsafeMutablePointer<json_t>

  /// Parses one JSON text.
  ///
  /// O(bytes).
  package init(
    parsing text: RawSpan, valueLimit: Int = JSONValue.maximumCount
  ) throws(JSONError) {
    guard text.byteCount > 0 else {
      throw .malformed(line: 1, column: 1, byteOffset: 0, reason: "the text is empty")
    }
    try checkStructure(text, valueLimit: valueLimit)
    var fault = json_error_t()
    let flags = Int(JSON_REJECT_DUPLICATES) | Int(JSON_DECODE_ANY) | Int(JSON_ALLOW_NUL)
    let parsed = unsafe text.withUnsafeBytes { bytes in
      unsafe json_loadb(
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, flags, &fault)
    }
    guard let parsed = unsafe parsed else { throw JSONError(fault) }
    unsafe root = parsed
  }

  deinit { unsafe json_decref(root) }

  /// What the whole text is.
  package var kind: Kind { unsafe root.kind }

  /// What the member at this path is; nil where something on the way is no object or is not there.
  package func kind(of path: JSONPath) -> Kind? { unsafe member(path)?.kind }

  package func string(_ path: JSONPath) -> String? {
    utf8(path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// A string member's valid UTF-8.
  package func utf8(_ path: JSONPath) -> [UInt8]? {
    guard let value = unsafe member(path), let start = unsafe json_string_value(value) else {
      return nil
    }
    let bytes = unsafe UnsafeRawBufferPointer(start: start, count: json_string_length(value))
    return unsafe [UInt8](bytes)
  }

  package func integer(_ path: JSONPath) -> Int64? {
    guard let value = unsafe member(path), unsafe value.kind == .integer else { return nil }
    return unsafe Int64(json_integer_value(value))
  }

  package func bool(_ path: JSONPath) -> Bool? {
    guard let value = unsafe member(path), unsafe value.kind == .bool else { return nil }
    return unsafe value.pointee.type == JSON_TRUE
  }

  /// The numbers of an array member; nil where it is something else or holds something else.
  package func numbers(_ path: JSONPath) -> [Double]? {
    unsafe member(path).flatMap { unsafe numbers(of: $0) }
  }

  /// The member at this path, copied with all that it holds.
  package func value(_ path: JSONPath) -> JSONValue? {
    unsafe member(path).map { unsafe JSONValue(copying: $0) }
  }

  /// The numbers of the whole text; nil where it is something else than an array of them.
  package var numbers: [Double]? { unsafe numbers(of: root) }

  private func numbers(of array: UnsafeMutablePointer<json_t>) -> [Double]? {
    guard unsafe array.kind == .array else { return nil }
    var numbers: [Double] = []
    let count = unsafe json_array_size(array)
    numbers.reserveCapacity(count)
    for index in 0..<count {
      guard let element = unsafe json_array_get(array, index),
        unsafe element.kind == .real || element.kind == .integer
      else { return nil }
      numbers.append(unsafe json_number_value(element))
    }
    return numbers
  }

  private func member(_ path: JSONPath) -> UnsafeMutablePointer<json_t>? {
    var value: UnsafeMutablePointer<json_t>? = unsafe root
    for name in path.names { unsafe value = json_object_get(value, name) }
    return unsafe value
  }
}

extension UnsafeMutablePointer<json_t> {
  var kind: JSONDocument.Kind {
    switch unsafe pointee.type {
    case JSON_OBJECT: .object
    case JSON_ARRAY: .array
    case JSON_STRING: .string
    case JSON_INTEGER: .integer
    case JSON_REAL: .real
    case JSON_TRUE, JSON_FALSE: .bool
    default: .null
    }
  }
}

extension JSONError {
  fileprivate init(_ fault: json_error_t) {
    let reason = unsafe withUnsafeBytes(of: fault.text) { bytes in
      // The last byte holds the code of the error.
      unsafe String(decoding: bytes.dropLast().prefix { $0 != 0 }, as: UTF8.self)
    }
    self = .malformed(
      line: Int(fault.line), column: Int(fault.column), byteOffset: Int(fault.position),
      reason: reason)
  }
}
