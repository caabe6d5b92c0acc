/// A page's moves without its text, each of what the ones before have left.
struct MoveChain {
  /// The newest that is known of the page.
  private(set) var known: UpdateLedger.Known?
  private(set) var counted: [PageMove] = []
  /// Whether something else has happened to the page since the index had it.
  private var isBroken: Bool
  private let firstEdit: PageMove.Moment?

  init(_ known: UpdateLedger.Known?, isNew: Bool, firstEdit: PageMove.Moment?) {
    self.known = known
    isBroken = isNew
    self.firstEdit = firstEdit
  }

  /// Decides on the next move, and adds it to those that count.
  mutating func verdict(on move: PageMove) -> UpdateLedger.Verdict {
    let verdict = verdictWithoutText(on: move)
    guard case .withoutText = verdict, let known else { return verdict }
    if let firstEdit, firstEdit < move.moment { isBroken = true }
    guard move.notice.parent.map({ $0 == known.revision }) ?? !isBroken else {
      isBroken = true
      return .withoutText
    }
    self.known = UpdateLedger.Known(
      timestamp: move.moment.timestamp, revision: move.moment.revision, hasText: true)
    counted.append(move)
    return .newest
  }

  /// Decides on a move of which the text is not to be had.
  func verdictWithoutText(on move: PageMove) -> UpdateLedger.Verdict {
    guard let known, known.hasText else { return .irrelevant }
    let coming = UpdateLedger.Known(
      timestamp: move.moment.timestamp, revision: move.moment.revision, hasText: true)
    let verdict = UpdateLedger.verdict(coming, nil, known)
    if case .newest = verdict { return .withoutText }
    return verdict
  }
}
