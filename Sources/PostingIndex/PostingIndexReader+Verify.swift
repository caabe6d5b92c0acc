package import Storage

extension PostingIndexReader {
  /// As ``SectionFileReader/verifyWhatIsSmall()``.
  package func verifyWhatIsSmall() throws(StorageError) { try dictionary.file.verifyWhatIsSmall() }

  /// Reads every byte and checks all that `Documentation/Format.md` promises about it.
  package func verify() throws(StorageError) {
    try dictionary.file.verify()
    var documents: [UInt32] = []
    var impacts: [UInt8] = []
    var features = 0
    var postings: UInt64 = 0
    var next: UInt64 = 0
    var end = dictionary.lists.lowerBound
    try forEachList { (list) throws(StorageError) in
      try dictionary.decode(list, documents: &documents, impacts: &impacts)
      try require(UInt64(list.feature) >= next, "ascending features", list)
      next = UInt64(list.feature) + 1
      features += 1
      postings += UInt64(list.documentFrequency)
      if let range = list.longRange {
        try require(range.lowerBound == end, "lists that follow each other", list)
        end = range.upperBound
      }
      try require(encodes(list, documents, impacts), "the bytes of its postings", list)
    }
    try verifyGroups()
    guard features == featureCount, postings == postingCount, end == dictionary.lists.upperBound
    else {
      throw dictionary.file.corrupt(
        dictionary.lists.lowerBound, "\(featureCount) features and \(postingCount) postings",
        "\(features) and \(postings)")
    }
  }

  private func require(
    _ condition: Bool, _ expected: String, _ list: PostingList
  ) throws(StorageError) {
    guard !condition else { return }
    throw dictionary.file.corrupt(
      list.longRange?.lowerBound ?? dictionary.terms.lowerBound,
      "\(expected) at feature \(list.feature)", "something else")
  }

  /// Whether the list's bytes are those that its postings are written as, tables included.
  private func encodes(
    _ list: PostingList, _ documents: [UInt32], _ impacts: [UInt8]
  ) -> Bool {
    let file = dictionary.file
    let greatest = impacts.reduce(0, max)
    switch list.layout {
    case .short(let gaps, let width, let range):
      var expected: [UInt8] = []
      return PostingListEncoder.appendShort(documents, impacts, to: &expected) == width
        && file.bytes(gaps.lowerBound..<range.upperBound).equals(expected)
    case .column(_, let maximum):
      return maximum == greatest
    case .bitmap(let bitmap, let maximum):
      let expected = PostingListEncoder.bitmap(
        documents, impacts, documentCount: documentCount)
      let range = bitmap.ranks.lowerBound..<bitmap.impacts.upperBound
      return maximum == greatest && file.bytes(range).equals(expected)
    case .packed(let packed, let maximum):
      let range = packed.start..<packed.blocks.upperBound
      return maximum == greatest
        && file.bytes(range).equals(PostingListEncoder.packed(documents, impacts))
    }
  }

  private func verifyGroups() throws(StorageError) {
    var end = dictionary.terms.lowerBound
    for group in 0..<dictionary.groupCount {
      let range = try dictionary.range(ofGroup: group)
      guard range.lowerBound == end else {
        throw dictionary.file.corrupt(end, "a group at byte \(end)", "\(range.lowerBound)")
      }
      end = range.upperBound
    }
    guard end == dictionary.terms.upperBound else {
      throw dictionary.file.corrupt(
        end, "the end of the dictionary", "\(dictionary.terms.upperBound - end) more bytes")
    }
  }
}

extension RawSpan {
  fileprivate func equals(_ expected: [UInt8]) -> Bool {
    byteCount == expected.count
      && expected.indices.allSatisfy { integer(UInt8.self, at: $0) == expected[$0] }
  }
}
