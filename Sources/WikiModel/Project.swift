/// A wiki: its database name, its language, and the addresses of its pages.
public struct Project: Hashable, Sendable {
  /// The database name, such as `enwiki`.
  public let wiki: String
  /// The language of its text as a BCP 47 tag, such as `en` or `zh-Hant`.
  public let language: String
  /// Scheme and host, such as `https://en.wikipedia.org`.
  public let origin: String
  /// The Wikimedia project that the wiki belongs to; nil for a wiki that is run by someone else.
  public let family: Family?
  /// What stands between the origin and a page's title.
  private let articlePath: String
  /// Where MediaWiki's own script is, which shows revisions and histories.
  private let scriptPath: String

  /// The projects of the Wikimedia Foundation, which differ in their licences.
  public enum Family: String, Hashable, Sendable, CaseIterable {
    case wikipedia, wiktionary, wikibooks, wikinews, wikiquote, wikisource, wikiversity
    case wikivoyage, wikidata, mediawiki
    /// Commons, Meta, Wikispecies, the Incubator, the chapters' wikis and others like them.
    case wikimedia

    /// The project's name as people write it.
    public var name: String {
      switch self {
      case .mediawiki: "MediaWiki"
      default: rawValue.prefix(1).uppercased() + rawValue.dropFirst()
      }
    }
  }

  /// The name of the project that the wiki belongs to, such as "Wikipedia".
  public var familyName: String? { family?.name }

  init(
    wiki: String, language: String, origin: String, family: Family?,
    articlePath: String = "/wiki/", scriptPath: String = "/w/index.php"
  ) {
    self.wiki = wiki
    self.language = language
    self.origin = origin
    self.family = family
    self.articlePath = articlePath
    self.scriptPath = scriptPath
  }

  /// Describes a wiki by the address of one of its pages, as a dump's `<base>` gives it.
  ///
  /// A Wikimedia wiki's name, language and secure address follow from the host, in whatever form
  /// (mobile, old name) the host is written. For another wiki the name must be given, and the
  /// language is "und" unless it is given. Gives nil for an address that is not of http or https,
  /// and where the name is neither given nor known.
  public init?(pageAddress: String, wiki: String? = nil, language: String? = nil) {
    guard let address = WebAddress(pageAddress) else { return nil }
    if let known = WikimediaWiki.project(host: address.host) {
      self.init(known, wiki: wiki, language: language)
      return
    }
    guard let wiki else { return nil }
    self.init(
      wiki: wiki, language: language ?? "und", origin: address.origin, family: nil,
      articlePath: address.articlePath, scriptPath: address.scriptPath)
  }

  /// Describes one of Wikimedia's wikis by its database name.
  ///
  /// Gives nil for a name that does not have the form of Wikimedia's names.
  public init?(databaseName name: String, language: String? = nil) {
    guard let known = WikimediaWiki.project(databaseName: name) else { return nil }
    self.init(known, wiki: nil, language: language)
  }

  private init(_ known: Project, wiki: String?, language: String?) {
    self.init(
      wiki: wiki ?? known.wiki, language: language ?? known.language, origin: known.origin,
      family: known.family, articlePath: known.articlePath, scriptPath: known.scriptPath)
  }
}

extension Project {
  /// The address of a page.
  public func address(ofTitle title: String) -> String {
    origin + articlePath + Self.urlEncoded(title: title)
  }

  /// The address of one revision of a page, which shows it as it was.
  public func permalink(title: String, revision: RevisionID) -> String {
    origin + scriptPath + "?title=" + Self.urlEncoded(title: title) + "&oldid=\(revision.rawValue)"
  }

  /// The address of a page's list of revisions, which names its authors.
  public func historyAddress(ofTitle title: String) -> String {
    origin + scriptPath + "?title=" + Self.urlEncoded(title: title) + "&action=history"
  }

  /// A page's address under a new title, of the form that it had; as it was where the old title is
  /// not in it, or more than the title follows.
  package static func address(
    _ address: String, ofTitle old: String, with new: String
  ) -> String {
    for written in [urlEncoded(title: old), String(old.map { $0 == " " ? "_" : $0 }), old] {
      let (all, end) = (address.utf8, written.utf8)
      guard !end.isEmpty, all.count > end.count, all.suffix(end.count).elementsEqual(end),
        "/=".utf8.contains(all[all.index(all.endIndex, offsetBy: -end.count - 1)])
      else { continue }
      let start = String(decoding: all.dropLast(end.count), as: UTF8.self)
      return start + urlEncoded(title: new)
    }
    return address
  }

  /// A title as MediaWiki writes it in addresses: underscores, then percent-encoded UTF-8.
  ///
  /// Source: MediaWiki's `wfUrlencode`,
  /// <https://doc.wikimedia.org/mediawiki-core/master/php/GlobalFunctions_8php.html>.
  public static func urlEncoded(title: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in title.utf8 {
      switch byte {
      case UInt8(ascii: " "): bytes.append(UInt8(ascii: "_"))
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        bytes.append(byte)
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ";"),
        UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: "!"), UInt8(ascii: "*"),
        UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: "/"),
        UInt8(ascii: "~"), UInt8(ascii: ":"):
        bytes.append(byte)
      default:
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The parts of an http or https address that locate a wiki.
private struct WebAddress {
  let scheme: String
  let host: String
  let authority: String
  /// From the first slash after the host on.
  let path: String

  init?(_ text: String) {
    let lowered = text.lowercased()
    if lowered.hasPrefix("https://") {
      scheme = "https"
    } else if lowered.hasPrefix("http://") {
      scheme = "http"
    } else {
      return nil
    }
    let rest = text.dropFirst(scheme.count + 3)
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let host = authority.prefix { $0 != ":" }.lowercased()
    guard !host.isEmpty, host.utf8.allSatisfy(Self.isHostByte) else { return nil }
    self.host = host
    self.authority = authority.lowercased()
    path = String(rest.dropFirst(authority.count))
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  var origin: String { scheme + "://" + authority }

  /// The path without the title that ends it; a title may hold slashes, so known forms go first.
  var articlePath: String {
    for form in ["index.php?title=", "index.php/", "/wiki/"] {
      if let end = path.utf8.endOfFirst(form) { return String(path[..<end]) }
    }
    guard let slash = path.lastIndex(of: "/") else { return "/wiki/" }
    return String(path[...slash])
  }

  var scriptPath: String {
    if let end = path.utf8.endOfFirst("index.php") { return String(path[..<end]) }
    return "/w/index.php"
  }
}

extension String.UTF8View {
  /// Where the first occurrence of a text ends.
  fileprivate func endOfFirst(_ text: String) -> Index? {
    var start = startIndex
    while start != endIndex {
      if self[start...].starts(with: text.utf8) {
        return index(start, offsetBy: text.utf8.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
