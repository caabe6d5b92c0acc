/// What the name or host of a Wikimedia wiki tells about it.
///
/// Source: <https://meta.wikimedia.org/wiki/Special:SiteMatrix> for names and hosts, and
/// <https://www.mediawiki.org/wiki/Manual:Language#Deprecated_language_codes> for BCP 47 tags.
enum WikimediaWiki {
  /// Reads a database name: `enwiki`, `be_x_oldwiki`, `dewiktionary`, `commonswiki`.
  static func project(databaseName name: String) -> Project? {
    if let special = specials.first(where: { $0.name == name }) { return special.project }
    for (family, suffix) in suffixes where name.hasSuffix(suffix) {
      let code = String(name.dropLast(suffix.count))
      if isLanguageCode(code) { return project(code: code, family: family, suffix: suffix) }
    }
    return nil
  }

  /// Reads a host: `en.wikipedia.org`, `it.m.wikibooks.org`, `commons.wikimedia.org`.
  static func project(host: String) -> Project? {
    var labels = host.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard labels.count >= 2, labels.removeLast() == "org" else { return nil }
    let domain = labels.removeLast()
    labels.removeAll { $0 == "m" || $0 == "www" }
    guard labels.count <= 1 else { return nil }
    let label = labels.first ?? ""
    let plain = label.isEmpty ? domain + ".org" : label + "." + domain + ".org"
    if let special = specials.first(where: { $0.host == plain || $0.host == "www." + plain }) {
      return special.project
    }
    guard let family = Project.Family(rawValue: domain),
      let suffix = suffixes.first(where: { $0.family == family })?.suffix
    else { return nil }
    let code = replacing(0x2D, in: databaseCodes[label] ?? label, by: 0x5F)
    guard isLanguageCode(code) else { return nil }
    return project(code: code, family: family, suffix: suffix)
  }

  private static func project(
    code: String, family: Project.Family, suffix: String
  ) -> Project {
    let label = replacing(0x5F, in: code, by: 0x2D)
    let host = hostLabels[code] ?? label
    return Project(
      wiki: code + suffix, language: languageTags[label] ?? label,
      origin: "https://\(host).\(family.rawValue).org", family: family)
  }

  /// The text with each byte of one value, which is ASCII, as another.
  private static func replacing(_ byte: UInt8, in text: String, by other: UInt8) -> String {
    String(decoding: text.utf8.map { $0 == byte ? other : $0 }, as: UTF8.self)
  }

  /// Two or three letters, with up to two more parts, as in `zh_min_nan`; or `simple`.
  private static func isLanguageCode(_ code: String) -> Bool {
    if code == "simple" { return true }
    let parts = code.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count <= 3, (2...3).contains(parts[0].count) else { return false }
    return parts.allSatisfy { part in
      (1...9).contains(part.count) && part.utf8.allSatisfy { (0x61...0x7A).contains($0) }
    }
  }

  private static let suffixes: [(family: Project.Family, suffix: String)] = [
    (.wiktionary, "wiktionary"), (.wikibooks, "wikibooks"), (.wikinews, "wikinews"),
    (.wikiquote, "wikiquote"), (.wikisource, "wikisource"), (.wikiversity, "wikiversity"),
    (.wikivoyage, "wikivoyage"), (.wikimedia, "wikimedia"), (.wikipedia, "wiki"),
  ]

  /// Hosts whose wiki's name keeps an older language code.
  private static let databaseCodes = [
    "be-tarask": "be-x-old", "gsw": "als", "lzh": "zh-classical", "nan": "zh-min-nan",
    "rup": "roa-rup", "sgs": "bat-smg", "vro": "fiu-vro", "yue": "zh-yue",
  ]

  /// Wikis whose host differs from their name.
  private static let hostLabels = ["be_x_old": "be-tarask"]

  /// Tags of the languages whose Wikimedia code is not one of BCP 47.
  private static let languageTags = [
    "als": "gsw", "bat-smg": "sgs", "be-x-old": "be-tarask", "cbk-zam": "cbk", "eml": "egl",
    "fiu-vro": "vro", "map-bms": "jv-x-bms", "mo": "ro-Cyrl-MD", "nds-nl": "nds-NL", "no": "nb",
    "nrm": "nrf", "roa-rup": "rup", "roa-tara": "nap-x-tara", "simple": "en",
    "zh-classical": "lzh", "zh-min-nan": "nan", "zh-yue": "yue",
  ]

  private struct Special {
    let name: String
    let host: String
    let family: Project.Family

    var project: Project {
      Project(wiki: name, language: "en", origin: "https://" + host, family: family)
    }
  }

  private static let specials: [Special] = [
    Special(name: "commonswiki", host: "commons.wikimedia.org", family: .wikimedia),
    Special(name: "metawiki", host: "meta.wikimedia.org", family: .wikimedia),
    Special(name: "specieswiki", host: "species.wikimedia.org", family: .wikimedia),
    Special(name: "incubatorwiki", host: "incubator.wikimedia.org", family: .wikimedia),
    Special(name: "outreachwiki", host: "outreach.wikimedia.org", family: .wikimedia),
    Special(name: "foundationwiki", host: "foundation.wikimedia.org", family: .wikimedia),
    Special(name: "wikimaniawiki", host: "wikimania.wikimedia.org", family: .wikimedia),
    Special(name: "wikidatawiki", host: "www.wikidata.org", family: .wikidata),
    Special(name: "testwikidatawiki", host: "test.wikidata.org", family: .wikidata),
    Special(name: "mediawikiwiki", host: "www.mediawiki.org", family: .mediawiki),
    Special(name: "wikifunctionswiki", host: "www.wikifunctions.org", family: .wikimedia),
    Special(name: "sourceswiki", host: "wikisource.org", family: .wikisource),
    Special(name: "betawikiversity", host: "beta.wikiversity.org", family: .wikiversity),
    Special(name: "testwiki", host: "test.wikipedia.org", family: .wikipedia),
    Special(name: "test2wiki", host: "test2.wikipedia.org", family: .wikipedia),
  ]
}
