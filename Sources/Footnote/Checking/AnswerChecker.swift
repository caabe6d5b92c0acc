import PassageStore
import Storage
import WikiModel

/// Checks answers that cite passages of an index: that the passages are there, that the words are
/// theirs, and that what the licence asks for is said.
///
/// Safe from many threads at once. `Documentation/Checking.md` gives the shapes of answers, and
/// all that is looked at.
///
///     let checker = try AnswerChecker(index: Index(path: "enwiki.index"))
///     let report = try checker.check(Array(#"{"answer": "…", "citations": […]}"#.utf8))
public final class AnswerChecker: Sendable {
  /// Why a passage was taken back; nil where it was not.
  typealias Revocation = @Sendable (PassageKey, _ contentDigest: String?) -> String?

  let generations: CitedGenerations
  let revocation: Revocation
  /// Whose authors may not be named; nil where no list is in place.
  let credits: RevocationRules?

  /// Checks against an index: the generation that is open, and where that has a passage not, the
  /// others that are kept.
  ///
  /// What has become of passages since is told by the index's newest generation.
  ///
  /// - Parameters:
  ///   - index: The generation.
  ///   - trusted: The newest one, as ``Index/init(path:trusting:now:)`` gave it: others are then
  ///     compared with the history that it vouches for when they are opened. nil takes what is
  ///     there.
  /// - Throws: `FootnoteError.damagedManifest` and `.storage`.
  public convenience init(index: Index, trusting trusted: Index? = nil) throws(FootnoteError) {
    let installed = try index.folder.readRevocations()
    let reasons = installed.map { RevocationReasons($0.list) }
    try self.init(
      index: index, trusting: trusted,
      credits: installed.map { RevocationRules($0.list, .credit) }
    ) { reasons?.reason($0, $1) }
  }

  init(
    index: Index, trusting trusted: Index? = nil, credits: RevocationRules? = nil,
    revocation: @escaping Revocation
  ) throws(FootnoteError) {
    generations = try CitedGenerations(index, trusting: trusted)
    self.credits = credits
    self.revocation = revocation
  }

  /// Checks one answer.
  ///
  /// - Parameter answer: One JSON text in UTF-8.
  /// - Throws: `FootnoteError.invalidAnswer` for what is no answer, `.storage` when a file of the
  ///   index turns out to be damaged.
  /// - Complexity: O(citations × (log pages + passage)); for an address alone, a pass over the
  ///   page table the first time.
  public func check(_ answer: [UInt8]) throws(FootnoteError) -> AnswerReport {
    let document = try AnswerDocument(parsing: answer)
    let notices = NoticeText(
      document.text, without: document.citations.compactMap(\.quotation))
    var reports: [CitationReport] = []
    reports.reserveCapacity(document.citations.count)
    for citation in document.citations {
      var check = CitationCheck(self, document, notices, citation)
      reports.append(try check.report())
    }
    return AnswerReport(
      identifier: document.identifier, citations: reports,
      findings: reports.isEmpty && !document.abstains
        ? [
          CitationFinding(
            rule: .citationMissing, message: "expected citations, found an answer without one")
        ] : [])
  }
}
