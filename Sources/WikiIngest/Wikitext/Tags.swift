/// What a tag of HTML or of MediaWiki's extensions does to the text.
///
/// Names that are not in ``names`` are no tags: `a <b and <3` stays as it is.
enum Tag: UInt8, Sendable {
  // Elements whose content is not wikitext, or goes as a whole; found by the scanner.
  case dropped
  case reference
  case nowiki
  case pre
  case code
  case math
  case chemistry
  case table
  // Tags that the renderer meets one by one; their content is wikitext.
  case inline
  case lineBreak
  case block
  case listItem
  case blockquote
  case poem
  case heading
  case cell
  case raised
  case lowered

  /// Whether the element's content is skipped over by the scanner.
  var hasRawContent: Bool { rawValue <= Tag.chemistry.rawValue }

  static let names = NameTable<Tag>(
    groups.flatMap { tag, names in names.split(separator: " ").map { (String($0), tag) } },
    foldsCase: true)

  private static let groups: [(Tag, String)] = [
    (
      .dropped,
      """
      references gallery timeline imagemap score templatestyles graph mapframe maplink hiero \
      inputbox includeonly indicator categorytree charinsert dynamicpagelist rss \
      templatedata phonos section quiz languages \
      categoryview slideshow randomimage videoplayer script style tvar
      """
    ),
    (.reference, "ref"),
    (.nowiki, "nowiki"),
    (.pre, "pre"),
    (.code, "syntaxhighlight source"),
    (.math, "math"),
    (.chemistry, "ce chem"),
    (.table, "table"),
    (
      .inline,
      """
      abbr b bdi bdo big cite code data del dfn em font i ins kbd mark q rb rbc rp rt rtc ruby s \
      samp small span strike strong time tt u var wbr noinclude onlyinclude meta link label \
      translate a img nobr caption colgroup col thead tbody tfoot
      """
    ),
    (.lineBreak, "br"),
    (.block, "p div center hr ul ol dl dt dd address article aside fieldset"),
    (.listItem, "li"),
    (.blockquote, "blockquote"),
    (.poem, "poem"),
    (.heading, "h1 h2 h3 h4 h5 h6"),
    (.cell, "tr td th"),
    (.raised, "sup"),
    (.lowered, "sub"),
  ]
}

/// A tag as it stands in the text: `<name …>`, `</name>` or `<name …/>`.
struct TagOccurrence {
  var tag: Tag
  /// The name's byte offsets.
  var nameStart: Int
  var nameEnd: Int
  /// The offset after `>`.
  var end: Int
  var isClosing: Bool
  var isSelfClosing: Bool

  /// The longest name of a tag.
  private static let longestName = 24

  /// The known tag whose `<` stands at `start`, nil when there is none.
  ///
  /// A tag ends at the first `>` and holds no other `<`, so that reading the tags of a text costs
  /// no more than its length.
  static func read(_ text: Span<UInt8>, at start: Int, before end: Int) -> TagOccurrence? {
    var index = start + 1
    guard index < end else { return nil }
    let isClosing = text[index] == UInt8(ascii: "/")
    if isClosing { index += 1 }
    let nameStart = index
    let limit = min(end, nameStart + longestName)
    while index < limit, text[index].isASCIILetter || text[index].isASCIIDigit { index += 1 }
    guard index > nameStart, index < end, let tag = Tag.names.value(in: text, nameStart, index)
    else { return nil }
    let nameEnd = index
    let next = text[index]
    guard next.isWhitespace || next == UInt8(ascii: ">") || next == UInt8(ascii: "/") else {
      return nil
    }
    while index < end, text[index] != UInt8(ascii: ">") {
      if text[index] == UInt8(ascii: "<") { return nil }
      index += 1
    }
    guard index < end else { return nil }
    return TagOccurrence(
      tag: tag, nameStart: nameStart, nameEnd: nameEnd, end: index + 1, isClosing: isClosing,
      isSelfClosing: !isClosing && text[index - 1] == UInt8(ascii: "/"))
  }
}
