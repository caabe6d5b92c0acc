extension JSONValue {
  /// The one canonical form of the value, for digests and signatures.
  ///
  /// Source: RFC 8785 (JSON Canonicalization Scheme). Throws for numbers that are not finite, for
  /// integers beyond ±(2^53 - 1), which the scheme cannot carry exactly, and for members that
  /// share a name. O(n log n).
  package func canonicalBytes() throws(JSONError) -> [UInt8] { try bytes(.canonical) }

  /// The canonical form of a value made by the program, where every number is finite and exact.
  package var canonical: [UInt8] {
    do {
      return try canonicalBytes()
    } catch {
      preconditionFailure("a value of our own cannot be written: \(error)")
    }
  }

  /// One line without spaces, members in their order.
  ///
  /// Throws for numbers that are not finite. O(n).
  package func compactBytes() throws(JSONError) -> [UInt8] { try bytes(.compact) }

  /// Lines indented by two spaces, members in their order, for people to read.
  ///
  /// Throws for numbers that are not finite. No line feed at the end. O(n).
  package func prettyBytes() throws(JSONError) -> [UInt8] { try bytes(.pretty) }

  private func bytes(_ style: JSONWriter.Style) throws(JSONError) -> [UInt8] {
    var writer = JSONWriter(style: style)
    try writer.write(self)
    return writer.bytes
  }
}

/// Writes values one after the other into bytes.
private struct JSONWriter {
  enum Style {
    case canonical, compact, pretty
  }

  let style: Style
  var bytes: [UInt8] = []
  private var depth = 0

  init(style: Style) { self.style = style }

  mutating func write(_ value: JSONValue) throws(JSONError) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let value): try write(value)
    case .double(let value): try appendNumber(value, to: &bytes)
    case .string(let value): appendString(value, to: &bytes)
    case .array(let elements): try write(elements)
    case .object(let members): try write(members)
    }
  }

  private mutating func write(_ value: Int64) throws(JSONError) {
    let largestExactInteger: UInt64 = (1 << 53) - 1
    if style == .canonical, value.magnitude > largestExactInteger {
      throw .notRepresentable("the integer \(value), which is beyond 2^53 - 1,")
    }
    bytes += String(value).utf8
  }

  private mutating func write(_ elements: [JSONValue]) throws(JSONError) {
    bytes.append(UInt8(ascii: "["))
    depth += 1
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      breakLine()
      try write(element)
    }
    depth -= 1
    if !elements.isEmpty { breakLine() }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func write(_ members: [JSONValue.Member]) throws(JSONError) {
    let ordered = style == .canonical ? try sortedByCodeUnits(members) : members
    bytes.append(UInt8(ascii: "{"))
    depth += 1
    for (index, member) in ordered.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      breakLine()
      appendString(member.name, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      if style == .pretty { bytes.append(UInt8(ascii: " ")) }
      try write(member.value)
    }
    depth -= 1
    if !ordered.isEmpty { breakLine() }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func breakLine() {
    guard style == .pretty else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }
}

/// The members in the order of their names' UTF-16 code units (RFC 8785, section 3.2.3).
private func sortedByCodeUnits(
  _ members: [JSONValue.Member]
) throws(JSONError) -> [JSONValue.Member] {
  // Names of our own are ASCII and often stand in order: then bytes tell.
  let names = members.map(\.name.utf8)
  let isInOrder = zip(names, names.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) }
  if isInOrder, names.allSatisfy({ $0.allSatisfy { $0 < 0x80 } }) { return members }
  let sorted = members.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
  for (one, next) in zip(sorted, sorted.dropFirst())
  where one.name.utf8.elementsEqual(next.name.utf8) {
    throw .notRepresentable("an object with two members \"\(one.name)\"")
  }
  return sorted
}

/// Escapes what must be escaped, in the shortest way (RFC 8785, section 3.2.2.2).
private func appendString(_ text: String, to bytes: inout [UInt8]) {
  bytes.append(UInt8(ascii: "\""))
  defer { bytes.append(UInt8(ascii: "\"")) }
  guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) else {
    bytes.append(contentsOf: text.utf8)
    return
  }
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "\""): bytes += #"\""#.utf8
    case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
    case 0x08: bytes += #"\b"#.utf8
    case 0x09: bytes += #"\t"#.utf8
    case 0x0A: bytes += #"\n"#.utf8
    case 0x0C: bytes += #"\f"#.utf8
    case 0x0D: bytes += #"\r"#.utf8
    case 0..<0x20:
      bytes += (byte < 0x10 ? #"\u000"# : #"\u00"#).utf8
      bytes += String(byte, radix: 16).utf8
    default: bytes.append(byte)
    }
  }
}
