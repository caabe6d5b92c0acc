import Storage
package import WikiModel

/// Vectors of passages, keyed by passage: made elsewhere, brought as files.
package final class PassageVectors: Sendable {
  private let file: VectorFile
  /// In the order of the keys.
  private let keys: VectorKeys
  /// The file that holds the ids.
  private let idsPath: String
  /// Whether the ids stand in a file of their own, whose lines are the rows.
  private let idsAreApart: Bool

  /// Opens a file of vectors and reads the ids of its rows.
  ///
  /// - Parameters:
  ///   - idsPath: one key a line, for a file that has no ids; nil for JSON Lines, which has them.
  package init(path: String, idsPath: String?) throws(VectorInputError) {
    var keys = VectorKeys()
    file = try VectorFile(passages: path) { id, _, line throws(VectorInputError) in
      try Self.append(id, to: &keys, path: path, line: line)
    }
    let hasIDs = keys.count == file.rowCount
    if let idsPath {
      guard !hasIDs else {
        throw .refused(
          path: idsPath, place: .file,
          expected: "no file of ids beside \(path), which has its own", found: "one",
          advice: "Leave it out.")
      }
      try Self.readIDs(idsPath, for: file, into: &keys)
    } else if !hasIDs {
      throw .refused(
        path: path, place: .file,
        expected: "a file with the passages' keys, one for each row", found: "none",
        advice: "Name it with --vector-ids; footnote export --format keys writes one.")
    }
    self.idsPath = idsPath ?? path
    idsAreApart = idsPath != nil
    let repeated = keys.sort()
    self.keys = keys
    if let repeated {
      let ids = self.keys
      let id = (0..<ids.count).first { ids[$0].row == repeated.first }.map { "\(ids[$0].key)" }
      throw refusal(
        ofRow: repeated.second, expected: "each passage once",
        found: "\(id ?? "a key") a second time, first \(placeName(ofRow: repeated.first))",
        advice: "Keep one of the two vectors.")
    }
  }

  package var dimensions: Int { file.dimensions }
  package var count: Int { file.rowCount }
  /// Bytes that are held for the rows, about: their keys and places.
  package var memoryByteCount: Int { (VectorKeys.byteCount + VectorFile.lineByteCount) * count }

  /// Reads every vector once, so that a bad one is found before a build begins.
  package func checkAll() throws(VectorInputError) { try file.checkAll() }

  /// Reads a row's vector.
  package func read(row: Int, into vector: inout [Float]) throws(VectorInputError) {
    try file.read(row: row, into: &vector)
  }

  private static func append(
    _ id: String, to keys: inout VectorKeys, path: String, line: Int
  ) throws(VectorInputError) {
    guard let key = PassageKey(id) else {
      throw .refused(
        path: path, place: .line(line),
        expected: "a passage's key, wiki:page:revision:ordinal",
        found: "\"\(String(id.prefix(80)))\"",
        advice: "footnote export --format keys lists the keys of an index.")
    }
    keys.append(key)
  }

  private static func readIDs(
    _ path: String, for file: VectorFile, into keys: inout VectorKeys
  ) throws(VectorInputError) {
    let ids: RandomAccessFile
    do throws(StorageError) {
      ids = try RandomAccessFile(path: path)
    } catch {
      throw .storage(error)
    }
    var lines = VectorLines(ids)
    while let line = try lines.next() {
      let isReturned = line.bytes.last == 0x0D
      let id = String(decoding: isReturned ? line.bytes.dropLast() : line.bytes, as: UTF8.self)
      guard keys.count < file.rowCount else {
        throw .refused(
          path: path, place: .line(line.number),
          expected: "\(file.rowCount) keys, as many as \(file.path) has rows", found: "more",
          advice: "Give one key a line, in the order of the rows.")
      }
      try append(id, to: &keys, path: path, line: line.number)
    }
    guard keys.count == file.rowCount else {
      throw .refused(
        path: path, place: .file,
        expected: "\(file.rowCount) keys, as many as \(file.path) has rows",
        found: "\(keys.count)", advice: "Give one key a line, in the order of the rows.")
    }
  }
}

extension PassageVectors {
  /// Of each passage the row with its vector.
  ///
  /// - Parameters:
  ///   - passages: the keys of an index's passages, in the order of keys.
  /// - Throws: `VectorInputError` unless each passage has one vector and each vector a passage.
  /// - Complexity: O(passages + rows).
  package func rows(
    of passages: some Sequence<PassageKey>
  ) throws(VectorInputError) -> [UInt32] {
    var rows: [UInt32] = []
    var position = 0
    var (passageCount, missingCount, surplusCount) = (0, 0, 0)
    var missing: PassageKey?
    var surplus: (key: PassageKey, row: Int)?
    func pass(_ entry: (key: PassageKey, row: Int)) {
      surplusCount += 1
      if surplus == nil { surplus = entry }
      position += 1
    }
    for key in passages {
      passageCount += 1
      while position < keys.count, keys[position].key < key { pass(keys[position]) }
      if position < keys.count, keys[position].key == key {
        rows.append(UInt32(keys[position].row))
        position += 1
      } else {
        missingCount += 1
        if missing == nil { missing = key }
      }
    }
    while position < keys.count { pass(keys[position]) }
    let advice =
      "Vectors belong to the passages of these very inputs and options: \(missingCount) of "
      + "\(passageCount) passages have no vector, \(surplusCount) of \(keys.count) vectors no "
      + "passage. Build without vectors, export the passages and embed those."
    if let surplus {
      throw refusal(
        ofRow: surplus.row, expected: "the key of a passage of the inputs",
        found: "\(surplus.key)", advice: advice)
    }
    if let missing {
      throw .refused(
        path: idsPath, place: .file, expected: "a vector for each passage",
        found: "none for \(missing)", advice: advice)
    }
    return rows
  }

  /// The error that a row's id is not as it has to be.
  private func refusal(
    ofRow row: Int, expected: String, found: String, advice: String
  ) -> VectorInputError {
    .refused(
      path: idsPath, place: place(ofRow: row), expected: expected, found: found, advice: advice)
  }

  private func place(ofRow row: Int) -> VectorInputError.Place {
    idsAreApart ? .line(row + 1) : file.place(ofRow: row)
  }

  private func placeName(ofRow row: Int) -> String {
    switch place(ofRow: row) {
    case .line(let number): "in line \(number)"
    case .row(let number): "in row \(number)"
    case .byte, .file: "before"
    }
  }
}
