import Footnote

/// The flags that say which passages may be found, and how surely; `query` and `eval` share them.
enum FilterFlags {
  static let all: [any FlagDefinition] = [
    languages, wikis, licenses, pages, sections, since, until, approximate,
  ]

  private static let languages = Flag(
    "only-language", joined: .list(of: .language("TAG")), default: [],
    "Find passages in these languages only",
    "zh also stands for zh-Hant and the like. --language is another matter: the question's own.")

  private static let wikis = Flag(
    "only-wiki", joined: .list(of: .wiki("NAME")), default: [],
    "Find passages of these wikis only")

  private static let licenses = Flag(
    "only-license", joined: .list(of: .text("SPDX")), default: [],
    "Find passages under one of these licences only",
    "SPDX identifiers, such as CC-BY-SA-4.0.")

  private static let pages = Flag(
    "only-page", joined: .integers("NUMBER", in: 0...Int(Article.identifierLimit)), default: [],
    "Find passages of the pages with these numbers only")

  private static let sections = Flag(
    "only-section", joined: .anyText("TITLE"), default: [],
    "Find passages of sections with this title only",
    "The title is given letter by letter, several by repeating the flag. Subsections belong to the "
      + "section; an empty TITLE is the text above a page's first heading.")

  private static let since = Flag(
    "since", optional: .date("DATE", isEnd: false),
    "Find passages of revisions saved on DATE or later only")

  private static let until = Flag(
    "until", optional: .date("DATE", isEnd: true),
    "Find passages of revisions saved on DATE or earlier only",
    "DATE is a day such as 2026-01-31 in UTC, or a moment such as 2026-01-31T08:00:00Z.")

  private static let approximate = Flag(
    "approximate", "Pass over passages that have none of the question's weightiest words",
    "Saves little time; the questions that it was measured with had the same answers.")

  /// The accuracy that the arguments ask for.
  static func accuracy(_ arguments: Arguments) -> SearchAccuracy {
    arguments[approximate] ? .approximate : .exact
  }

  /// The filter that the arguments ask for.
  static func filter(_ arguments: Arguments) -> SearchFilter {
    func values<Value: Hashable>(_ flag: Flag<[Value]>) -> Set<Value>? {
      arguments.isGiven(flag) ? Set(arguments[flag]) : nil
    }
    return SearchFilter(
      languages: values(languages), wikis: values(wikis), licenses: values(licenses),
      pages: values(pages).map { Set($0.map { PageID(rawValue: UInt64($0)) }) },
      revisedFrom: arguments[since], revisedThrough: arguments[until],
      sections: values(sections))
  }

  /// Warns of values that the index has not, and where no passage is left; false there.
  static func leavePassages(
    _ filter: SearchFilter, of index: Index, _ messages: Messages
  ) throws(Failure) -> Bool {
    guard !filter.passesAll else { return true }
    do throws(FootnoteError) {
      for unknown in try index.unknownValues(of: filter) {
        messages.warning("\(index.path): \(unknown.message)", nextStep: unknown.advice)
      }
      if try index.passageCount(passing: filter) > 0 { return true }
      messages.warning(
        "\(index.path): no passage passes the filter, so no question finds one",
        nextStep: "Leave out one of the flags that begin with --only, --since or --until.")
      return false
    } catch {
      throw Failure(error)
    }
  }
}

extension FilterFlags {
  /// Warns of a question's language that no passage is in, in any region or script: its words are
  /// then read by other rules than theirs.
  static func warn(
    ofLanguage language: String?, in index: Index, _ messages: Messages
  ) throws(Failure) {
    guard let language else { return }
    let anyRegion = SearchFilter(languages: [String(language.prefix { $0 != "-" })])
    do throws(FootnoteError) {
      for unknown in try index.unknownValues(of: anyRegion) {
        messages.warning(
          "\(index.path): --language: no passage is in the language \(language), so that few words "
            + "of the question are found", nextStep: unknown.advice)
      }
    } catch {
      throw Failure(error)
    }
  }
}

extension UnknownFilterValue {
  fileprivate var message: String {
    switch condition {
    case .language: "--only-language: no passage is in the language \(value)"
    case .wiki: "--only-wiki: no passage is of \(value)"
    case .license: "--only-license: no passage is under \(value)"
    case .page: "--only-page: no page has the number \(value)"
    case .section:
      "--only-section: no section has the title \u{201C}\(value.harmlessLine)\u{201D}"
    }
  }

  fileprivate var advice: String {
    if condition == .section {
      return known.isEmpty
        ? "The index has no sections with titles."
        : "Frequent ones are: \(known.map(\.harmlessLine).joined(separator: "; "))."
    }
    return known.isEmpty ? "" : "Frequent ones of the index are: \(known.joined(separator: ", "))."
  }
}
