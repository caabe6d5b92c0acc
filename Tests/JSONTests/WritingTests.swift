import TestSupport
import JSON
import Testing

@Suite struct WritingTests {
  private let value: JSONValue = [
    "name": "Footnote", "empty": [], "none": [:], "list": [1, 2.5, nil], "inner": ["b": true],
  ]

  @Test("The pretty form is indented by two spaces and keeps the members' order")
  func pretty() throws {
    let expected = """
      {
        "name": "Footnote",
        "empty": [],
        "none": {},
        "list": [
          1,
          2.5,
          null
        ],
        "inner": {
          "b": true
        }
      }
      """
    #expect(String(decoding: try value.prettyBytes(), as: UTF8.self) == expected)
  }

  @Test("The compact form has no spaces and keeps the members' order")
  func compact() throws {
    let expected =
      #"{"name":"Footnote","empty":[],"none":{},"list":[1,2.5,null],"inner":{"b":true}}"#
    #expect(String(decoding: try value.compactBytes(), as: UTF8.self) == expected)
  }

  @Test("Strings of every kind of character are read back as they were")
  func strings() throws {
    let scalars = (0...0x2FF).compactMap(Unicode.Scalar.init) + ["\u{2028}", "\u{FFFF}", "😀"]
    let text = String(String.UnicodeScalarView(scalars))
    for bytes in [
      try JSONValue.string(text).canonicalBytes(), try JSONValue.string(text).prettyBytes(),
    ] {
      let read = try JSONValue(parsing: bytes).string
      #expect(read.map { Array($0.utf8) } == Array(text.utf8))
    }
  }

  @Test("Random doubles are read back exactly")
  func doubles() throws {
    var generator = SeededGenerator()
    for _ in 0..<20_000 {
      let number = Double(bitPattern: generator.next())
      guard number.isFinite else { continue }
      let bytes = try JSONValue.double(number).canonicalBytes()
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(Double(text) == number)
    }
  }

  @Test("Random values are read back as they were written, in every form")
  func roundTrip() throws {
    var generator = SeededGenerator()
    for _ in 0..<500 {
      let value = randomValue(&generator, depth: 4)
      #expect(try JSONValue(parsing: value.compactBytes()) == value)
      #expect(try JSONValue(parsing: value.prettyBytes()) == value)
      let canonical = try value.canonicalBytes()
      #expect(try JSONValue(parsing: canonical).canonicalBytes() == canonical)
    }
  }
}

/// A value whose numbers keep their kind when they are written: no double is a whole number.
private func randomValue(_ generator: inout SeededGenerator, depth: Int) -> JSONValue {
  switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
  case 0: return .null
  case 1: return .bool(Bool.random(using: &generator))
  case 2: return .integer(Int64.random(in: -(1 << 53) + 1..<1 << 53, using: &generator))
  case 3: return .double(Double(Int.random(in: -999...999, using: &generator)) + 0.125)
  case 4: return .string(randomString(&generator))
  case 5:
    return .array((0..<3).map { _ in randomValue(&generator, depth: depth - 1) })
  default:
    return .object(
      (0..<3).map { index in
        JSONValue.Member(
          "\(index)" + randomString(&generator), randomValue(&generator, depth: depth - 1))
      })
  }
}

private func randomString(_ generator: inout SeededGenerator) -> String {
  let alphabet: [Character] = ["a", "\"", "\\", "\n", "é", "漢", "😀", "/", "\u{7F}", "\u{1}"]
  return String((0..<6).compactMap { _ in alphabet.randomElement(using: &generator) })
}
