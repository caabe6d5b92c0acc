import WikiIngest
import WikiModel

/// Lets those pages of an input pass that a policy wants, and counts the others.
struct PolicyGate {
  private let policy: Policy
  /// When ages are measured where neither policy nor input tells.
  private let asOf: Timestamp?
  /// The input's names of the namespace of templates.
  private var namespaces: [String] = []
  /// Of each wiki that came, the templates that are refused, without those names.
  private var templates: [String: Set<String>] = [:]
  private(set) var skipped: [SkipReason: Int] = [:]

  init(_ policy: Policy, asOf: Timestamp?) {
    self.policy = policy
    self.asOf = asOf
  }

  /// The page as the policy lets it in: as it is, without text, or nil where it is passed over.
  ///
  /// One that is refused takes the place of older revisions; one that is too young leaves them.
  ///
  /// - Parameter namespaces: The names of the namespace of templates that its input tells.
  /// - Throws: `FootnoteError.invalidPolicy` where an age cannot be measured.
  mutating func admitted(
    _ page: RawPage, templateNamespaces namespaces: [String] = []
  ) throws(FootnoteError) -> RawPage? {
    if namespaces != self.namespaces {
      self.namespaces = namespaces
      templates = [:]
    }
    guard !page.article.text.isEmpty else { return page }
    if try isTooYoung(page.article) {
      skipped[.tooYoung, default: 0] += 1
      return nil
    }
    guard let reason = refusal(of: page.article) else { return page }
    skipped[reason, default: 0] += 1
    var page = page
    page.article.text = []
    page.claimedDigest = nil
    return page
  }

  private func isTooYoung(_ article: Article) throws(FootnoteError) -> Bool {
    guard policy.minimumAgeDays > 0 else { return false }
    let date = article.source.date.flatMap { Timestamp("\($0)T00:00:00Z") }
    guard let moment = policy.asOf ?? date ?? asOf else {
      throw .invalidPolicy(
        path: "the policy", place: "\"minimum_age_days\"",
        expected: "an input with a date in its name, or \"as_of\" in the policy", found: "neither")
    }
    return article.timestamp > policy.newestSaved(asOf: moment)
  }

  private mutating func refusal(of article: Article) -> SkipReason? {
    let filter = SearchFilter(languages: policy.languages, licenses: policy.licenses)
    if !filter.passes(licenses: article.licenses.map(\.spdxIdentifier)) { return .refusedLicense }
    if !filter.passes(language: article.language) { return .refusedLanguage }
    if let namespaces = policy.namespaces, !namespaces.contains(article.namespace) {
      return .otherNamespace
    }
    guard article.format == .wikitext, !policy.refusedTemplates.isEmpty else { return nil }
    let names = templates(of: article.wiki)
    let found = TemplateNames.first(of: names, in: article.text, namespaces: namespaces)
    return found == nil ? nil : .refusedTemplate
  }

  private mutating func templates(of wiki: String) -> Set<String> {
    if let known = templates[wiki] { return known }
    let names = (policy.refusedTemplates["*"] ?? []).union(policy.refusedTemplates[wiki] ?? [])
    // A policy may name them as the wiki does.
    let bare = Set(names.compactMap { TemplateName($0, namespaces: namespaces)?.text })
    templates[wiki] = bare
    return bare
  }
}
