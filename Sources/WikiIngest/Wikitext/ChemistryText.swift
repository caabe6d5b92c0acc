/// Chemical formulas as `<chem>` and `<ce>` hold them (mhchem's notation), as plain text.
enum ChemistryText {
  /// The formula as plain text: `H2O` gives H₂O, `SO4^2-` SO₄²⁻, `->` an arrow.
  ///
  /// O(bytes).
  static func plain(_ text: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    var index = text.skippingWhitespace(range.lowerBound, range.upperBound)
    let end = text.trimmingWhitespace(index, range.upperBound)
    while index < end {
      let byte = text[index]
      if byte == UInt8(ascii: "^") || byte == UInt8(ascii: "_") {
        index = script(text, index + 1, end, raised: byte == UInt8(ascii: "^"), &result)
      } else if byte.isASCIIDigit, let last = result.last,
        last.isASCIILetter || last == UInt8(ascii: ")") || last == UInt8(ascii: "]")
      {
        index = script(text, index, end, raised: false, &result)
      } else if byte == UInt8(ascii: "-"), index + 1 < end, text[index + 1] == UInt8(ascii: ">") {
        result.append(contentsOf: "→".utf8)
        index += 2
      } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") || byte == 0x5C {
        index += 1
      } else {
        result.append(byte.isWhitespace ? 0x20 : byte)
        index += 1
      }
    }
    return result
  }

  /// A run of digits and signs, or a group in braces, as characters above or below the line.
  private static func script(
    _ text: Span<UInt8>, _ start: Int, _ end: Int, raised: Bool, _ result: inout [UInt8]
  ) -> Int {
    var index = start
    let isGroup = index < end && text[index] == UInt8(ascii: "{")
    if isGroup { index += 1 }
    let first = index
    while index < end {
      let byte = text[index]
      let isSign = raised && (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"))
      if isGroup ? byte == UInt8(ascii: "}") : !(byte.isASCIIDigit || isSign) { break }
      index += 1
    }
    if let characters = ScriptCharacters.text(text, first..<index, raised: raised) {
      result += characters
    } else {
      for place in first..<index { result.append(text[place]) }
    }
    return isGroup && index < end ? index + 1 : index
  }
}
