import Numerics
import TestSupport
import Testing

@Suite("Walks through graphs of rows")
struct VectorGraphTests {
  static let levels: [Kernels.Level] = [.scalar, .avx2, .avx512, .neon]

  /// Rows of random codes and links, some of which lead nowhere.
  struct Sample {
    var links: [UInt32]
    var rows: [UInt32]
    var slots: [UInt8] = []
    var bytes: [UInt8]
    var factors: [Float]
    var query: [Int8]

    init(
      nodes: Int, rows: Int, degree: Int, dimensions: Int, biased: Bool = false,
      using generator: inout SeededGenerator
    ) {
      links = (0..<nodes * degree).map { _ in
        Int.random(in: 0..<20, using: &generator) == 0
          ? UInt32.random(in: 0 ... .max, using: &generator)
          : UInt32.random(in: 0..<UInt32(nodes), using: &generator)
      }
      self.rows = (0..<nodes).map { _ in
        UInt32.random(in: 0..<UInt32(rows + rows / 10 + 1), using: &generator)
      }
      // Where a walk begins has a row, so that something is found.
      self.rows[0] = 0
      bytes = (0..<rows * dimensions).map { _ in UInt8.random(in: 0...255, using: &generator) }
      factors = (0..<rows).map { _ in Float.random(in: 0...2, using: &generator) }
      query = (0..<dimensions).map { _ in Int8.random(in: -127...127, using: &generator) }
      for row in 0..<rows {
        for _ in 0..<dimensions / 8 { slots.append(UInt8.random(in: 0...255, using: &generator)) }
        let bias = biased ? Float.random(in: 0...2, using: &generator) : 0
        for float in [Float.random(in: 0...2, using: &generator), factors[row], bias] {
          for byte in 0..<4 { slots.append(UInt8(float.bitPattern >> UInt32(8 * byte) & 255)) }
        }
        slots += [0, 0, 0, 0]
      }
    }

    var graph: VectorGraph {
      @_lifetime(borrow self)
      get {
        let dimensions = query.count
        let codes = VectorGraphCodes(
          slots: VectorKernels.Rows(
            slots.rawBytes, .sign, dimensions: dimensions, stride: dimensions / 8 + 16),
          bytes: VectorKernels.Rows(
            bytes.rawBytes, .byte, dimensions: dimensions, stride: dimensions))
        return VectorGraph(
          links: links.span, degree: links.count / rows.count, rows: rows.span, codes: codes)
      }
    }

    /// A node's score by the plain meaning of its row's bytes.
    func score(_ node: UInt32) -> Float {
      let row = Int(rows[Int(node)])
      var sum: Int32 = 0
      for index in query.indices {
        sum += Int32(query[index]) * (Int32(bytes[row * query.count + index]) - 128)
      }
      return Float(sum) * factors[row] * 0.01
    }

    func walk(_ kernels: VectorKernels, slack: Float, _ extent: VectorWalks.Extent) -> Found {
      var found = Found()
      var walk = VectorWalks()
      let dimensions = query.count
      var queries = CodedQueries(dimensions: dimensions)
      queries.append(codes: query, scale: 0.01, slack: slack, kernels)
      let seeds: [UInt32] = [0, 3, 3, .max, UInt32(rows.count)]
      // Twice: what a walk leaves behind must not change the next one.
      for _ in 0..<2 {
        walk.walk(graph, queries, seeds: [seeds], extent, kernels)
        found.nodes.append((0..<walk.count()).map { walk.node($0) })
        found.scores.append((0..<walk.count()).map { walk.score($0).bitPattern })
      }
      found.work = walk.work
      return found
    }
  }

  struct Found: Equatable {
    var nodes: [[UInt32]] = []
    var scores: [[UInt32]] = []
    var work: VectorWalks.Work?
  }

  @Test("are the same at every level, and from walk to walk", arguments: [64, 192, 512, 1_088])
  func agree(_ dimensions: Int) throws {
    var generator = SeededGenerator()
    let scalar = try #require(VectorKernels(level: .scalar))
    for (width, degree) in [(1, 3), (7, 9), (64, 32), (150, 64)] {
      let sample = Sample(
        nodes: 300, rows: 200, degree: degree, dimensions: dimensions,
        biased: degree == 9, using: &generator)
      let expected = sample.walk(scalar, slack: 1, .init(width: width))
      #expect(expected.nodes[0] == expected.nodes[1])
      #expect(expected.nodes[0].count <= width && !expected.nodes[0].isEmpty)
      for level in Self.levels {
        guard let kernels = VectorKernels(level: level) else { continue }
        let found = sample.walk(kernels, slack: 1, .init(width: width))
        #expect(found == expected, "\(level)")
      }
    }
  }

  @Test("look at every node within reach when they are wide enough, best first")
  func areExact() throws {
    var generator = SeededGenerator()
    var sample = Sample(
      nodes: 200, rows: 200, degree: 8, dimensions: 64, using: &generator)
    sample.rows = (0..<200).map { $0 }
    let found = sample.walk(.current, slack: 0, .init(width: 400))
    var reached: Set<UInt32> = [0, 3]
    var open: [UInt32] = [0, 3]
    while let node = open.popLast() {
      for link in sample.links[Int(node) * 8..<Int(node + 1) * 8] {
        if link >= 200 { break }
        if reached.insert(link).inserted { open.append(link) }
      }
    }
    #expect(Set(found.nodes[0]) == reached)
    let scores = found.nodes[0].map { sample.score($0) }
    #expect(found.scores[0].map { Float(bitPattern: $0) } == scores)
    #expect(scores == scores.sorted(by: >))
  }
}
