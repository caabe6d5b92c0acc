internal import CJansson

extension JSONValue {
  /// Reads one JSON text of so many values at most.
  ///
  /// O(bytes).
  package init(parsing text: RawSpan, valueLimit: Int = maximumCount) throws(JSONError) {
    let document = try JSONDocument(parsing: text, valueLimit: valueLimit)
    self = unsafe JSONValue(copying: document.root)
  }

  /// Reads one JSON text in UTF-8.
  package init(parsing text: [UInt8], valueLimit: Int = maximumCount) throws(JSONError) {
    self = try unsafe JSONValue(parsing: text.span.bytes, valueLimit: valueLimit)
  }

  /// Reads one JSON text.
  package init(parsing text: String) throws(JSONError) {
    self = try JSONValue(parsing: Array(text.utf8))
  }

  /// The depth is bounded where the document was parsed.
  init(copying value: UnsafeMutablePointer<json_t>) {
    switch unsafe value.kind {
    case .null: self = .null
    case .bool: self = .bool(unsafe value.pointee.type == JSON_TRUE)
    case .integer: self = .integer(unsafe Int64(json_integer_value(value)))
    case .real: self = .double(unsafe json_real_value(value))
    case .string: self = .string(unsafe text(json_string_value(value), json_string_length(value)))
    case .array:
      var elements: [JSONValue] = []
      for index in 0..<(unsafe json_array_size(value)) {
        if let element = unsafe json_array_get(value, index) {
          elements.append(unsafe JSONValue(copying: element))
        }
      }
      self = .array(elements)
    case .object:
      var members: [Member] = []
      var iterator = unsafe json_object_iter(value)
      while let position = unsafe iterator {
        if let member = unsafe json_object_iter_value(position) {
          let name = unsafe text(
            json_object_iter_key(position), json_object_iter_key_len(position))
          members.append(Member(name, unsafe JSONValue(copying: member)))
        }
        unsafe iterator = json_object_iter_next(value, position)
      }
      self = .object(members)
    }
  }
}

private func text(_ start: UnsafePointer<CChar>?, _ count: Int) -> String {
  let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count)
  return unsafe String(decoding: bytes, as: UTF8.self)
}
