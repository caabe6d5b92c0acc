package import Storage

/// Writes the passages to train on into a temporary file, so that memory does not grow with them.
package final class TrainingCorpusWriter {
  private let path: String
  private let file: OutputFile
  private var pending: [UInt32] = []
  private var starts: [UInt64] = [0]
  private var digester = Digester(.sha256)

  /// Numbers that are kept before they are written.
  private static let pendingLimit = 1 << 18

  /// Creates the temporary file; one that exists is an error.
  package init(temporaryPath: String) throws(StorageError) {
    path = temporaryPath
    file = try OutputFile(creating: temporaryPath)
  }

  deinit { try? Folder.removeFile(path) }

  package var passageCount: Int { starts.count - 1 }

  /// Adds a passage, whose number is that of the passages before it.
  package func append(_ text: TrainingText) throws(StorageError) {
    precondition(text.sentenceStarts.allSatisfy { $0 < text.words.count })
    let before = pending.count
    pending.append(UInt32(text.headings.count))
    pending.append(UInt32(text.words.count))
    pending.append(UInt32(text.sentenceStarts.count))
    pending += text.headings
    pending += text.words
    pending += text.sentenceStarts
    starts.append(starts[starts.count - 1] + UInt64(pending.count - before))
    if pending.count >= Self.pendingLimit { try flush() }
  }

  /// What was written, to be read; the file goes with it.
  package func finish() throws(StorageError) -> TrainingCorpus {
    try flush()
    var finished = Digester(.sha256)
    swap(&finished, &digester)
    return try TrainingCorpus(
      file: MappedFile(path: path), starts: starts, digest: finished.finish())
  }

  private func flush() throws(StorageError) {
    guard !pending.isEmpty else { return }
    digester.update(pending.rawBytes)
    try file.append(pending.rawBytes.copiedBytes)
    pending.removeAll(keepingCapacity: true)
  }
}

/// The passages to train on, mapped from a temporary file whose name is gone already.
package struct TrainingCorpus: Sendable {
  private let file: MappedFile
  /// Where each passage's record starts, in numbers of 32 bits; then where the last one ends.
  private let starts: [UInt64]
  /// The SHA-256 of all records.
  let digest: [UInt8]

  init(file: MappedFile, starts: [UInt64], digest: [UInt8]) {
    self.file = file
    self.starts = starts
    self.digest = digest
  }

  package var passageCount: Int { starts.count - 1 }

  subscript(passage: Int) -> SpooledText {
    @_lifetime(borrow self)
    get {
      let range = Int(starts[passage]) * 4..<Int(starts[passage + 1]) * 4
      let span = file.bytes.extracting(range).integers(UInt32.self)
      return SpooledText(span)
    }
  }
}
