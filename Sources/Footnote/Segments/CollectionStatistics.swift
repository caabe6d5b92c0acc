import PostingIndex
import Rescoring
import Storage
import Synchronization

/// The statistics that questions look up, in few tables once that is worth it.
///
/// Each segment has tables of its own: over ten, each word is looked up in some fifty. What they
/// say together does not change while an index is open. Once questions have spent about as much
/// time on looking as reading takes, one of them reads the small tables into joined ones, in which
/// a look is one look. A program that asks a question or two never pays for it, and one that asks
/// many never loses more by it than it had already lost. Answers are the same.
final class CollectionStatistics: Sendable {
  /// Where to look.
  struct Tables: Sendable {
    var words: WordStores
    var frequencies: DocumentFrequencies
  }

  private enum State: Sendable {
    case apart(Tables, questionCount: Int)
    /// By one of the questions; others go on without waiting.
    case joining(Tables)
    case settled(Tables)
  }

  /// Entries of a table that are read in the time in which a question looks into it.
  private static let entriesPerQuestion = 400
  /// Entries of one kind that are read: 16 bytes each in memory, where nothing else takes them off.
  private static let entryLimit = 1 << 22

  private let state: Mutex<State>
  /// Questions after which reading the tables costs no more than they have.
  private let patience: Int

  init(_ tables: Tables) {
    let counts = tables.words.smallEntryCounts + tables.frequencies.smallEntryCounts
    let mean = counts.reduce(0, +) / max(1, counts.count)
    patience = max(1, mean / Self.entriesPerQuestion)
    state = Mutex(counts.isEmpty ? .settled(tables) : .apart(tables, questionCount: 0))
  }

  /// Where one more question is to look.
  func tables() -> Tables {
    let (tables, isOurs) = state.withLock { state in
      switch state {
      case .apart(let tables, let questionCount) where questionCount >= patience:
        state = .joining(tables)
        return (tables, true)
      case .apart(let tables, let questionCount):
        state = .apart(tables, questionCount: questionCount + 1)
        return (tables, false)
      case .joining(let tables), .settled(let tables):
        return (tables, false)
      }
    }
    guard isOurs else { return tables }
    // A damaged table that no question needs is no reason to refuse one.
    let settled = (try? joined(tables)) ?? tables
    state.withLock { $0 = .settled(settled) }
    return settled
  }

  private func joined(_ tables: Tables) throws(StorageError) -> Tables {
    Tables(
      words: try tables.words.joined(entryLimit: Self.entryLimit),
      frequencies: try tables.frequencies.joined(entryLimit: Self.entryLimit))
  }
}
