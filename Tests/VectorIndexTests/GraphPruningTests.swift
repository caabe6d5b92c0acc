import Numerics
import Storage
import TestSupport
import Testing

@testable import VectorIndex

@Suite("Pruning of a node's candidates")
struct GraphPruningTests {
  private static let rowCount = 200
  private static let degree = 16

  /// Rows of random codes, a few of them twice.
  private static func rows(
    in folder: TemporaryFolder, _ generator: inout SeededGenerator
  ) throws -> CodedRows {
    let layout = VectorLayout(dimensions: 64, code: .bits8)
    var bytes: [UInt8] = []
    for row in 0..<rowCount {
      bytes +=
        row % 9 == 8
        ? Array(bytes.suffix(64)) : (0..<64).map { _ in .random(in: 1...255, using: &generator) }
    }
    let file = try MappedFile(path: try folder.file("codes", bytes))
    let factors = (0..<rowCount).map { _ in Float.random(in: 0.5...1, using: &generator) }
    return CodedRows(signs: file, bytes: file, layout: layout, factors: factors, biases: [])
  }

  /// The keys of some nodes seen from another, ascending.
  private static func keys(_ nodes: [UInt32], from node: UInt32, _ rows: CodedRows) -> [UInt64] {
    var numbers: [Int8] = []
    rows.append(node, to: &numbers)
    var sums: [Int32] = []
    rows.products(numbers, with: nodes[...], into: &sums)
    let scale = rows.scale(of: node)
    return zip(nodes, sums).map { other, sum in
      GraphNeighbour.key(scale.distance(to: rows.scale(of: other), product: sum), other)
    }.sorted()
  }

  @Test("keeps the same where it is told what was kept together before")
  func known() throws {
    var generator = SeededGenerator()
    let folder = try TemporaryFolder()
    let rows = try Self.rows(in: folder, &generator)
    let members = (0..<UInt32(Self.rowCount)).map { $0 }
    var pruning = GraphPruning(rows, members: members, degree: Self.degree)
    var droppedCount = 0
    for node in 0..<UInt32(Self.rowCount) {
      let others = members.filter { $0 != node }.shuffled(using: &generator)
      pruning.prune(Int(node), Self.keys(Array(others[..<60]), from: node, rows))
      let near = pruning.kept
      let all = (near + Self.keys(Array(others[60..<100]), from: node, rows)).sorted()
      pruning.prune(Int(node), all)
      let expected = pruning.kept
      pruning.prune(Int(node), all, known: near[...])
      #expect(pruning.kept == expected)
      droppedCount += near.count { !expected.contains($0) }
    }
    #expect(droppedCount > 0, "no neighbour gave way to another, so nothing was tried")
  }
}
