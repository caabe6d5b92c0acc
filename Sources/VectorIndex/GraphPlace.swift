import Numerics
import Storage

/// Where the links of a graph's levels lie in a file.
struct GraphPlace: Sendable {
  let shape: GraphShape
  /// Of each level with links, the rows' own first.
  let links: [Range<Int>]
  /// Of each level with links the rows of its nodes; empty for the rows' own.
  let rows: [Range<Int>]
  let tuning: ReachTuning

  init(_ file: SectionFileReader, _ head: VectorHead) throws(StorageError) {
    shape = GraphShape(rowCount: head.vectorCount, degree: head.degree)
    let counts = [head.vectorCount] + shape.linkedLevels.map { [shape] in shape.counts[$0] }
    let linked = try file.range(
      of: VectorFormat.links, byteCount: counts.reduce(0, +) * head.degree * 4)
    let listed = try file.range(
      of: VectorFormat.levelRows, byteCount: counts.dropFirst().reduce(0, +) * 4)
    var links: [Range<Int>] = []
    var rows = [listed.lowerBound..<listed.lowerBound]
    var start = linked.lowerBound
    for count in counts {
      links.append(start..<start + count * head.degree * 4)
      start += count * head.degree * 4
    }
    for count in counts.dropFirst() {
      let start = rows[rows.count - 1].upperBound
      rows.append(start..<start + count * 4)
    }
    self.links = links
    self.rows = rows
    tuning = try ReachTuning(file)
  }
}
