import PostingIndex
import Testing
import TestSupport

@Suite("Impacts of single documents")
struct ImpactsTests {
  @Test(
    "are those that were written, in every shape of list", arguments: 0..<SearchTests.shapes.count)
  func agreesWithDefinition(_ number: Int) throws {
    var generator = SeededGenerator()
    let collection = Collection(SearchTests.shapes[number], using: &generator)
    let folder = try TemporaryFolder()
    let reader = try PostingIndexReader(path: try collection.write(to: folder("index")))
    let all = collection.documents.indices.map { UInt32($0) }
    let some = collection.features.shuffled(using: &generator).prefix(60)
    for feature in some + [UInt32.random(in: 0 ... .max, using: &generator)] {
      let expected = collection.documents.map { postings in
        postings.first { $0.feature == feature }?.impact ?? 0
      }
      #expect(try reader.impacts(of: feature, in: all) == expected)
      let few = all.filter { _ in Int.random(in: 0..<9, using: &generator) == 0 }
      #expect(try reader.impacts(of: feature, in: few) == few.map { expected[Int($0)] })
      #expect(try reader.impacts(of: feature, in: []) == [])
    }
  }
}
