extension SectionFileReader {
  /// The strings of a section that holds nothing but counted ones.
  ///
  /// - Parameter what: What each is, such as "a wiki's name".
  /// - Throws: `StorageError.corrupt` for other bytes.
  package func countedStrings(
    of tag: SectionFile.Tag, _ what: String
  ) throws(StorageError) -> [String] {
    let range = try range(of: tag)
    var cursor = ByteCursor(bytes(range))
    var strings: [String] = []
    while !cursor.isAtEnd {
      guard let string = cursor.countedString() else {
        throw corrupt(range.lowerBound + cursor.offset, what, "other bytes")
      }
      strings.append(string)
    }
    return strings
  }
}
