import Numerics
import Storage

/// Where the links of a graph's levels lie in a file.
struct GraphPlace: Sendable {
  let shape: GraphShape
  /// Of each level with links, the rows' own first.
  let links: [Range<Int>]
  /// Of each level with links the rows of its nodes; empty for the rows' own.
  let rows: [Range<Int>]
  let tuning: GraphTuning

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
    tuning = try GraphTuning(file)
  }
}

extension GraphTuning {
  init(_ file: SectionFileReader) throws(StorageError) {
    let range = try file.range(of: VectorFormat.tuning)
    let isByWidth = file.version < VectorFormat.reachVersion
    let stepByteCount = isByWidth ? Self.widthStepByteCount : Self.stepByteCount
    guard range.count % stepByteCount == 0, range.count <= 100 * stepByteCount else {
      throw file.corrupt(
        range.lowerBound, "at most 100 measured walks of \(stepByteCount) bytes",
        "\(range.count) bytes")
    }
    let numbers = file.bytes(range).integers(UInt32.self)
    var steps: [Step] = []
    for start in stride(from: 0, to: numbers.count, by: stepByteCount / 4) {
      let bits = numbers[start]
      let bound = isByWidth ? Float(bits) : Float(bitPattern: bits)
      let last = steps.last?.bound
      guard bound >= 0, bound <= 1e30, last.map({ bound > $0 }) ?? (!isByWidth || bound > 0),
        !isByWidth || bits <= 1 << 20
      else {
        throw file.corrupt(
          range.lowerBound + 4 * start,
          isByWidth ? "ascending widths, at most 2^20" : "ascending reaches, at most 1e30",
          isByWidth ? "\(bits)" : "\(bound)")
      }
      let hops = isByWidth ? [bits, bits] : [numbers[start + 3], numbers[start + 4]]
      guard hops[0] <= 1 << 20, hops[1] <= 1 << 20 else {
        throw file.corrupt(
          range.lowerBound + 4 * start, "walks of 2^20 nodes at most", "\(hops)")
      }
      steps.append(
        Step(
          bound: bound, recall10: numbers[start + 1], recall100: numbers[start + 2],
          hops10: hops[0], hops100: hops[1]))
    }
    self.init(steps: steps, isByWidth: isByWidth)
  }
}
