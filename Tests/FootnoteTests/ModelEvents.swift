import TestSupport
/// Makes up what happens to a small wiki: mostly plausible, often late, twice or about nothing.
struct ModelEvents {
  private static let words = """
    harbour harbours lighthouse lamp lamps keeper keepers tide tides water stone stones granite
    ferry ferries island Skerry Marlow Orsay 1874 1902 granite reef reefs storm storms painted
    painting ship ships sailed sailing captain captains northern oldest was were built building in
    on the a of and from by after before
    """.split(whereSeparator: \.isWhitespace).map(String.init)
  private static let wikis = ["dewiki", "enwiki", "frwiki"]
  private static let sections = ["History", "Building", "Geography", "Tides"]

  /// Pages that each wiki may have.
  let pageCount: Int
  private var moment: Int64 = 0
  private var offset = 0
  /// The revision that each page was last said to have.
  private var newest: [ModelWiki.Name: UInt64] = [:]

  init(pageCount: Int) { self.pageCount = pageCount }

  /// The events of one update.
  mutating func next(
    _ count: Int, _ wiki: ModelWiki, using generator: inout SeededGenerator
  ) -> [ModelEvent] {
    (0..<count).map { _ in
      moment += Int64.random(in: 0...2, using: &generator)
      defer { offset += Int.random(in: 1...2, using: &generator) }
      return event(wiki, using: &generator)
    }
  }

  private mutating func event(
    _ wiki: ModelWiki, using generator: inout SeededGenerator
  ) -> ModelEvent {
    let name = ModelWiki.Name(
      wiki: Self.wikis.randomElement(using: &generator) ?? "",
      page: .random(in: 1...UInt64(pageCount), using: &generator))
    let known = wiki.pages[name]
    // A revision of now, of some time ago, or the very one that is known.
    var (timestamp, revision) = (moment, UInt64(moment + 10))
    switch Int.random(in: 0..<10, using: &generator) {
    case 0, 1:
      timestamp = max(0, moment - .random(in: 0...30, using: &generator))
      revision = UInt64(timestamp + .random(in: 8...11, using: &generator))
    case 2, 3:
      if let known, known.revision < 1 << 40 {
        (timestamp, revision) = (known.timestamp, known.revision)
      }
    default: break
    }
    let kind = kind(name, parent: newest[name] ?? known?.revision, using: &generator)
    if case .text = kind { newest[name] = revision }
    if case .move = kind { newest[name] = revision }
    return ModelEvent(name, kind, timestamp: timestamp, revision: revision, offset: offset)
  }

  private func kind(
    _ name: ModelWiki.Name, parent: UInt64?, using generator: inout SeededGenerator
  ) -> ModelEvent.Kind {
    switch Int.random(in: 0..<22, using: &generator) {
    case 0, 1: .deletion
    case 2, 3: .hiding
    case 4: .redirect
    case 5, 6: .restoration(at: moment)
    case 7: .text(content(name, using: &generator), restored: moment)
    case 8, 9, 10:
      .move(
        title: title(name, using: &generator),
        parent: Int.random(in: 0..<4, using: &generator) == 0 ? nil : parent)
    case 11: .edit
    default: .text(content(name, using: &generator), restored: nil)
    }
  }

  private func title(
    _ name: ModelWiki.Name, using generator: inout SeededGenerator
  ) -> String {
    "\(Self.text(1...3, using: &generator)) \(name.page)"
  }

  private func content(
    _ name: ModelWiki.Name, using generator: inout SeededGenerator
  ) -> ModelWiki.Content {
    var text = Self.paragraph(using: &generator)
    for section in Self.sections where Int.random(in: 0..<3, using: &generator) == 0 {
      text += "\n\n== \(section) ==\n" + Self.paragraph(using: &generator)
    }
    return ModelWiki.Content(title: title(name, using: &generator), wikitext: text)
  }

  private static func paragraph(using generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 1...9, using: &generator)).map { _ in
      "The \(text(2...14, using: &generator))."
    }.joined(separator: " ")
  }

  /// Words at random, the first ones more often, so that there are frequent and rare ones.
  static func text(_ count: ClosedRange<Int>, using generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: count, using: &generator)).map { _ in
      words[
        min(
          Int.random(in: 0..<words.count, using: &generator),
          Int.random(in: 0..<words.count, using: &generator))]
    }.joined(separator: " ")
  }
}
