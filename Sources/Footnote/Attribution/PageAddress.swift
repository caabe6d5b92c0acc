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
    let schemeEnd = url.firstRange(of: "://")?.upperBound ?? url.startIndex
    let hostEnd = url[schemeEnd...].firstIndex { "/?#".contains($0) } ?? url.endIndex
    host = String(url[schemeEnd..<hostEnd])
    let path = url[hostEnd...]
    // A title may hold the script's name, so the form with `/wiki/` goes first.
    if !path.hasPrefix("/wiki/"), let name = path.firstRange(of: "/index.php") {
      script = String(url[..<name.upperBound])
    } else {
      script = String(url[..<hostEnd]) + "/w/index.php"
    }
    self.title = Project.urlEncoded(title: title)
  }

  /// The address of the page's history.
  var history: String { "\(script)?title=\(title)&action=history" }

  /// The address of one revision.
  func permalink(to revision: RevisionID) -> String {
    "\(script)?title=\(title)&oldid=\(revision.rawValue)"
  }
}
