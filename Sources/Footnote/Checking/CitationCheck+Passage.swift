import PassageStore
import Storage
import WikiModel

extension CitationCheck {
  /// Finds the passage that the citation names, and notes why where it does not.
  mutating func locate(_ key: PassageKey?) throws(FootnoteError) -> CitedPassage? {
    let claimed = try claimedGeneration()
    if let key { return try passage(key, claimed) }
    guard let address = citation.address else {
      note(.passageUnnamed, "expected a passage's key or its revision's address, found neither")
      return nil
    }
    guard let revision = address.revision else {
      note(
        .permalinkMissing,
        "expected the address of a revision, found one that shows a page's newest")
      note(.passageUnnamed, "expected an address that names a revision, found one that does not")
      return nil
    }
    let found =
      if let claimed {
        try passage(at: address, revision, claimed)
      } else {
        try checker.generations.forEach { (index) throws(FootnoteError) in
          try passage(at: address, revision, index)
        }
      }
    if found == nil {
      note(
        .passageUnknown,
        "expected revision \(revision.rawValue) of a page at \(address.host) in "
          + "\(checker.generations.first.path), found none")
    }
    return found
  }

  private mutating func passage(
    _ key: PassageKey, _ claimed: Index?
  ) throws(FootnoteError) -> CitedPassage? {
    func find(_ index: Index) throws(FootnoteError) -> CitedPassage? {
      try storing { () throws(StorageError) in try index.stored(key) }
        .map { CitedPassage(index: index, stored: $0) }
    }
    let found = if let claimed { try find(claimed) } else { try checker.generations.forEach(find) }
    if found == nil {
      let which = claimed.map { "generation \($0.identity.generation) of " } ?? ""
      note(
        .passageUnknown,
        "expected the passage \(key) in \(which)\(checker.generations.first.path), found none")
    }
    return found
  }

  /// The generation that the packet says it is from; nil where it says none that can be read.
  private mutating func claimedGeneration() throws(FootnoteError) -> Index? {
    guard let number = packet?.generation else { return nil }
    let generations = checker.generations
    guard let digest = generations.manifestDigest(of: number) else {
      note(
        .generationUnknown,
        "expected a generation of \(generations.first.path), found \(number), which it never had")
      return nil
    }
    guard packet?.manifestDigest == digest else {
      note(
        .manifestDiffers,
        "expected manifest \(digest) of generation \(number), found "
          + "\(packet?.manifestDigest.map(\.printable) ?? "none")")
      return nil
    }
    guard let index = try generations.generation(number) else {
      note(
        .generationGone,
        "expected generation \(number) to look at, found that it is no longer kept")
      return nil
    }
    return index
  }

  /// The passage of a revision that the citation's words stand in, or else the page's first.
  private func passage(
    at address: CitedAddress, _ revision: RevisionID, _ index: Index
  ) throws(FootnoteError) -> CitedPassage? {
    for place in try checker.generations.pages(of: revision, in: index) {
      let part = Int(place.part)
      let passages = try storing { () throws(StorageError) in
        try index.stored(
          part: part, index.segments.parts[part].segment.passages.page(at: Int(place.page)))
      }
      guard let first = passages.first,
        CitedAddress(first.revision.url)?.host == address.host
      else { continue }
      return CitedPassage(index: index, stored: best(of: passages) ?? first)
    }
    return nil
  }

  /// The passage that agrees best with the citation's words.
  private func best(of passages: [StoredPassage]) -> StoredPassage? {
    guard let words = citation.quotation else { return nil }
    let bytes = Array(words.utf8)
    if !bytes.isEmpty,
      let verbatim = passages.first(where: { $0.record.passage.text.contains(bytes) })
    {
      return verbatim
    }
    var longest: (count: Int, passage: StoredPassage)?
    for passage in passages {
      switch Quotation(words, in: passage.record.passage.text) {
      case .verbatim, .normalized: return passage
      case .none: return nil
      case .altered(let count):
        if longest.map({ $0.count < count }) ?? true { longest = (count, passage) }
      }
    }
    return longest?.passage
  }
}

extension String {
  /// A claimed digest for a message: what is no digest is not repeated.
  fileprivate var printable: String {
    utf8.count == 64 && utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } ? self : "something else"
  }
}
