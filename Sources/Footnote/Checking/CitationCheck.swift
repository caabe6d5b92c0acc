import JSON
import PassageStore
import Storage
import WikiModel

/// The check of one citation, from finding its passage to what has become of it.
struct CitationCheck {
  let checker: AnswerChecker
  let citation: AnswerDocument.Citation
  /// The packet of the passage that came with the answer.
  let packet: AnswerPacket?
  let notices: NoticeText
  var findings: [CitationFinding] = []

  init(
    _ checker: AnswerChecker, _ document: AnswerDocument, _ notices: NoticeText,
    _ citation: AnswerDocument.Citation
  ) {
    self.checker = checker
    self.citation = citation
    self.notices = notices
    packet = citation.packet ?? document.packet(of: citation)
  }

  mutating func report() throws(FootnoteError) -> CitationReport {
    let key = citation.key ?? packet?.key
    guard let found = try locate(key) else {
      if let key, let reason = checker.revocation(key, nil) { note(.revoked, reason) }
      return report(key, nil, nil, nil)
    }
    let stored = found.stored
    let text = String(decoding: stored.record.passage.text, as: UTF8.self)
    let attribution = Attribution(
      stored, text: text, index: found.index.identity,
      removesCredit: checker.credits?.name(stored) ?? false)
    if let reason = checker.revocation(stored.key, attribution.contentDigest) {
      note(.revoked, reason)
    }
    let quotation = compare(stored)
    checkNotices(attribution, text)
    let succession = try succession(of: found)
    return report(stored.key, found.index.identity.generation, quotation, succession)
  }

  mutating func note(_ rule: CitationRule, _ message: String) {
    findings.append(CitationFinding(rule: rule, message: message))
  }

  private func report(
    _ key: PassageKey?, _ generation: UInt64?, _ quotation: Quotation?, _ succession: Succession?
  ) -> CitationReport {
    let ordered = findings.enumerated().sorted {
      ($0.element.rule.severity, $0.offset) < ($1.element.rule.severity, $1.offset)
    }
    return CitationReport(
      place: citation.place, key: key, generation: generation, quotation: quotation,
      succession: succession, findings: ordered.map(\.element))
  }

  private mutating func compare(_ stored: StoredPassage) -> Quotation {
    guard let words = citation.quotation else {
      note(.quotationMissing, "expected words of the passage, found a citation without any")
      return .none
    }
    let quotation = Quotation(words, in: stored.record.passage.text)
    switch quotation {
    case .verbatim: break
    case .none: note(.quotationMissing, "expected words of the passage, found white space")
    case .normalized(let differences):
      var parts: [String] = []
      for kind in Quotation.Difference.Kind.allCases {
        let places = differences.filter { $0.kind == kind }
        guard let first = places.first else { continue }
        let what = kind.rawValue.replacing("_", with: " ")
        parts.append("\(what) (\(places.count), first at byte \(first.byteOffset))")
      }
      let found = parts.joined(separator: ", ")
      note(
        .quotationNormalized,
        "expected the passage's own characters, found differences of \(found)")
    case .altered(let count):
      note(
        .quotationAltered,
        "expected \(words.utf8.count) bytes that stand in \(stored.key), found that they differ "
          + "from byte \(count) on")
    }
    return quotation
  }

  /// What has become of a passage by the newest generation.
  private mutating func succession(of found: CitedPassage) throws(FootnoteError) -> Succession {
    let newest = checker.generations.newest
    let succession = try storing { () throws(StorageError) in
      try newest.succession(of: found.stored)
    }
    let now = succession.revision.map { "revision \($0.rawValue)" } ?? "nothing"
    let place = "generation \(newest.identity.generation)"
    switch succession.state {
    case .unchanged: break
    case .moved:
      note(.textMoved, "expected the text where it was, found it elsewhere in \(now), \(place)")
    case .changed:
      note(.textChanged, "expected the text in the page, found \(now) without it, \(place)")
    case .deleted: note(.pageDeleted, "expected the page in \(place), found none")
    }
    return succession
  }
}

extension AnswerDocument {
  /// The packet that a citation is about; nil where none came with the answer.
  fileprivate func packet(of citation: Citation) -> AnswerPacket? {
    if let key = citation.key { return packets.first { $0.key == key } }
    if let address = citation.address {
      let fitting = packets.filter { $0.isAt(address) }
      // Several passages of a page share its address; the words tell which it is.
      let words = citation.quotation.map { Array($0.utf8) } ?? []
      return fitting.first { packet in
        !words.isEmpty && Array((packet.text ?? "").utf8).contains(words)
      } ?? fitting.first
    }
    return citation.packetIndex.flatMap { packets.indices.contains($0) ? packets[$0] : nil }
  }
}

extension Index {
  /// What has become of a passage by this generation.
  fileprivate func succession(of passage: StoredPassage) throws(StorageError) -> Succession {
    let key = passage.key
    guard
      case .live(let part, let page)? = try segments.state(
        of: PageName(wiki: key.wiki, page: key.page))
    else { return Succession(state: .deleted, revision: nil) }
    if page.revision == key.revision {
      return Succession(state: .unchanged, revision: page.revision)
    }
    let text = passage.record.passage.text
    let same = try stored(part: part, page).filter { $0.record.passage.text == text }
    let state: Succession.State =
      if same.isEmpty {
        .changed
      } else if same.contains(where: { $0.isInPlace(of: passage) }) { .unchanged } else { .moved }
    return Succession(state: state, revision: page.revision)
  }
}

extension StoredPassage {
  /// Whether it stands where another did: under the same titles, in the same order.
  fileprivate func isInPlace(of other: StoredPassage) -> Bool {
    record.passage.ordinal == other.record.passage.ordinal
      && record.passage.sectionPath == other.record.passage.sectionPath
      && revision.title == other.revision.title
  }
}
