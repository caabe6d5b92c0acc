import Storage
import VectorIndex
import VectorInput
import WikiModel

/// Writes the vectors of a segment's passages: those made as the passages come, or brought ones,
/// which are looked up by the passages' keys at the end.
final class SegmentVectors {
  private let brought: PassageVectors?
  /// Whether vectors come with the passages, and so in their order.
  private let areMade: Bool
  private let writer: VectorIndexWriter
  private let dimensions: Int
  private let threads: Int

  init(_ embedding: BuildEmbedding, folder: String, threads: Int) throws(StorageError) {
    brought = if case .brought(let vectors) = embedding.source { vectors } else { nil }
    areMade = embedding.made != nil
    dimensions = embedding.manifest.dimensions
    self.threads = threads
    writer = try VectorIndexWriter(
      temporaryPath: folder + "/vectors.unsorted", dimensions: dimensions,
      metric: embedding.manifest.metric,
      code: embedding.manifest.source == .sketch ? .bits1 : .bits8)
  }

  /// Bytes that writing those of so many passages takes, about.
  func memoryByteCount(passageCount: Int) -> Int {
    writer.memoryByteCount(rowCount: passageCount, threads: threads)
      + (brought?.memoryByteCount ?? 0)
  }

  /// Adds the vectors of an article's passages, one after the other; none where they are brought.
  func append(_ vectors: [Float]) throws(StorageError) {
    for start in stride(from: 0, to: vectors.count, by: dimensions) {
      try writer.append(vectors.span.extracting(start..<start + dimensions))
    }
  }

  /// Gives each passage its vector, in the order of the passages, where vectors are brought.
  ///
  /// - Throws: `FootnoteError.vectors` unless each passage has one vector, and each vector a
  ///   passage.
  func place(_ passages: some Sequence<PassageKey>) throws(FootnoteError) {
    guard let brought else { return }
    var vector = [Float](repeating: 0, count: dimensions)
    for row in try refusing({ () throws(VectorInputError) in try brought.rows(of: passages) }) {
      try refusing { () throws(VectorInputError) in try brought.read(row: Int(row), into: &vector) }
      try storing { () throws(StorageError) in try writer.append(vector.span) }
    }
  }

  /// Writes the file; where the task is cancelled meanwhile, nothing.
  ///
  /// - Parameters:
  ///   - order: of each passage as it came, its final number; nil where these are the same.
  func finish(path: String, order: [UInt32]?) async throws(StorageError) {
    // Brought vectors were placed in the final order.
    try await writer.finish(path: path, order: areMade ? order : nil, threads: threads)
  }
}

/// Runs something that the files of an index may fail.
func storing<Result>(
  _ body: () throws(StorageError) -> Result
) throws(FootnoteError) -> Result {
  do throws(StorageError) { return try body() } catch { throw .storage(error) }
}

/// Runs something that the vectors which were brought may fail.
func refusing<Result>(
  _ body: () throws(VectorInputError) -> Result
) throws(FootnoteError) -> Result {
  do throws(VectorInputError) { return try body() } catch { throw .vectors(error) }
}
