import Numerics
import Storage
import TestSupport
import Testing
import VectorIndex

/// Graphs of both versions that every later version must read.
private enum GoldenGraph {
  static let folder = Folder.parent(of: #filePath) + "/Golden"

  static let vectors: VectorSet = {
    var values: [Float] = []
    for row in 0..<150 {
      for index in 0..<16 {
        let number = row * 7 + index * index * 5 + index * (row % 11)
        values.append(Float(number % 17 - 8))
      }
    }
    return VectorSet(dimensions: 16, values: values)
  }()

  /// Checks that every vector is found by itself, by walks and by a look at all rows.
  static func check(_ index: VectorIndexReader) throws {
    try index.verify()
    #expect(index.vectorCount == 150 && index.summary.degree == 32)
    var walks = VectorWalks()
    for row in 0..<vectors.count {
      let query = vectors[row].span
      for recall in [0.9, 1] {
        let found = try index.search(query, k: 3, recall: recall)
        #expect(found.count == 3 && found[0].document == UInt32(row))
        #expect(abs(found[0].score - 1) < 0.01)
      }
      #expect(try index.search(query, k: 3, width: 20, &walks)[0].document == UInt32(row))
    }
  }
}

@Test("The golden graph of version 1, whose walks are bounded by widths, is read")
func goldenGraphOne() throws {
  let index = try VectorIndexReader(path: GoldenGraph.folder + "/graph-1")
  try GoldenGraph.check(index)
  #expect(index.summary.searches.first?.visitCount == 10)
}

@Test("The golden graph of version 2 is read, and is what its vectors become today")
func goldenGraphTwo() async throws {
  let path = GoldenGraph.folder + "/graph-2"
  if !Folder.exists(path) {
    try await GoldenGraph.vectors.write(to: path, .cosine, structure: .graph)
    Issue.record("\(path) was missing and has been made")
  }
  try GoldenGraph.check(try VectorIndexReader(path: path))
  let folder = try TemporaryFolder()
  try await GoldenGraph.vectors.write(
    to: folder("rebuilt"), .cosine, structure: .graph, threads: 3)
  #expect(try contents(of: folder("rebuilt")) == contents(of: path))
}
