import PassageStore
import Storage
import Synchronization
import WikiModel

extension UpdateLedger {
  /// Keeps a move until all inputs were read: what it is of may still come.
  func keep(_ move: PageMove) {
    state.withLock { $0.moves[move.name, default: []].append(move) }
  }

  /// Notes that a page has a revision whose text did not come.
  func note(editWithoutText notice: PageNotice) throws(StorageError) {
    let edit = PageMove(notice, happened: nil)
    guard case .live(_, let page) = try segments.state(of: edit.name) else { return }
    let moment = edit.moment
    guard PageMove.Moment(page.timestamp, page.revision) < moment else { return }
    state.withLock { state in
      state.edits[edit.name] = min(state.edits[edit.name] ?? moment, moment)
    }
  }

  /// Decides on the moves, once all inputs were read.
  ///
  /// - Returns: Those that count of pages as the index has them, page by page in the order in which
  ///   they happened. Those of texts that came in this update are noted as the pages' last events.
  func settleMoves() throws(StorageError) -> [[PageMove]] {
    let moves = state.withLock { state in
      defer { state.moves = [:] }
      return state.moves
    }
    var stored: [[PageMove]] = []
    for (name, moves) in moves.sorted(by: { $0.key < $1.key }) {
      let isNew = state.withLock { $0.known[name] != nil }
      let counted = try settle(moves.sorted(by: <), of: name, isNew: isNew)
      if !isNew, !counted.isEmpty { stored.append(counted) }
    }
    return stored
  }

  /// - Parameter isNew: Whether what is known of the page came in this update.
  private func settle(
    _ moves: [PageMove], of name: PageName, isNew: Bool
  ) throws(StorageError) -> [PageMove] {
    let base = try known(name)
    let edit = state.withLock { $0.edits[name] }
    var chain = MoveChain(base, isNew: isNew, firstEdit: edit)
    for move in moves {
      let verdict =
        isNew && !movesNewText ? chain.verdictWithoutText(on: move) : chain.verdict(on: move)
      _ = note(verdict, name, chain.known, nil)
      if case .newest = verdict, let moment = move.happened { note(moment: moment) }
    }
    if let base, let last = chain.counted.last {
      let event: Event =
        isNew ? .moved(base.revision, chain.counted) : .revision(last.moment.revision)
      state.withLock { $0.events[name, default: []].append(event) }
    }
    return chain.counted
  }
}
