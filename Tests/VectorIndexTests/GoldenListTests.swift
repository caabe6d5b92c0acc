import Numerics
import Storage
import TestSupport
import Testing

@testable import VectorIndex

/// Lists that every later version must read.
private enum GoldenLists {
  static let path = Folder.parent(of: #filePath) + "/Golden/lists-3"

  static let vectors: VectorSet = {
    var values: [Float] = []
    for row in 0..<500 {
      for index in 0..<16 {
        let number = row * 7 + index * index * 5 + index * (row % 23) * 31
        values.append(Float(number % 509 - 250))
      }
    }
    return VectorSet(dimensions: 16, values: values)
  }()
}

@Test("The golden lists of version 3 are read, and are what their vectors become today")
func goldenLists() async throws {
  if !Folder.exists(GoldenLists.path) {
    try await GoldenLists.vectors.write(
      to: GoldenLists.path, .squaredDistance, structure: .lists)
    Issue.record("\(GoldenLists.path) was missing and has been made")
  }
  let index = try VectorIndexReader(path: GoldenLists.path)
  try index.verify()
  #expect(index.vectorCount == 500 && index.summary.listCount == 5)
  #expect(index.summary.searches.last?.recall == 1)
  for recall in [0.9, 1] {
    var foundCount = 0
    for row in 0..<500 {
      let found = try index.search(GoldenLists.vectors[row].span, k: 3, recall: recall)
      #expect(found.count == 3)
      foundCount += found.contains { $0.document == UInt32(row) } ? 1 : 0
    }
    #expect(Double(foundCount) >= 500 * recall, "\(foundCount)")
  }
  let folder = try TemporaryFolder()
  try await GoldenLists.vectors.write(
    to: folder("rebuilt"), .squaredDistance, structure: .lists, threads: 3)
  #expect(try contents(of: folder("rebuilt")) == contents(of: GoldenLists.path))
}

@Test("Damaged lists are found by verify, and searched within their bounds")
func damagedLists() throws {
  let golden = try contents(of: GoldenLists.path)
  var generator = SeededGenerator()
  let batch = (0..<16 * 9).map { _ in Float.random(in: -9...9, using: &generator) }
  let some = DocumentRanges(RangeSet([0..<140, 160..<450]))
  let openCount = try forEachDamage(of: golden, &generator) { index in
    for start in stride(from: 0, to: batch.count, by: 16) {
      let query = batch.span.extracting(start..<start + 16)
      for allowed in [nil, some] {
        for recall in [0.8, 0.99] {
          // Endless scores are an error.
          let found = (try? index.search(query, k: 5, recall: recall, among: allowed)) ?? []
          #expect(found.count <= 5 && found.allSatisfy { $0.document < 500 })
        }
      }
    }
  }
  #expect(openCount > 500)
}

@Test("Lists that claim to have all rows, each of them, are searched in the time of one")
func overlappingLists() throws {
  var bytes = try contents(of: GoldenLists.path)
  let index = try VectorIndexReader(path: GoldenLists.path)
  let lists = try #require(index.lists)
  // Every second list ends where all rows do, the others before the first.
  for list in 0..<lists.count {
    let end: UInt32 = list % 2 == 0 ? 500 : 0
    for byte in 0..<4 {
      bytes[lists.ends.lowerBound + 4 * list + byte] = UInt8(end >> (8 * UInt32(byte)) & 255)
    }
  }
  let folder = try TemporaryFolder()
  let damaged = try VectorIndexReader(path: try folder.file("damaged", bytes))
  for k in [3, 400] {
    let found = try damaged.search(GoldenLists.vectors[7].span, k: k, recall: 0.9)
    #expect(Set(found.map(\.document)).count == found.count)
  }
  #expect(throws: StorageError.self) { try damaged.verify() }
}
