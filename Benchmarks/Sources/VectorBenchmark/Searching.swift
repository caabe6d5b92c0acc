import Numerics
import Storage
import VectorIndex

/// Asks questions one by one, from several threads where wanted, or all at once.
struct Searching: Sendable {
  let index: VectorIndexReader
  /// One question after the other.
  let questions: [Float]
  let k: Int
  let recall: Double
  let allowed: DocumentRanges?
  let threads: Int
  let isBatch: Bool

  /// What is found for each of some questions.
  func ask(_ range: Range<Int>) async throws(StorageError) -> [[FoundVector]] {
    if isBatch {
      let dimensions = index.dimensions
      return try await index.search(
        batch: Array(questions[range.lowerBound * dimensions..<range.upperBound * dimensions]),
        k: k, recall: recall, among: allowed, threads: threads)
    }
    if threads == 1 { return try askEach(Array(range)) }
    return try await askEach(range, threads: threads)
  }

  func writeIDs(to path: String) async throws(StorageError) {
    let found = try await ask(0..<questions.count / index.dimensions)
    var ids: [Int32] = []
    for documents in found {
      for place in 0..<k {
        ids.append(place < documents.count ? Int32(bitPattern: documents[place].document) : -1)
      }
    }
    if Folder.exists(path) { try Folder.removeFile(path) }
    try OutputFile(creating: path).append(bytes(of: ids))
  }

  private func askEach(_ numbers: [Int]) throws(StorageError) -> [[FoundVector]] {
    let dimensions = index.dimensions
    var results: [[FoundVector]] = []
    results.reserveCapacity(numbers.count)
    for number in numbers {
      let question = questions.span.extracting(
        number * dimensions..<(number + 1) * dimensions)
      results.append(try index.search(question, k: k, recall: recall, among: allowed))
    }
    return results
  }

  /// Each of the threads takes every nth question.
  private func askEach(
    _ range: Range<Int>, threads: Int
  ) async throws(StorageError) -> [[FoundVector]] {
    let parts = await withTaskGroup(
      of: (Int, Result<[[FoundVector]], StorageError>).self
    ) { group in
      for first in 0..<threads {
        group.addTask { @concurrent in
          let numbers = Array(
            stride(from: range.lowerBound + first, to: range.upperBound, by: threads))
          do throws(StorageError) {
            return (first, .success(try askEach(numbers)))
          } catch {
            return (first, .failure(error))
          }
        }
      }
      var parts = [Result<[[FoundVector]], StorageError>](repeating: .success([]), count: threads)
      for await (number, part) in group { parts[number] = part }
      return parts
    }
    var results = [[FoundVector]](repeating: [], count: range.count)
    for (first, part) in parts.enumerated() {
      for (place, found) in try part.get().enumerated() {
        results[first + place * threads] = found
      }
    }
    return results
  }
}
