import Numerics
package import Storage

/// Searches the dense index of one segment in place; safe from any number of threads.
///
/// Opening reads a few kilobytes, whatever the number of vectors.
package final class VectorIndexReader: Sendable {
  let file: SectionFileReader
  package let code: VectorCode
  let layout: VectorLayout
  let transform: VectorTransform
  let factors: Range<Int>
  let biases: Range<Int>
  /// Where each of the code's planes lies, in their order.
  let planes: [Range<Int>]
  /// Nil where there are no links to walk along.
  let graph: GraphPlace?
  /// Nil where rows are not in lists.
  let lists: ListPlace?
  let scratches = IdlePool<VectorScratch>()

  /// What was measured when the index was built.
  package let measurement: VectorMeasurement
  /// Documents are numbered from 0 to this; each has a vector.
  package let vectorCount: Int

  package var dimensions: Int { layout.dimensions }
  package var metric: VectorMetric { transform.metric }
  /// Bytes of the whole file.
  package var byteCount: Int { file.file.byteCount }

  /// Opens an index file.
  ///
  /// - Throws: `StorageError`, a different one for a file that is not ours, of another kind, too
  ///   new, too old, cut short, or damaged where that is seen without reading the codes.
  package init(path: String) throws(StorageError) {
    let file = try SectionFileReader(
      path: path, kind: VectorFormat.kind,
      versions: VectorFormat.version...VectorFormat.listVersion)
    let head = try VectorHead(file)
    let layout = VectorLayout(dimensions: head.dimensions, code: head.code)
    let count = head.vectorCount
    self.file = file
    self.layout = layout
    vectorCount = count
    code = head.code
    transform = try VectorTransform(file, head)
    factors = try file.range(
      of: VectorFormat.factors, byteCount: head.code == .bits1 ? 0 : count * 4)
    biases = try file.range(
      of: VectorFormat.biases, byteCount: head.metric == .squaredDistance ? count * 4 : 0)
    var planes: [Range<Int>] = []
    for plane in head.code.planes {
      planes.append(try file.range(of: plane.tag, byteCount: count * layout.stride(plane)))
    }
    self.planes = planes
    measurement = try VectorMeasurement(file)
    graph = try head.degree == 0 ? nil : GraphPlace(file, head)
    lists = try head.listCount == 0 ? nil : ListPlace(file, head, layout)
  }
}

/// The fixed numbers of an index, checked.
struct VectorHead {
  let vectorCount: Int
  let dimensions: Int
  let metric: VectorMetric
  let code: VectorCode
  /// Links of a node; 0 where there is no graph.
  let degree: Int
  /// 0 where rows are not in lists.
  let listCount: Int

  init(_ file: SectionFileReader) throws(StorageError) {
    let range = try file.range(of: VectorFormat.head, byteCount: VectorFormat.headByteCount)
    let bytes = file.bytes(range)
    let count = bytes.integer(UInt64.self, at: 0)
    guard count <= UInt64(VectorFormat.vectorCountLimit) else {
      throw file.corrupt(range.lowerBound, "at most 2^31 vectors", "\(count)")
    }
    vectorCount = Int(count)
    let dimensions = bytes.integer(UInt32.self, at: 8)
    guard VectorFormat.dimensionsRange.contains(Int(dimensions)) else {
      throw file.corrupt(range.lowerBound + 8, "1 to 4,096 dimensions", "\(dimensions)")
    }
    self.dimensions = Int(dimensions)
    let metric = bytes.integer(UInt32.self, at: 12)
    guard let known = UInt8(exactly: metric).flatMap(VectorMetric.init(rawValue:)) else {
      throw file.corrupt(range.lowerBound + 12, "a metric: 1, 2 or 3", "\(metric)")
    }
    self.metric = known
    let code = bytes.integer(UInt32.self, at: 16)
    guard let known = VectorCode(rawValue: code) else {
      throw file.corrupt(range.lowerBound + 16, "a code: 1, 4, 8 or 32", "\(code)")
    }
    self.code = known
    let degree = Int(bytes.integer(UInt32.self, at: 20))
    let degrees = known.finest == .bytes && count > 0 ? 0...VectorGraph.degreeLimit : 0...0
    guard degrees.contains(degree) else {
      throw file.corrupt(range.lowerBound + 20, "\(degrees) links", "\(degree)")
    }
    self.degree = degree
    let lists = Int(bytes.integer(UInt32.self, at: 24))
    let mayHaveLists =
      file.version >= VectorFormat.listVersion && known.finest == .bytes && degree == 0
    guard lists <= (mayHaveLists ? vectorCount : 0) else {
      throw file.corrupt(
        range.lowerBound + 24, "at most \(mayHaveLists ? vectorCount : 0) lists", "\(lists)")
    }
    listCount = lists
    let zeros = 28..<VectorFormat.headByteCount
    guard zeros.allSatisfy({ bytes.integer(UInt8.self, at: $0) == 0 }) else {
      throw file.corrupt(range.lowerBound + zeros.lowerBound, "zeros", "something else")
    }
  }
}

extension VectorTransform {
  init(_ file: SectionFileReader, _ head: VectorHead) throws(StorageError) {
    let range = try file.range(of: VectorFormat.mean, byteCount: 4 * head.dimensions)
    let numbers = file.bytes(range).floats
    var mean: [Float] = []
    for index in numbers.indices {
      guard numbers[index].isFinite else {
        throw file.corrupt(range.lowerBound + 4 * index, "a finite mean", "\(numbers[index])")
      }
      mean.append(numbers[index])
    }
    self.init(metric: head.metric, mean: mean)
  }
}

extension SectionFileReader {
  /// A section's range, checked to have a length.
  func range(of tag: SectionFile.Tag, byteCount: Int) throws(StorageError) -> Range<Int> {
    let range = try range(of: tag)
    guard range.count == byteCount else {
      throw corrupt(
        range.lowerBound, "section \(tag) of \(byteCount) bytes", "\(range.count) bytes")
    }
    return range
  }
}
