import Numerics
package import Storage

/// A trainer's state on disk, so that a training that was cut off goes on where it was.
enum TrainingCheckpoint {
  static let kind = SectionFile.Tag("EMCK")
  static let version: UInt32 = 1
  static let identity = SectionFile.Tag("IDEN")
  static let state = SectionFile.Tag("STAT")
  static let rows = SectionFile.Tag("ROWS")
  static let pulls = SectionFile.Tag("PULL")
}

extension EmbeddingTrainer {
  /// What a checkpoint must agree with to be of this training.
  private var identity: [UInt8] {
    Array("\(options.canonicalDescription) corpus=\(hexadecimal(corpus.digest))".utf8)
  }

  /// Writes a checkpoint in the place of the one before, by one rename.
  package func writeCheckpoint(path: String) throws(StorageError) {
    let temporary = Folder.temporaryName(for: path)
    if Folder.exists(temporary) { try Folder.removeFile(temporary) }
    let file = try SectionFileWriter(
      path: temporary, kind: TrainingCheckpoint.kind, version: TrainingCheckpoint.version)
    try file.beginSection(TrainingCheckpoint.identity)
    try file.append(identity)
    try file.beginSection(TrainingCheckpoint.state)
    try file.append(integers: [
      UInt64(stepCount), UInt64(stepTotal ?? 0), loss.bitPattern,
    ])
    try file.beginSection(TrainingCheckpoint.rows)
    let (rows, pulls) = (model.rows, model.pulls)
    for slot in occurringSlots { try file.append(rows.bytes(of: slot..<slot + 1)) }
    try file.beginSection(TrainingCheckpoint.pulls)
    for slot in occurringSlots { try file.append(pulls.bytes(of: slot..<slot + 1)) }
    try file.finish()
    try Folder.rename(temporary, to: path)
  }

  /// Goes on from a checkpoint and says true, where it is of the same corpus and options, and of
  /// `wantedTotal` steps in all where that is given: the learning rate follows from their number.
  ///
  /// - Throws: `StorageError` for a file that is damaged.
  package func resume(
    checkpoint path: String, stepTotal wantedTotal: Int? = nil
  ) throws(StorageError) -> Bool {
    let file = try SectionFileReader(
      path: path, kind: TrainingCheckpoint.kind,
      versions: TrainingCheckpoint.version...TrainingCheckpoint.version)
    let identityRange = try file.range(of: TrainingCheckpoint.identity)
    guard file.bytes(identityRange).copiedBytes == identity else { return false }
    try file.verify()
    let state = try file.range(of: TrainingCheckpoint.state)
    let rows = try file.range(of: TrainingCheckpoint.rows)
    let pulls = try file.range(of: TrainingCheckpoint.pulls)
    let slots = occurringSlots
    for (range, wanted) in [
      (state, 24), (rows, slots.count * options.dimensions * 4), (pulls, slots.count * 4),
    ] where range.count != wanted {
      throw file.corrupt(range.lowerBound, "\(wanted) bytes", "\(range.count)")
    }
    let values = file.bytes(state)
    guard let stepCount = Int(exactly: values.integer(UInt64.self, at: 0)),
      let stepTotal = Int(exactly: values.integer(UInt64.self, at: 8)),
      stepTotal == 0 ? stepCount < Self.warmUpStepCount : stepCount <= stepTotal
    else { throw file.corrupt(state.lowerBound, "a number of steps", "another") }
    let loss = Double(bitPattern: values.integer(UInt64.self, at: 16))
    guard loss.isFinite else { throw file.corrupt(state.lowerBound + 16, "a loss", "\(loss)") }
    if let wantedTotal, wantedTotal != stepTotal { return false }
    restore(file.bytes(rows), slots, into: model.rows)
    restore(file.bytes(pulls), slots, into: model.pulls)
    resume(
      stepCount: stepCount, stepTotal: stepTotal == 0 ? nil : stepTotal,
      loss: loss)
    return true
  }

  private var occurringSlots: [Int] {
    weights.counts.indices.filter { weights.counts[$0] > 0 }
  }

  private func restore(_ bytes: RawSpan, _ slots: [Int], into rows: FloatRows) {
    var offset = 0
    for slot in slots {
      rows.update(slot) {
        for index in $0.indices {
          $0[index] = Float(bitPattern: bytes.integer(UInt32.self, at: offset))
          offset += 4
        }
      }
    }
  }
}
