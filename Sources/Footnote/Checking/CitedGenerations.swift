import PassageStore
import Storage
import Synchronization
import WikiModel

/// A passage that a citation names, and the generation that it was found in.
struct CitedPassage {
  var index: Index
  var stored: StoredPassage
}

/// The generations of an index that citations can be from; each is opened once.
final class CitedGenerations: Sendable {
  /// The generation that citations without one are looked for in first.
  let first: Index
  let newest: Index
  /// The generation whose history vouches for the others; nil where nothing has to be signed.
  private let trusted: Index?
  /// The digests of all manifests, by generation.
  private let digests: [UInt64: String]
  private let kept: [UInt64]
  private struct State {
    var opened: [UInt64: Index] = [:]
    var revisions: [UInt64: RevisionTable] = [:]
  }
  private let state = Mutex(State())

  init(_ index: Index, trusting trusted: Index? = nil) throws(FootnoteError) {
    first = index
    self.trusted = trusted
    let newest = if let trusted { trusted } else { try index.refreshed() }
    self.newest = newest
    digests = Dictionary(
      try index.folder.records().map { ($0.generation, $0.manifestDigest) }
    ) { $1 }
    let numbers = try index.folder.generations()
    kept = numbers.filter { $0 <= newest.identity.generation }
    state.withLock { state in
      state.opened[index.identity.generation] = index
      state.opened[newest.identity.generation] = newest
    }
  }

  /// What the log says of a generation's manifest; nil of one that never was.
  func manifestDigest(of generation: UInt64) -> String? { digests[generation] }

  /// A generation; nil where it is no longer kept.
  func generation(_ number: UInt64) throws(FootnoteError) -> Index? {
    if let opened = state.withLock({ $0.opened[number] }) { return opened }
    guard kept.contains(number) else { return nil }
    let index: Index
    do throws(FootnoteError) {
      index = try Index(path: first.path, generation: number)
    } catch {
      // Removed by a writer since it was listed.
      guard case .noGeneration = error else { throw error }
      return nil
    }
    try trusted?.checkHistory(of: index)
    return state.withLock { state in
      let known = state.opened[number] ?? index
      state.opened[number] = known
      return known
    }
  }

  /// The generations in the order in which a passage is looked for: the one that was asked for,
  /// then the others, newest first.
  func forEach<Found>(
    _ body: (Index) throws(FootnoteError) -> Found?
  ) throws(FootnoteError) -> Found? {
    if let found = try body(first) { return found }
    for number in kept.reversed() where number != first.identity.generation {
      if let index = try generation(number), let found = try body(index) { return found }
    }
    return nil
  }

  /// The pages of a generation that have a revision of this number, whatever their wikis.
  func pages(
    of revision: RevisionID, in index: Index
  ) throws(FootnoteError) -> [RevisionTable.Place] {
    let number = index.identity.generation
    if let table = state.withLock({ $0.revisions[number] }) { return table.places(of: revision) }
    let table = try storing { () throws(StorageError) in try RevisionTable(index.segments) }
    state.withLock { $0.revisions[number] = table }
    return table.places(of: revision)
  }
}

/// Where the living pages of an index stand, by the numbers of their revisions; 24 bytes a page.
struct RevisionTable: Sendable {
  struct Place: Sendable {
    var revision: RevisionID
    var part: UInt32
    var page: UInt32
  }

  private var sorted: [Place] = []

  init(_ segments: SegmentSet) throws(StorageError) {
    for (number, part) in segments.parts.enumerated() {
      for index in 0..<part.segment.passages.pageCount {
        let page = try part.segment.passages.page(at: index)
        guard part.isAlive(page.passages.lowerBound) else { continue }
        sorted.append(
          Place(revision: page.revision, part: UInt32(number), page: UInt32(index)))
      }
    }
    sorted.sort { ($0.revision, $0.part, $0.page) < ($1.revision, $1.part, $1.page) }
  }

  func places(of revision: RevisionID) -> [Place] {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle].revision < revision { low = middle + 1 } else { high = middle }
    }
    return Array(sorted[low...].prefix { $0.revision == revision })
  }
}

extension Index {
  /// The passage with a key, whether or not it may be handed out; nil where there is none.
  func stored(_ key: PassageKey) throws(StorageError) -> StoredPassage? {
    guard
      case .live(let part, let page)? = try segments.state(
        of: PageName(wiki: key.wiki, page: key.page)),
      page.revision == key.revision, Int(key.ordinal) < page.passages.count
    else { return nil }
    let number = page.passages.lowerBound + key.ordinal
    return try segments.parts[part].segment.passages.passages([number]).first
  }

  /// All passages of a page that the index has.
  func stored(part: Int, _ page: PassageStoreReader.Page) throws(StorageError) -> [StoredPassage] {
    try segments.parts[part].segment.passages.passages(Array(page.passages))
  }
}
