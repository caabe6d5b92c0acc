/// How the words of a citation agree with the passage that it names.
public enum Quotation: Hashable, Sendable {
  /// The citation has no words of the passage.
  case none
  /// They stand in the passage byte for byte.
  case verbatim
  /// They stand there but for differences that change no word.
  case normalized([Difference])
  /// They do not stand there; so many bytes of them do, from their start on, at most.
  case altered(matchingByteCount: Int)

  /// A place where a quotation is written otherwise than its passage.
  public struct Difference: Hashable, Sendable {
    /// What can differ without a change of words.
    public enum Kind: String, CaseIterable, Sendable {
      /// Spaces, tabs and line breaks, one or several for one or several others.
      case whitespace
      /// Marks of quotation, and apostrophes.
      case quotationMarks = "quotation_marks"
      /// Hyphens, dashes and minus signs.
      case dashes
      /// The same characters in other code points (canonical equivalence).
      case unicodeForm = "unicode_form"
    }

    /// What differs.
    public let kind: Kind
    /// Where it does: bytes from the quotation's start, in UTF-8.
    public let byteOffset: Int
  }
}

extension Quotation {
  /// Looks for a quotation in a passage's text, a UTF-8 of its own.
  ///
  /// O(text) for what stands there byte for byte, and O(text × quotation) at worst.
  init(_ quotation: String, in text: [UInt8]) {
    let quoted = Array(quotation.utf8)
    if !quoted.isEmpty, text.contains(quoted) {
      self = .verbatim
      return
    }
    let units = QuotationUnit.units(of: quotation, trimmed: true)
    guard !units.isEmpty else {
      self = .none
      return
    }
    let passage = QuotationUnit.units(of: String(decoding: text, as: UTF8.self), trimmed: false)
    var longest = 0
    for start in passage.indices {
      var count = 0
      while count < units.count, start + count < passage.count,
        units[count].form == passage[start + count].form
      {
        count += 1
      }
      if count == units.count {
        self = .normalized(Self.differences(units, passage[start..<start + count]))
        return
      }
      longest = max(longest, count)
    }
    self = .altered(matchingByteCount: units[longest].byteOffset)
  }

  private static func differences(
    _ units: [QuotationUnit], _ passage: ArraySlice<QuotationUnit>
  ) -> [Difference] {
    zip(units, passage).compactMap { unit, other in
      guard !unit.written.utf8.elementsEqual(other.written.utf8) else { return nil }
      let kind: Difference.Kind =
        switch unit.form {
        case " ": .whitespace
        case "\"", "'": .quotationMarks
        case "-": .dashes
        default: .unicodeForm
        }
      return Difference(kind: kind, byteOffset: unit.byteOffset)
    }
  }
}

/// A character of a text, or a row of white space, in the form in which texts are compared.
private struct QuotationUnit {
  /// Characters are equal where they are canonically equivalent.
  var form: Character
  var written: Substring
  var byteOffset: Int

  /// - Parameter trimmed: Whether white space at the ends is left out.
  static func units(of text: String, trimmed: Bool) -> [QuotationUnit] {
    var units: [QuotationUnit] = []
    var offset = 0
    var index = text.startIndex
    while index < text.endIndex {
      let character = text[index]
      var end = text.index(after: index)
      let isSpace = character.isWhitespace
      if isSpace {
        while end < text.endIndex, text[end].isWhitespace { text.formIndex(after: &end) }
      }
      let written = text[index..<end]
      units.append(
        QuotationUnit(
          form: isSpace ? " " : form(of: character), written: written, byteOffset: offset))
      offset += written.utf8.count
      index = end
    }
    if trimmed {
      if units.last?.form == " " { units.removeLast() }
      if units.first?.form == " " { units.removeFirst() }
    }
    return units
  }

  private static func form(of character: Character) -> Character {
    switch character {
    case "\u{201C}", "\u{201D}", "\u{201E}", "\u{201F}", "\u{AB}", "\u{BB}", "\u{2033}",
      "\u{301D}", "\u{301E}", "\u{FF02}":
      "\""
    case "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}", "\u{2039}", "\u{203A}", "\u{2032}",
      "`", "\u{B4}", "\u{2BC}", "\u{FF07}":
      "'"
    case "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2015}", "\u{2212}",
      "\u{FE58}", "\u{FE63}", "\u{FF0D}":
      "-"
    default: character
    }
  }
}
