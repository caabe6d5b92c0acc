import WikiModel

/// The addresses that follow from a page's own: its history and its revisions.
///
/// MediaWiki serves pages at `/wiki/Title` and everything else through `index.php`, which stands in
/// `/w/` on Wikimedia's wikis; where a page's address goes through `index.php` itself, that path is
/// taken. Source: MediaWiki manual, "Manual:Parameters to index.php".
struct PageAddress {
  /// The host's name, such as `en.wikipedia.org`.
  let host: String
  private let script: String
  private let title: String

  init(url: String, title: String) {
    let bytes = url.utf8
    let schemeEnd = Self.end(of: "://", in: bytes[...]) ?? bytes.startIndex
    let hostEnd = bytes[schemeEnd...].firstIndex { "/?#".utf8.contains($0) } ?? bytes.endIndex
    host = String(url[schemeEnd..<hostEnd])
    // A title may hold the script's name, so the form with `/wiki/` goes first.
    if !bytes[hostEnd...].starts(with: "/wiki/".utf8),
      let nameEnd = Self.end(of: "/index.php", in: bytes[hostEnd...])
    {
      script = String(url[..<nameEnd])
    } else {
      script = String(url[..<hostEnd]) + "/w/index.php"
    }
    self.title = Project.urlEncoded(title: title)
  }

  /// Where the first occurrence of some ASCII ends.
  ///
  /// Over bytes, since every result of every search comes through here.
  private static func end(
    of part: String, in bytes: Substring.UTF8View
  ) -> String.Index? {
    let wanted = part.utf8
    var rest = bytes
    while !rest.starts(with: wanted) {
      if rest.popFirst() == nil { return nil }
    }
    return rest.index(rest.startIndex, offsetBy: wanted.count)
  }

  /// The address of the page's history.
  var history: String { "\(script)?title=\(title)&action=history" }

  /// The address of one revision.
  func permalink(to revision: RevisionID) -> String {
    "\(script)?title=\(title)&oldid=\(revision.rawValue)"
  }
}
