import Storage

/// Writes the index file from finished lists, which come in the order of their features.
final class PostingIndexEncoder {
  private let file: SectionFileWriter
  private let terms: Spool
  private let documentCount: Int
  private var featureCount = 0
  private var postingCount = 0
  private var groupFeatures: [UInt32] = []
  private var groupOffsets: [UInt64] = []
  private var entries: [UInt8] = []
  private var shortLists: [UInt8] = []
  private var previousFeature: UInt32 = 0

  /// `temporaryPath` names a file that may be used meanwhile.
  init(
    path: String, temporaryPath: String, documentCount: Int, memoryLimit: Int
  ) throws(StorageError) {
    file = try SectionFileWriter(
      path: path, kind: PostingFormat.kind, version: PostingFormat.version)
    terms = Spool(path: temporaryPath, memoryLimit: memoryLimit)
    self.documentCount = documentCount
    try file.beginSection(PostingFormat.lists)
  }

  /// Adds a feature above those before; documents ascend, impacts are above 0.
  func append(
    feature: UInt32, documents: [UInt32], impacts: [UInt8]
  ) throws(StorageError) {
    if featureCount % PostingFormat.groupCount == 0 {
      try endGroup()
      groupFeatures.append(feature)
      groupOffsets.append(UInt64(terms.byteCount))
    } else {
      entries.append(varint: UInt64(feature - previousFeature - 1))
    }
    let key = UInt64(documents.count - 1) << PostingFormat.widthBits
    let shape = PostingFormat.Shape(
      documentFrequency: documents.count, documentCount: documentCount)
    if shape == .short {
      let width = PostingListEncoder.appendShort(documents, impacts, to: &shortLists)
      entries.append(varint: key | UInt64(width))
    } else {
      entries.append(varint: key)
      entries.append(varint: UInt64(file.sectionByteCount))
      entries.append(varint: UInt64(impacts.reduce(0, max)))
      try file.append(encoded(shape, documents, impacts))
    }
    previousFeature = feature
    featureCount += 1
    postingCount += documents.count
  }

  private func encoded(
    _ shape: PostingFormat.Shape, _ documents: [UInt32], _ impacts: [UInt8]
  ) -> [UInt8] {
    switch shape {
    case .column:
      PostingListEncoder.column(documents, impacts, documentCount: documentCount)
    case .bitmap:
      PostingListEncoder.bitmap(documents, impacts, documentCount: documentCount)
    case .short, .packed: PostingListEncoder.packed(documents, impacts)
    }
  }

  private func endGroup() throws(StorageError) {
    try terms.append(entries)
    try terms.append(shortLists)
    entries.removeAll(keepingCapacity: true)
    shortLists.removeAll(keepingCapacity: true)
  }

  /// Writes what was put aside, and waits until all is on disk.
  func finish() throws(StorageError) {
    try endGroup()
    groupOffsets.append(UInt64(terms.byteCount))
    try file.beginSection(PostingFormat.terms)
    try terms.copy(to: file)
    try file.beginSection(PostingFormat.groupFeatures)
    try file.append(integers: groupFeatures)
    try file.beginSection(PostingFormat.groupOffsets)
    try file.append(integers: groupOffsets)
    try file.beginSection(PostingFormat.head)
    try file.append(integers: [UInt32(documentCount), 0])
    try file.append(integers: [UInt64(featureCount), UInt64(postingCount)])
    try file.finish()
  }
}
