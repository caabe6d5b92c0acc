import WikiModel

/// A few short pages in two languages, with sections, so that every table of an index has entries.
let tinyArticles: [Article] = [
  tinyArticle(
    2, "Lighthouse", "en",
    """
    A '''lighthouse''' is a tower with a lamp. Keepers lit it at dusk.

    == History ==
    In 1791 a lighthouse was built in [[Maine]]. Its keepers burnt whale oil.

    === Lamps ===
    The lamp of 1822 had a lens by Fresnel.
    """),
  tinyArticle(
    3, "Tide", "en",
    """
    Tides rise and fall twice a day.

    == History ==
    Keepers of a lighthouse wrote down the tides.
    """),
  tinyArticle(
    2, "Leuchtturm", "de", "Ein '''Leuchtturm''' trägt eine Lampe. Wärter zündeten sie an."),
]

private func tinyArticle(
  _ page: UInt64, _ title: String, _ language: String, _ text: String
) -> Article {
  Article(
    wiki: "\(language)testwiki", page: PageID(rawValue: page),
    revision: RevisionID(rawValue: page * 10), title: title, language: language,
    timestamp: Timestamp(secondsSince1970: 1_700_000_000 + Int64(page)),
    url: "https://\(language).test.example/wiki/\(title)",
    licenses: [License.known[Int(page) % 2], License.known[6]], text: Array(text.utf8))
}
