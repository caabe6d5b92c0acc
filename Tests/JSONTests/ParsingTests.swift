import JSON
import Testing

@Suite struct ParsingTests {
  @Test("Values are read with their kinds, and members in their order")
  func kinds() throws {
    let value = try JSONValue(
      parsing: #"{"z": [1, 1.0, -2e3], "a": {"t": true, "f": false, "n": null}, "s": "é\n"}"#)
    #expect(value.object?.map(\.name) == ["z", "a", "s"])
    #expect(value["z"] == [.integer(1), .double(1), .double(-2_000)])
    #expect(value["a"]?["t"]?.bool == true)
    #expect(value["a"]?["n"]?.isNull == true)
    #expect(value["s"]?.string == "é\n")
    #expect(value["z"]?[2]?.double == -2_000)
    #expect(value["z"]?[3] == nil)
    #expect(value["missing"] == nil)
  }

  @Test("Integers keep all their digits up to 64 bits, and are refused beyond")
  func integers() throws {
    #expect(try JSONValue(parsing: "9223372036854775807") == .integer(.max))
    #expect(try JSONValue(parsing: "-9223372036854775808") == .integer(.min))
    #expect(try JSONValue(parsing: "-1").unsigned == nil)
    #expect(try JSONValue(parsing: "7").unsigned == 7)
    #expect(throws: JSONError.self) { try JSONValue(parsing: "9223372036854775808") }
    #expect(throws: JSONError.self) { try JSONValue(parsing: "1e400") }
  }

  @Test(
    "Text that is not strict JSON is refused",
    arguments: [
      "", " ", "{", "[1,]", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "01", "+1", ".5", "NaN", "'a'",
      "\"\t\"", "\"\\x\"", "\"\\ud800\"", "\"\\udc00\"", "tru", "1 2", "{} x", "// no\n1",
      "\u{FEFF}1",
    ])
  func refused(text: String) {
    #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
  }

  @Test(
    "Bytes that are not UTF-8 are refused",
    arguments: [
      [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xC0, 0x80, 0x22],
      [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0xFF],
    ] as [[UInt8]])
  func invalidUTF8(bytes: [UInt8]) {
    #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
  }

  @Test("A zero byte that is escaped is read as a character")
  func zeroByte() throws {
    #expect(try JSONValue(parsing: #""a\u0000b""#).string == "a\u{0}b")
  }

  @Test("An error tells the line, the column and the byte")
  func place() throws {
    let error = #expect(throws: JSONError.self) {
      try JSONValue(parsing: "{\n  \"é\": 1,\n  \"b\": x\n}")
    }
    guard case .malformed(let line, let column, let offset, _) = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    #expect(line == 3)
    #expect((8...9).contains(column))
    #expect((20...21).contains(offset))
  }

  @Test("Nesting is read up to the limit and refused beyond it, whatever its length")
  func nesting() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(try JSONValue(parsing: nested(JSONValue.maximumDepth)).array?.count == 1)
    #expect(
      throws: JSONError.tooDeep(
        limit: JSONValue.maximumDepth, byteOffset: JSONValue.maximumDepth)
    ) {
      try JSONValue(parsing: nested(JSONValue.maximumDepth + 1))
    }
    #expect(throws: JSONError.self) {
      try JSONValue(parsing: String(repeating: "[", count: 1_000_000))
    }
    let brackets = "\"" + String(repeating: "[{\\\"", count: 1_000) + "\""
    #expect(try JSONValue(parsing: brackets).string?.count == 3_000)
    let wide = "[" + Array(repeating: "[]", count: 1_000).joined(separator: ",") + "]"
    #expect(try JSONValue(parsing: wide).array?.count == 1_000)
  }

  @Test("Values are read up to the limit and refused beyond it, commas in strings aside")
  func count() throws {
    func list(_ count: Int) -> String {
      "[" + Array(repeating: "1", count: count).joined(separator: ",") + "]"
    }
    // The array itself is a value.
    let most = JSONValue.maximumCount - 1
    #expect(try JSONValue(parsing: list(most)).array?.count == most)
    #expect(
      throws: JSONError.tooManyValues(limit: JSONValue.maximumCount, byteOffset: 2 * most)
    ) {
      try JSONValue(parsing: list(most + 1))
    }
    #expect(throws: JSONError.self) {
      try JSONValue(parsing: "[" + String(repeating: "{},", count: most) + "{}]")
    }
    let prose = String(repeating: ",\\\"[", count: JSONValue.maximumCount)
    #expect(try JSONValue(parsing: "{\"text\": \"\(prose)\"}")["text"]?.string?.count == 3_000_000)
  }

  @Test("Any cut or changed byte gives a value or an error, never a crash")
  func damage() throws {
    let text = Array(#"{"a":[1,-2.5e3,"\u20ac\n",null],"b":{"c":true},"d":"é"}"#.utf8)
    for index in text.indices {
      _ = try? JSONValue(parsing: Array(text[..<index]))
      for byte in [0x00, 0x22, 0x5C, 0x5B, 0x7D, 0xC3, 0xFF] as [UInt8] {
        var changed = text
        changed[index] = byte
        _ = try? JSONValue(parsing: changed)
      }
    }
    for index in text.indices.dropFirst() {
      #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text[..<index])) }
    }
  }
}
