import JSON
import Storage

/// Vectors that somebody brings, any row of which can be read; all have the same dimensions.
///
/// Little is held in memory: of JSON Lines 16 bytes a row, of the other forms nothing.
package final class VectorFile: Sendable {
  /// The dimensions that vectors may have.
  package static let dimensionRange = 8...4_096

  package let path: String
  package let dimensions: Int
  package let rowCount: Int
  private let file: RandomAccessFile
  private let layout: Layout
  /// Whether they are of questions, and not of passages.
  private let areQuestions: Bool

  enum Layout: Sendable {
    /// Rows of equal length from an offset on, each with its count of numbers before it or without.
    case rows(first: Int, scalar: VectorScalar, haveCounts: Bool)
    /// A JSON text for each row.
    case lines([LinePlace])
  }

  /// What a row of JSON Lines takes.
  static let lineByteCount = MemoryLayout<LinePlace>.stride

  struct LinePlace: Sendable {
    var offset: Int
    var byteCount: UInt32
    var number: UInt32
  }

  /// Opens the vectors of questions; one alone may stand as an array of one dimension or as JSON.
  package convenience init(questions path: String) throws(VectorInputError) {
    try self.init(path: path, allowsOne: true) { _, _, _ throws(VectorInputError) in }
  }

  /// Opens the vectors of passages, and calls `note` with the id of each row of JSON Lines.
  convenience init(
    passages path: String,
    note: (_ id: String, _ row: Int, _ line: Int) throws(VectorInputError) -> Void
  ) throws(VectorInputError) {
    try self.init(path: path, allowsOne: false, note: note)
  }

  private init(
    path: String, allowsOne: Bool,
    note: (_ id: String, _ row: Int, _ line: Int) throws(VectorInputError) -> Void
  ) throws(VectorInputError) {
    guard let format = VectorFileFormat(path: path), allowsOne || format != .json else {
      throw .unknownFormat(path: path)
    }
    do throws(StorageError) {
      file = try RandomAccessFile(path: path)
    } catch {
      throw .storage(error)
    }
    self.path = path
    areQuestions = allowsOne
    let shape: VectorShape =
      switch format {
      case .npy: try VectorShape(numpy: file, allowsOne: allowsOne)
      case .fvecs: try VectorShape(fvecs: file)
      case .jsonl: try VectorShape(lines: file, needsIDs: !allowsOne, note: note)
      case .json: try VectorShape(json: file)
      }
    (dimensions, rowCount, layout) = (shape.dimensions, shape.rowCount, shape.layout)
  }

  /// Where a row stands, for an error.
  package func place(ofRow row: Int) -> VectorInputError.Place {
    if case .lines(let lines) = layout { return .line(Int(lines[row].number)) }
    return .row(row + 1)
  }

  /// The error that a row is not as it has to be.
  package func refusal(
    ofRow row: Int, expected: String, found: String, advice: String
  ) -> VectorInputError {
    .refused(
      path: path, place: place(ofRow: row), expected: expected, found: found, advice: advice)
  }

  /// Reads a row into a vector of the file's dimensions.
  ///
  /// - Throws: `VectorInputError` for numbers that are not finite and for vectors without a
  ///   direction, with the row's number.
  package func read(row: Int, into vector: inout [Float]) throws(VectorInputError) {
    precondition(row >= 0 && row < rowCount && vector.count == dimensions, "rows are of the file")
    switch layout {
    case .rows(let first, let scalar, let haveCounts):
      let prefix = haveCounts ? 4 : 0
      let stride = prefix + dimensions * scalar.byteCount
      let bytes = try bytes(at: first + row * stride, count: stride)
      if haveCounts {
        let count = fvecsCount(bytes)
        guard count == dimensions else { throw otherDimensions(row, found: "\(count)") }
      }
      scalar.decode(bytes, from: prefix, into: &vector)
    case .lines(let lines):
      let line = lines[row]
      let bytes = try bytes(at: line.offset, count: Int(line.byteCount))
      let record = try VectorRecord(
        bytes[...], needsID: !areQuestions, path: path, place: place(ofRow: row))
      guard record.numbers.count == dimensions else {
        throw otherDimensions(row, found: "\(record.numbers.count)")
      }
      for index in vector.indices { vector[index] = Float(record.numbers[index]) }
    }
    try check(vector, row)
  }

  /// Reads every row once, so that a bad one is found before anything is done with the others.
  package func checkAll() throws(VectorInputError) {
    var vector = [Float](repeating: 0, count: dimensions)
    for row in 0..<rowCount { try read(row: row, into: &vector) }
  }

  private func bytes(at offset: Int, count: Int) throws(VectorInputError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    do throws(StorageError) {
      try file.read(into: &bytes, at: offset)
    } catch {
      throw .storage(error)
    }
    return bytes
  }

  private func otherDimensions(_ row: Int, found: String) -> VectorInputError {
    refusal(
      ofRow: row, expected: "\(dimensions) numbers, as in the first row", found: found,
      advice: "Embed every \(subject) with the same model, or leave nothing of it out.")
  }

  private func check(_ vector: [Float], _ row: Int) throws(VectorInputError) {
    guard let fault = VectorFault(vector) else { return }
    throw refusal(
      ofRow: row, expected: fault.expected, found: fault.found,
      advice: "Embed this \(subject) again; a text that is empty to the model often gives this.")
  }

  private var subject: String { areQuestions ? "question" : "passage" }
}

/// The count of numbers before a row of `.fvecs`, signed as it is written.
func fvecsCount(_ bytes: [UInt8]) -> Int {
  let bits = bytes[..<4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
  return Int(Int32(bitPattern: bits))
}
