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

/// A new revision of one of them, and the deletion of another and of one that was never there.
let tinyEvents = """
  {"event":{"type":"update","partition":0,"offset":1},"identifier":3,"name":"Tide",\
  "is_part_of":{"identifier":"entestwiki"},"url":"https://en.test.example/wiki/Tide",\
  "version":{"identifier":40},"date_modified":"2024-01-01T00:00:00Z",\
  "license":[{"identifier":"CC-BY-4.0"}],"in_language":{"identifier":"en"},\
  "article_body":{"wikitext":"Tides rise. Keepers of a lighthouse wrote.\\n\\n== Lamps ==\\nNone."}}
  {"event":{"type":"delete","date_created":"2024-01-02T00:00:00Z","partition":0,"offset":2},\
  "identifier":2,"name":"Leuchtturm","is_part_of":{"identifier":"detestwiki"}}
  {"event":{"type":"delete","date_created":"2024-01-02T00:00:00Z","partition":1,"offset":7},\
  "identifier":9,"name":"Never there","is_part_of":{"identifier":"entestwiki"}}

  """
