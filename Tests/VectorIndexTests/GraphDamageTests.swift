import Numerics
import Storage
import TestSupport
import Testing
import VectorIndex

@Test("A damaged graph is found by verify, and searched within its bounds", arguments: [1, 2])
func damagedGraph(_ version: Int) throws {
  let golden = try contents(of: Folder.parent(of: #filePath) + "/Golden/graph-\(version)")
  let folder = try TemporaryFolder()
  var generator = SeededGenerator()
  let batch = (0..<16 * 9).map { _ in Float.random(in: -8...8, using: &generator) }
  let some = DocumentRanges(RangeSet([0..<40, 60..<150]))
  var openCount = 0
  for offset in stride(from: Int.random(in: 0..<61, using: &generator), to: golden.count, by: 61) {
    var damaged = golden
    damaged[offset] ^= UInt8.random(in: 1...255, using: &generator)
    let path = try folder.file("damaged", damaged)
    guard let index = try? VectorIndexReader(path: path) else { continue }
    openCount += 1
    #expect(throws: StorageError.self, "byte \(offset)") { try index.verify() }
    var walks = VectorWalks()
    for start in stride(from: 0, to: batch.count, by: 16) {
      let query = batch.span.extracting(start..<start + 16)
      for found in [
        try index.search(query, k: 5, recall: 0.8),
        try index.search(query, k: 5, recall: 0.8, among: some),
        try index.search(query, k: 5, width: 30, &walks),
      ] {
        #expect(found.count <= 5 && found.allSatisfy { $0.document < 150 })
      }
    }
  }
  #expect(openCount > 400)
}
