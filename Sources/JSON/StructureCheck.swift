/// Refuses text that nests too deep, or holds too many values, before the parser sees it.
///
/// The parser calls itself at each level, and takes far more memory for a value than its text has.
func checkStructure(_ text: RawSpan, valueLimit: Int) throws(JSONError) {
  let fault = unsafe text.withUnsafeBytes { bytes in
    var bracketCount = 0
    var commaCount = 0
    for offset in 0..<bytes.count {
      let byte = unsafe bytes[offset]
      if isOpening(byte) { bracketCount += 1 }
      if byte == UInt8(ascii: ",") { commaCount += 1 }
    }
    // Few brackets cannot nest deep, and few brackets and commas cannot part many values, wherever
    // they stand.
    let isBounded =
      bracketCount <= JSONValue.maximumDepth
      && bracketCount + commaCount < valueLimit
    return isBounded ? nil : unsafe structureFault(in: bytes, valueLimit)
  }
  if let fault { throw fault }
}

/// True for `[` and `{`, which differ in one bit.
private func isOpening(_ byte: UInt8) -> Bool { byte & 0xDF == UInt8(ascii: "[") }

private func isClosing(_ byte: UInt8) -> Bool { byte & 0xDF == UInt8(ascii: "]") }

/// The first bracket outside of strings that opens one level too many, or the first bracket or
/// comma there that one value too many may follow.
///
/// A value is the whole text, or follows a bracket or a comma; an empty array or object counts as
/// two.
private func structureFault(
  in bytes: UnsafeRawBufferPointer, _ valueLimit: Int
) -> JSONError? {
  var depth = 0
  var valueCount = 1
  var isInString = false
  var isEscaped = false
  for offset in 0..<bytes.count {
    let byte = unsafe bytes[offset]
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\"") {
      isInString.toggle()
    } else if isInString {
      isEscaped = byte == UInt8(ascii: "\\")
    } else if isOpening(byte) {
      depth += 1
      valueCount += 1
      if depth > JSONValue.maximumDepth {
        return .tooDeep(limit: JSONValue.maximumDepth, byteOffset: offset)
      }
    } else if isClosing(byte) {
      depth -= 1
    } else if byte == UInt8(ascii: ",") {
      valueCount += 1
    }
    if valueCount > valueLimit {
      return .tooManyValues(limit: valueLimit, byteOffset: offset)
    }
  }
  return nil
}
