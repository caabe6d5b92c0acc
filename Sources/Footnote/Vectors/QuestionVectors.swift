import VectorInput

/// Vectors of questions in a file, for searches of an index whose vectors were brought.
///
/// The file is a `.npy` matrix (or one row as an array), `.fvecs`, `.jsonl`, or `.json` with one
/// vector. Rows are read as they are asked for.
public struct QuestionVectors: Sendable {
  private let file: VectorFile

  /// Opens a file.
  ///
  /// - Throws: `FootnoteError.vectors` for one that holds something else.
  public init(path: String) throws(FootnoteError) {
    file = try refusing { () throws(VectorInputError) in try VectorFile(questions: path) }
  }

  /// How many vectors the file has.
  public var count: Int { file.rowCount }

  /// How many numbers each vector has.
  public var dimensions: Int { file.dimensions }

  /// The vector at a position from 0 on.
  ///
  /// Traps beyond ``count``.
  ///
  /// - Throws: `FootnoteError.vectors` for one with numbers that are not finite, or zeros alone.
  public func vector(at position: Int) throws(FootnoteError) -> [Float] {
    var vector = [Float](repeating: 0, count: file.dimensions)
    try refusing { () throws(VectorInputError) in try file.read(row: position, into: &vector) }
    return vector
  }
}
