import JSON
import Testing

/// The test vectors of RFC 8785.
@Suite struct CanonicalTests {
  @Test(
    "Numbers are written as ECMAScript writes them",
    arguments: [
      (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"),
      (0x0000_0000_0000_0001, "5e-324"), (0x8000_0000_0000_0001, "-5e-324"),
      (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
      (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"),
      (0x4340_0000_0000_0000, "9007199254740992"), (0xC340_0000_0000_0000, "-9007199254740992"),
      (0x4430_0000_0000_0000, "295147905179352830000"),
      (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"), (0x44B5_2D02_C7E1_4AF6, "1e+23"),
      (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"),
      (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
      (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"), (0x444B_1AE4_D6E2_EF50, "1e+21"),
      (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"), (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
      (0x41B3_DE43_5555_5553, "333333333.3333332"), (0x41B3_DE43_5555_5554, "333333333.33333325"),
      (0x41B3_DE43_5555_5555, "333333333.3333333"), (0x41B3_DE43_5555_5556, "333333333.3333334"),
      (0x41B3_DE43_5555_5557, "333333333.33333343"),
      (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
      (0x4314_3FF3_C1CB_0959 as UInt64, "1424953923781206.2"),
    ])
  func numbers(bits: UInt64, text: String) throws {
    let value = JSONValue.double(Double(bitPattern: bits))
    #expect(try value.canonicalBytes() == Array(text.utf8))
  }

  @Test("Numbers that are not finite have no form", arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(number: Double) {
    #expect(throws: JSONError.notRepresentable("the number \(number)")) {
      try JSONValue.double(number).canonicalBytes()
    }
  }

  @Test("Values take the canonical form of RFC 8785's example")
  func example() throws {
    let value = try JSONValue(
      parsing: #"""
        {
          "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
          "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
          "literals": [null, true, false]
        }
        """#)
    let canonical =
      #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
      + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
    #expect(try value.canonicalBytes() == Array(canonical.utf8))
  }

  @Test("Members are sorted by the UTF-16 code units of their names")
  func sorting() throws {
    let value = try JSONValue(
      parsing: #"""
        {
          "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew", "1": "One",
          "\ud83d\ude00": "Emoji", "\u0080": "Control", "\u00f6": "Latin"
        }
        """#)
    let sorted = try JSONValue(parsing: value.canonicalBytes()).object?.compactMap(\.value.string)
    #expect(
      sorted == ["Carriage Return", "One", "Control", "Latin", "Euro Sign", "Emoji", "Hebrew"])
  }

  @Test("Integers that a double cannot hold have no canonical form, and are exact otherwise")
  func largeIntegers() throws {
    #expect(try JSONValue.integer(9_007_199_254_740_991).canonicalBytes().count == 16)
    #expect(throws: JSONError.self) {
      try JSONValue.integer(9_007_199_254_740_992).canonicalBytes()
    }
    #expect(throws: JSONError.self) { try JSONValue.integer(.min).canonicalBytes() }
    #expect(try JSONValue.integer(.min).compactBytes() == Array("-9223372036854775808".utf8))
  }

  @Test("An object that was made with one name twice has no canonical form")
  func twins() {
    let value: JSONValue = ["a": 1, "b": 2, "a": 3]
    #expect(throws: JSONError.self) { try value.canonicalBytes() }
  }

  @Test("Names that look the same and differ in bytes are two names")
  func lookalikes() throws {
    let value = try JSONValue(parsing: #"{"\u00e9": 1, "e\u0301": 2}"#)
    #expect(value["\u{E9}"] == 1)
    #expect(value["e\u{301}"] == 2)
    #expect(try value.canonicalBytes() == Array("{\"e\u{301}\":2,\"\u{E9}\":1}".utf8))
  }
}
