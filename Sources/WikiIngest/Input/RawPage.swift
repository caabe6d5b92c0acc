package import WikiModel

/// An article as it was read, with what its source claims about it.
package struct RawPage: Sendable {
  package var article: Article
  /// What the dump says the text's digest is; nil where it says nothing.
  package var claimedDigest: ClaimedDigest?
  package var location: PageLocation

  package init(article: Article, claimedDigest: ClaimedDigest?, location: PageLocation) {
    self.article = article
    self.claimedDigest = claimedDigest
    self.location = location
  }

  /// Checks the text against the digest that the dump claims, on any thread.
  ///
  /// O(text). Throws `.badPage` where they differ.
  package func checkDigest() throws(IngestError) {
    try claimedDigest?.check(article, at: location)
  }
}

/// Where in an input a page or line starts.
package struct PageLocation: Hashable, Sendable {
  package var path: String
  package var line: Int
  /// In the decompressed data.
  package var offset: UInt64

  package init(path: String, line: Int, offset: UInt64) {
    self.path = path
    self.line = line
    self.offset = offset
  }
}

extension SourceName {
  /// Names a dump or file by its path: the last part, and the date in it.
  ///
  /// Dates are `YYYYMMDD` or `YYYY-MM-DD`, as in `enwiki-20260101-pages-articles.xml.bz2`.
  package init(path: String) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    self.init(name: name, date: dumpDate(in: name))
  }
}

/// The first eight digits in a row, or in groups of four, two and two, that are a date.
private func dumpDate(in name: String) -> String? {
  let parts = name.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.map(String.init)
  for (index, part) in parts.enumerated() {
    var digits = part
    if digits.count == 4, index + 2 < parts.count { digits += parts[index + 1] + parts[index + 2] }
    guard digits.count == 8, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      continue
    }
    let date = digits.prefix(4) + "-" + digits.dropFirst(4).prefix(2) + "-" + digits.suffix(2)
    if Timestamp("\(date)T00:00:00Z") != nil { return String(date) }
  }
  return nil
}
