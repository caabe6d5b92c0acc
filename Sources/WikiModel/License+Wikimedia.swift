extension License {
  /// The licences that Wikimedia offers a page's text under, the safest choice first.
  ///
  /// Gives nil for a wiki that is not Wikimedia's, whose licence its owner must say. Text that was
  /// imported into a page may lack the GFDL, so it never comes first.
  ///
  /// Sources: <https://foundation.wikimedia.org/wiki/Policy:Terms_of_Use>, section 7;
  /// <https://meta.wikimedia.org/wiki/Licensing_update/Implementation>;
  /// <https://www.wikidata.org/wiki/Wikidata:Copyright>;
  /// <https://www.mediawiki.org/wiki/Project:Copyrights>;
  /// <https://en.wikivoyage.org/wiki/Wikivoyage:Why_Wikivoyage_isn%27t_GFDL>.
  public static func offered(
    by project: Project, namespace: Int32, savedAt timestamp: Timestamp
  ) -> [License]? {
    guard let family = project.family else { return nil }
    let shareAlike = timestamp >= changeToVersion4 ? "CC-BY-SA-4.0" : "CC-BY-SA-3.0"
    let identifiers =
      switch family {
      case .wikidata where wikidataEntityNamespaces.contains(namespace): ["CC0-1.0"]
      case .mediawiki where namespace == helpNamespace: ["CC0-1.0"]
      case .wikinews: [newsLicense(wiki: project.wiki, savedAt: timestamp)]
      case .wikivoyage: [shareAlike]
      default: [shareAlike, "GFDL-1.3-or-later"]
      }
    return identifiers.compactMap(License.init(spdxIdentifier:))
  }

  /// Wikinews chose licences of its own, wiki by wiki.
  ///
  /// Sources: <https://meta.wikimedia.org/wiki/Wikinews/License>, the request for comment
  /// "Update standard license for Wikinews" on Meta, and
  /// <https://phabricator.wikimedia.org/T384614>.
  private static func newsLicense(wiki: String, savedAt timestamp: Timestamp) -> String {
    let (change, license) =
      switch wiki {
      case "dewikinews", "ruwikinews": (newsChange, "CC-BY-2.5")
      case "arwikinews": (arabicNewsChange, "CC-BY-SA-4.0")
      case "fawikinews", "frwikinews", "svwikinews": (newsChange, "CC-BY-SA-4.0")
      case "enwikinews", "hewikinews", "plwikinews": (earlyNewsChange, "CC-BY-4.0")
      default: (newsChange, "CC-BY-4.0")
      }
    return timestamp >= change ? license : "CC-BY-2.5"
  }

  /// Items, properties, lexemes and entity schemas.
  private static let wikidataEntityNamespaces: Set<Int32> = [0, 120, 146, 640]
  private static let helpNamespace: Int32 = 12

  /// 2023-06-07, from when on Wikimedia's terms ask for version 4.0.
  private static let changeToVersion4 = Timestamp(secondsSince1970: 1_686_096_000)
  /// 2024-08-01, the month of Arabic Wikinews' change.
  private static let arabicNewsChange = Timestamp(secondsSince1970: 1_722_470_400)
  /// 2024-12-16.
  private static let earlyNewsChange = Timestamp(secondsSince1970: 1_734_307_200)
  /// 2025-01-30.
  private static let newsChange = Timestamp(secondsSince1970: 1_738_195_200)
}
