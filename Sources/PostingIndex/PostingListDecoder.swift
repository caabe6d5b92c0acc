import Storage

extension PostingDictionary {
  /// Replaces two arrays by all documents and impacts of a list.
  ///
  /// Documents ascend below the count of documents, and impacts are above 0, else the file is
  /// damaged.
  func decode(
    _ list: PostingList, documents: inout [UInt32], impacts: inout [UInt8]
  ) throws(StorageError) {
    documents.removeAll(keepingCapacity: true)
    impacts.removeAll(keepingCapacity: true)
    let bytes = file.file.bytes
    switch list.layout {
    case .short(let gaps, let width, let impactRange):
      BitPacking.unpackStream(
        bytes.extracting(gaps), width: width, count: list.documentFrequency,
        after: PostingListEncoder.beforeFirst
      ) { documents.append($0) }
      impacts.append(bytes.extracting(impactRange))
    case .column(let range, _):
      for offset in range where bytes.integer(UInt8.self, at: offset) != 0 {
        documents.append(UInt32(offset - range.lowerBound))
        impacts.append(bytes.integer(UInt8.self, at: offset))
      }
    case .bitmap(let bitmap, _):
      for index in 0..<bitmap.words.count / 8 {
        var word = bytes.integer(UInt64.self, at: bitmap.words.lowerBound + 8 * index)
        while word != 0 {
          documents.append(UInt32(64 * index + word.trailingZeroBitCount))
          word &= word - 1
        }
      }
      impacts.append(bytes.extracting(bitmap.impacts))
    case .packed(let packed, _):
      var block = DecodedBlock(capacity: PostingFormat.blockCount)
      for index in 0..<packed.blockCount {
        try block.decode(index, of: packed, file)
        documents.append(contentsOf: block.documents[0..<block.count])
        impacts.append(bytes.extracting(block.impacts))
      }
    }
    try check(list, documents, impacts)
  }

  private func check(
    _ list: PostingList, _ documents: [UInt32], _ impacts: [UInt8]
  ) throws(StorageError) {
    var least = 0
    var isSound =
      documents.count == list.documentFrequency && impacts.count == list.documentFrequency
    for document in documents {
      if document < least || document >= documentCount { isSound = false }
      least = Int(document) + 1
    }
    guard isSound, !impacts.contains(0) else {
      throw file.corrupt(
        list.longRange?.lowerBound ?? terms.lowerBound,
        "\(list.documentFrequency) ascending documents of feature \(list.feature) "
          + "below \(documentCount), with impacts above 0", "something else")
    }
  }
}
