import PassageStore
import Storage
import WikiModel

/// What an update makes of the pages that changed, once all of its inputs were read.
struct UpdatePlan {
  /// Of each page that the new segment has, the revision.
  private(set) var kept: [PageName: RevisionID] = [:]
  /// Of these, the moves of pages whose texts came in the same update.
  private(set) var moved: [PageName: [PageMove]] = [:]
  private(set) var changes = SegmentChangesDraft()
  /// The pages of older segments that are taken out of them.
  private(set) var taken: [PageMerge.Element] = []
  private(set) var counts = GenerationRecord.Changes()
  /// The moment of the newest page that went; nil where none did.
  private(set) var newestRemoval: Timestamp?

  /// - Parameters:
  ///   - events: What counted of each page, in its order.
  ///   - came: Of these pages, the revisions that were read whole.
  init(
    _ events: [PageName: [UpdateLedger.Event]], _ came: [PageName: [SegmentBuilder.Came]],
    _ segments: SegmentSet
  ) throws(StorageError) {
    for (name, events) in events.sorted(by: { $0.key < $1.key }) {
      let came = came[name] ?? []
      // A revision that turned out bad, and is left out, changes nothing.
      let last = events.last { event in
        switch event {
        case .revision(let revision): came.contains { $0.revision == revision }
        case .gone: true
        case .moved: false
        }
      }
      switch last {
      case .revision(let revision):
        let found = came.last { $0.revision == revision }
        try take(name, revision, found, segments)
      case .gone(let tombstone): try remove(tombstone, segments)
      case .moved, nil: break
      }
      if case .moved(let revision, let moves)? = events.last, kept[name] == revision {
        moved[name] = moves
      }
    }
  }

  private mutating func take(
    _ name: PageName, _ revision: RevisionID, _ came: SegmentBuilder.Came?,
    _ segments: SegmentSet
  ) throws(StorageError) {
    guard let came else { return }
    guard came.hasPassages else {
      try remove(
        Tombstone(
          name: name, revision: revision, timestamp: came.timestamp, reason: .withdrawn),
        segments)
      return
    }
    kept[name] = revision
    if case .live(let part, let page) = try segments.state(of: name) {
      takeOut(PageMerge.Element(part: part, page: page), segments)
      counts.replaced += 1
    } else {
      counts.added += 1
    }
  }

  private mutating func remove(
    _ tombstone: Tombstone, _ segments: SegmentSet
  ) throws(StorageError) {
    changes.tombstones.append(tombstone)
    newestRemoval = max(newestRemoval ?? tombstone.timestamp, tombstone.timestamp)
    guard case .live(let part, let page) = try segments.state(of: tombstone.name) else { return }
    takeOut(PageMerge.Element(part: part, page: page), segments)
    counts.removed += 1
  }

  private mutating func takeOut(_ element: PageMerge.Element, _ segments: SegmentSet) {
    taken.append(element)
    changes.taken.append(
      SegmentChangesDraft.Taken(
        segment: segments.parts[element.part].segment.number, passages: element.page.passages))
  }

  /// Passages that are taken out.
  var takenPassageCount: Int { taken.reduce(0) { $0 + $1.page.passages.count } }

  var isEmpty: Bool { kept.isEmpty && changes.isEmpty }
}
