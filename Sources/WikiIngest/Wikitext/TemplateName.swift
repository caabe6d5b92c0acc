/// The name of a template in the one form that names of one template have.
///
/// Underscores are spaces, runs of which are one; the first letter is a capital, as on wikis with
/// `case="first-letter"`; `Template:` before it goes, and the wiki's own name of that namespace,
/// such as `Vorlage:`, whatever their case. Source: MediaWiki manual, "Manual:Title.php".
package struct TemplateName: Hashable, Sendable {
  package let text: String

  /// Nil for what names no template: nothing, a parser function, a page of another namespace.
  ///
  /// - Parameter namespaces: The wiki's names of the namespace of templates, as its dumps tell.
  package init?(_ written: some StringProtocol, namespaces: [String] = []) {
    var name = Self.spaced(written)
    if let colon = name.firstIndex(of: ":") {
      let prefix = Self.spaced(name[..<colon]).lowercased()
      guard
        prefix == "template"
          || namespaces.contains(where: { Self.spaced($0).lowercased() == prefix })
      else {
        // `{{:Page}}` shows a page; other names may have a colon in them.
        guard !prefix.isEmpty else { return nil }
        self.init(named: name)
        return
      }
      name = String(name[name.index(after: colon)...].drop { $0 == " " })
    }
    self.init(named: name)
  }

  /// One space for each run of white space and underscores, none at the ends.
  private static func spaced(_ text: some StringProtocol) -> String {
    text.split { $0 == " " || $0 == "_" || $0 == "\n" || $0 == "\t" }.joined(separator: " ")
  }

  private init?(named name: String) {
    guard let first = name.unicodeScalars.first, first != "#" else { return nil }
    let capital = first.properties.uppercaseMapping
    // A letter whose capital is several, such as ß, stays.
    text =
      capital.unicodeScalars.count == 1
      ? capital + String(String.UnicodeScalarView(name.unicodeScalars.dropFirst())) : name
  }
}
