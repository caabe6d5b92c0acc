import Numerics
import Storage
import TestSupport
import Testing
import VectorIndex

@Test("A damaged graph is found by verify, and searched within its bounds", arguments: [1, 2])
func damagedGraph(_ version: Int) throws {
  let golden = try contents(of: Folder.parent(of: #filePath) + "/Golden/graph-\(version)")
  var generator = SeededGenerator()
  let batch = (0..<16 * 9).map { _ in Float.random(in: -8...8, using: &generator) }
  let some = DocumentRanges(RangeSet([0..<40, 60..<150]))
  let openCount = try forEachDamage(of: golden, &generator) { index in
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
