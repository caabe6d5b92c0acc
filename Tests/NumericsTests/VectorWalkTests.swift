import Numerics
import TestSupport
import Testing

@Suite("Walks that are made together")
struct VectorWalkTests {
  typealias Sample = VectorGraphTests.Sample

  /// The plain meaning of a walk, for rows that all pass by their signs.
  private func plainWalk(
    _ sample: Sample, seeds: [UInt32], _ extent: VectorWalks.Extent, unit: Float
  ) -> [UInt32] {
    var seen: Set<UInt32> = []
    var left: Set<UInt32> = []
    var known: [UInt32] = []
    func isNode(_ node: UInt32) -> Bool {
      node < sample.rows.count && Int(sample.rows[Int(node)]) < sample.factors.count
    }
    func take(_ nodes: [UInt32]) {
      for node in nodes where isNode(node) && seen.insert(node).inserted { known.append(node) }
      known.sort {
        let scores = (sample.score($0), sample.score($1))
        return scores.0 != scores.1 ? scores.0 > scores.1 : $0 < $1
      }
      known = Array(known.prefix(extent.width))
    }
    take(seeds)
    while let node = known.first(where: { !left.contains($0) }) {
      if known.count >= extent.rank {
        let limit = sample.score(known[extent.rank - 1]) - extent.reach * unit
        if sample.score(node) < limit { break }
      }
      left.insert(node)
      let degree = sample.links.count / sample.rows.count
      let links = sample.links[Int(node) * degree..<(Int(node) + 1) * degree]
      take(Array(links.prefix { $0 < sample.rows.count }))
    }
    return known
  }

  @Test("find what plain ones find, at every level, together or one by one")
  func arePlain() throws {
    var generator = SeededGenerator()
    for _ in 0..<20 {
      let sample = Sample(nodes: 150, rows: 120, degree: 6, dimensions: 64, using: &generator)
      let extent = VectorWalks.Extent(
        width: .random(in: 1...80, using: &generator),
        rank: .random(in: 1...12, using: &generator),
        reach: Bool.random(using: &generator) ? .infinity : .random(in: 0...30, using: &generator))
      let seeds: [[UInt32]] = (0..<VectorWalks.limit).map { _ in
        (0..<Int.random(in: 0...5, using: &generator)).map { _ in
          .random(in: 0..<170, using: &generator)
        }
      }
      let expected = seeds.map { plainWalk(sample, seeds: $0, extent, unit: 2) }
      for level in VectorGraphTests.levels {
        guard let kernels = VectorKernels(level: level) else { continue }
        #expect(sample.walks(seeds, extent, unit: 2, kernels) == expected, "\(level)")
        let alone = seeds.flatMap { sample.walks([$0], extent, unit: 2, kernels) }
        #expect(alone == expected, "\(level)")
      }
    }
  }
}

extension VectorGraphTests.Sample {
  /// What walks from lists of seeds find, in which no row is passed by its signs.
  fileprivate func walks(
    _ seeds: [[UInt32]], _ extent: VectorWalks.Extent, unit: Float, _ kernels: VectorKernels
  ) -> [[UInt32]] {
    var queries = CodedQueries(dimensions: query.count)
    for _ in seeds {
      queries.append(codes: query, scale: 0.01, slack: 1e30, unit: unit, kernels)
    }
    var walks = VectorWalks()
    walks.walk(graph, queries, seeds: seeds, extent, kernels)
    return seeds.indices.map { walk in
      (0..<walks.count(of: walk)).map { walks.node($0, of: walk) }
    }
  }
}
