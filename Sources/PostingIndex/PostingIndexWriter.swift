package import Storage

/// Builds the sparse index of one segment from its documents' features.
///
/// Postings are gathered in memory, sorted, spilled to a temporary file as runs when there are
/// many, and merged at the end. The file does not depend on how often that happened.
package final class PostingIndexWriter {
  private let temporaryPath: String
  private let memoryLimit: Int
  private let bufferCount: Int
  private var buffer = PostingBuffer()
  private var runsFile: OutputFile?
  private var runs: [PostingRun.Place] = []
  private var documentCount = 0

  /// Starts an index.
  ///
  /// - Parameters:
  ///   - temporaryPath: a file that may be created meanwhile; so may one whose name has ".terms"
  ///     added. Both are removed when the writer goes.
  ///   - memoryLimit: bytes for gathered postings. On top of them come the numbers of `order`, and
  ///   the   postings of one feature at a time.
  package init(temporaryPath: String, memoryLimit: Int) {
    self.temporaryPath = temporaryPath
    self.memoryLimit = memoryLimit
    bufferCount = max(64, memoryLimit / PostingBuffer.byteCountWhileSorting)
  }

  deinit {
    // A file that cannot be removed lies in a folder that is not published.
    if runsFile != nil { try? Folder.removeFile(temporaryPath) }
  }

  /// Adds a document and gives its provisional number: 0, 1, 2 and so on.
  ///
  /// Features ascend without repetition; each has an impact above 0. Traps otherwise, and beyond
  /// 2^31 documents.
  @discardableResult
  package func append(features: [UInt32], impacts: [UInt8]) throws(StorageError) -> UInt32 {
    precondition(features.count == impacts.count, "each feature has one impact")
    precondition(documentCount < PostingFormat.documentCountLimit, "an index has 2^31 documents")
    let document = UInt64(documentCount)
    var least: UInt64 = 0
    for (feature, impact) in zip(features, impacts) {
      precondition(UInt64(feature) >= least && impact > 0, "features ascend, impacts are positive")
      least = UInt64(feature) + 1
      buffer.keys.append(UInt64(feature) << 32 | document)
      buffer.impacts.append(impact)
      if buffer.keys.count == bufferCount { try spill() }
    }
    documentCount += 1
    return UInt32(document)
  }

  private func spill() throws(StorageError) {
    buffer.sortByFeature()
    runs.append(try openedRunsFile().append(buffer))
    buffer.keys.removeAll(keepingCapacity: true)
    buffer.impacts.removeAll(keepingCapacity: true)
  }

  private func openedRunsFile() throws(StorageError) -> OutputFile {
    if let runsFile { return runsFile }
    let file = try OutputFile(creating: temporaryPath)
    runsFile = file
    return file
  }

  /// Writes the index, durably, to a new file.
  ///
  /// - Parameter order: the final number of each provisional one, `UInt32.max` for a document that
  ///   is left out; nil when the provisional numbers are final. The kept documents' numbers are
  ///   0..<n in some order. Traps otherwise.
  package func finish(path: String, order: [UInt32]? = nil) throws(StorageError) {
    buffer.sortByFeature()
    let renumbering = order.map { Renumbering($0, documentCount: documentCount) }
    let encoder = try PostingIndexEncoder(
      path: path, temporaryPath: temporaryPath + ".terms",
      documentCount: renumbering?.documentCount ?? documentCount, memoryLimit: memoryLimit / 4)
    try merge(into: encoder, renumbering)
    try encoder.finish()
    try removeRuns()
  }

  /// Removes the temporary file at once: the writer may outlive the folder's publication.
  private func removeRuns() throws(StorageError) {
    guard runsFile != nil else { return }
    runsFile = nil
    try Folder.removeFile(temporaryPath)
  }

  private func merge(
    into encoder: PostingIndexEncoder, _ renumbering: Renumbering?
  ) throws(StorageError) {
    var sources: [PostingRun] = []
    if let runsFile {
      let partCount = max(64, memoryLimit / (4 * PostingBuffer.byteCountWhileSorting * runs.count))
      for place in runs {
        sources.append(try PostingRun(runsFile, place, partCount: partCount))
      }
    }
    sources.append(PostingRun(buffer))
    buffer = PostingBuffer()
    var documents: [UInt32] = []
    var impacts: [UInt8] = []
    while let feature = sources.compactMap(\.feature).min() {
      documents.removeAll(keepingCapacity: true)
      impacts.removeAll(keepingCapacity: true)
      // Runs hold ascending ranges of documents, so lists join in the order of the runs.
      for index in sources.indices where sources[index].feature == feature {
        try sources[index].takeList(documents: &documents, impacts: &impacts)
      }
      renumbering?.apply(to: &documents, &impacts)
      guard !documents.isEmpty else { continue }
      try encoder.append(feature: feature, documents: documents, impacts: impacts)
    }
  }
}
