import Numerics
import PassageStore
import Storage
import Synchronization

/// What of an index may be handed out: its living passages less those that are revoked.
final class ServedPassages: Sendable {
  /// nil where no list is in place, or where it is passed over.
  let revocations: InstalledRevocations?
  /// The living passages less those that are known to be revoked.
  let segments: SegmentSet
  let filters = FilterCache()
  private let removed: RevocationRules?
  private let credits: RevocationRules?
  /// The documents whose texts were compared, where texts are revoked.
  private let compared: ComparedDocuments?

  /// All living passages of some segments.
  init(all segments: SegmentSet) {
    self.segments = segments
    revocations = nil
    removed = nil
    credits = nil
    compared = nil
  }

  /// What a list leaves of some segments.
  init(_ segments: SegmentSet, _ installed: InstalledRevocations) throws(StorageError) {
    let rules = RevocationRules(installed.list, .remove)
    var revoked: [RangeSet<UInt32>] = []
    for part in segments.parts { revoked.append(try rules.passages(of: part.segment.passages)) }
    self.segments = segments.without(revoked)
    revocations = installed
    removed = rules
    let credits = RevocationRules(installed.list, .credit)
    self.credits = credits.isEmpty ? nil : credits
    compared = rules.texts.isEmpty ? nil : ComparedDocuments(segments.numberCount)
  }

  private init(_ before: ServedPassages, without revoked: [RangeSet<UInt32>]) {
    segments = before.segments.without(revoked)
    revocations = before.revocations
    removed = before.removed
    credits = before.credits
    compared = before.compared
  }

  /// Looks at the texts of documents, those that were not looked at before.
  ///
  /// - Returns: What is left without those whose texts are revoked; nil where none is.
  func comparing(_ documents: [UInt32]) throws(StorageError) -> ServedPassages? {
    guard let removed, let compared else { return nil }
    let new = compared.others(documents)
    guard !new.isEmpty else { return nil }
    var found: [UInt32] = []
    var sound: [UInt32] = []
    for (document, stored) in zip(new, try segments.passages(new)) {
      if removed.texts.contains(stored.textDigest) {
        found.append(document)
      } else {
        sound.append(document)
      }
    }
    // One that was found is not noted: another search may still have it before it.
    compared.note(sound)
    guard !found.isEmpty else { return nil }
    var revoked = [RangeSet<UInt32>](repeating: RangeSet(), count: segments.parts.count)
    for (part, numbers) in segments.split(found.sorted()) {
      for number in numbers { revoked[part].insert(contentsOf: number..<number + 1) }
    }
    return ServedPassages(self, without: revoked)
  }

  /// What is left after all texts were compared.
  ///
  /// - Complexity: O(bytes of the texts).
  func comparingAll() throws(StorageError) -> ServedPassages {
    guard let removed, !removed.texts.isEmpty else { return self }
    var revoked: [RangeSet<UInt32>] = []
    for part in segments.parts {
      revoked.append(try removed.passagesByText(of: part.segment.passages))
    }
    return ServedPassages(self, without: revoked)
  }

  /// Whether the authors of a passage may not be named.
  func removesCredit(of stored: StoredPassage) -> Bool {
    credits?.name(stored) ?? false
  }
}

/// The documents whose texts were compared with a list and are not on it: one bit each.
private final class ComparedDocuments: Sendable {
  private let words: Mutex<[UInt64]>

  init(_ documentCount: Int) {
    words = Mutex([UInt64](repeating: 0, count: documentCount / 64 + 1))
  }

  /// Those that were not compared yet.
  func others(_ documents: [UInt32]) -> [UInt32] {
    words.withLock { words in
      documents.filter { words[Int($0 / 64)] >> UInt64($0 % 64) & 1 == 0 }
    }
  }

  func note(_ documents: [UInt32]) {
    words.withLock { words in
      for document in documents { words[Int(document / 64)] |= 1 << UInt64(document % 64) }
    }
  }
}
