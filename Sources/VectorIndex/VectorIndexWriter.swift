package import Storage

/// Builds the dense index of one segment from its documents' vectors.
///
/// Vectors are put aside on disk as they come, and become codes at the end, when their mean is
/// known. The file's bytes depend on the vectors and the choices alone.
package final class VectorIndexWriter {
  private let spool: VectorSpool
  private let temporaryPath: String
  private let dimensions: Int
  private let metric: VectorMetric
  private let code: VectorCode

  /// Starts an index.
  ///
  /// - Parameters:
  ///   - temporaryPath: a file that may be created meanwhile; so may others whose names have
  ///     ".codes" and a number added. All are removed when the writer goes.
  ///   - dimensions: the length of every vector, one of ``VectorFormat/dimensionsRange``.
  ///   - code: what is kept of each vector.
  package init(
    temporaryPath: String, dimensions: Int, metric: VectorMetric, code: VectorCode = .bits8
  ) throws(StorageError) {
    precondition(VectorFormat.dimensionsRange.contains(dimensions), "1 to 4,096 dimensions")
    self.temporaryPath = temporaryPath
    self.dimensions = dimensions
    self.metric = metric
    self.code = code
    spool = try VectorSpool(
      path: temporaryPath, dimensions: dimensions, number: code == .bits1 ? .byte : .float)
  }

  /// Of each row while the graph is made: its candidates and links, forth and back; measured.
  private static let linkedRowByteCount = 900
  /// Of each row while candidates are gathered, apart from what each thread finds.
  private static let gatheredRowByteCount = 400
  private static let foundRowByteCount = 140
  /// Of each row without a graph: its place in the order.
  private static let rowByteCount = 16

  /// Bytes that writing an index of so many rows takes, about.
  package func memoryByteCount(rowCount: Int, threads: Int) -> Int {
    let layout = VectorLayout(dimensions: dimensions, code: code)
    let sample = sampleCount(of: rowCount) * dimensions * MemoryLayout<Float>.stride
    let part = min(rowCount, threads * Self.partCount)
    let codes = part * code.planes.reduce(0) { $0 + layout.stride($1) }
    let row = code.finest == .bytes ? Self.linkedRowByteCount(threads) : Self.rowByteCount
    // Lists grow to twice of what they hold.
    return row * rowCount + 2 * (sample + codes)
  }

  private static func linkedRowByteCount(_ threads: Int) -> Int {
    max(
      linkedRowByteCount,
      gatheredRowByteCount + foundRowByteCount * min(threads, GraphBuilder.roundCount))
  }

  /// Adds the vector of the next row: 0, 1, 2 and so on.
  ///
  /// Vectors of zeros are taken. Traps where the length is another or a number is not finite.
  package func append(_ vector: Span<Float>) throws(StorageError) {
    precondition(vector.count == dimensions, "vectors of \(dimensions) dimensions")
    precondition(spool.count < VectorFormat.vectorCountLimit, "an index has 2^31 vectors")
    for index in vector.indices { precondition(vector[index].isFinite, "finite numbers") }
    try spool.append(vector)
  }

  /// Writes the index, durably, to a new file; where the task is cancelled before all is ready,
  /// nothing.
  ///
  /// - Parameters:
  ///   - order: of each row its final number, `UInt32.max` for one that is left out; nil when the
  ///     rows' numbers are final. The kept rows' numbers are 0..<n in some order. Traps otherwise.
  ///   - structure: traps where a graph or lists are asked for and the code lacks signs or bytes.
  ///   - threads: how many parts are turned into codes at once; the bytes do not depend on it.
  package func finish(
    path: String, order: [UInt32]? = nil,
    structure: VectorStructure = .automatic, threads: Int = 1
  ) async throws(StorageError) {
    let rows = order.map { rowsByNumber($0) } ?? (0..<spool.count).map { UInt32($0) }
    let spooled = try spool.reader()
    let sample = sample(of: rows, spooled)
    let mean = VectorTransform.mean(of: sample, dimensions: dimensions)
    async let measurement = VectorMeasurement(of: sample, dimensions: spooled.dimensions)
    let encoder = VectorRowEncoder(
      code: code, transform: VectorTransform(metric: metric, mean: mean))
    let file = try VectorFileWriter(temporaryPath: temporaryPath + ".codes", encoder)
    // Rows are turned into codes a part at a time, so that memory stays bounded.
    let step = max(1, threads) * Self.partCount
    for start in stride(from: 0, to: rows.count, by: step) {
      if Task.isCancelled { return }
      let end = min(start + step, rows.count)
      let parts = await encoded(Array(rows[start..<end]), spooled, encoder)
      for part in parts { try file.append(part) }
    }
    var guide: VectorGuide? = .flat
    let resolved = structure.resolved(rowCount: rows.count, code)
    if resolved != .flat {
      guide = await VectorGuide.build(resolved, try file.codedRows(), threads: threads)
    }
    guard let guide else { return }
    try file.finish(
      path: path, vectorCount: rows.count,
      try file.measured(await measurement, vectorCount: rows.count), guide)
    try spool.remove()
  }

  /// Rows that a thread turns into codes at a time.
  private static let partCount = 4_096
  /// The most vectors whose mean is taken, and the most numbers that these have.
  private static let sampleLimit = 32_768
  private static let sampledNumberLimit = 1 << 24

  /// Of so many rows, those whose mean is taken.
  private func sampleCount(of rowCount: Int) -> Int {
    min(rowCount, Self.sampleLimit, Self.sampledNumberLimit / dimensions)
  }

  /// The row of each final number.
  private func rowsByNumber(_ order: [UInt32]) -> [UInt32] {
    precondition(order.count == spool.count, "each row has a final number")
    let keptCount = order.count { $0 != .max }
    var rows = [UInt32](repeating: .max, count: keptCount)
    for (row, number) in order.enumerated() where number != .max {
      precondition(number < keptCount && rows[Int(number)] == .max, "final numbers are 0..<n, once")
      rows[Int(number)] = UInt32(row)
    }
    return rows
  }

  /// Some of the rows, evenly spread, as the metric sees them.
  private func sample(of rows: [UInt32], _ spooled: VectorSpool.Reader) -> [Float] {
    var sample: [Float] = []
    let count = sampleCount(of: rows.count)
    sample.reserveCapacity(count * dimensions)
    var vector = [Float](repeating: 0, count: dimensions)
    for index in 0..<count {
      spooled.read(Int(rows[index * rows.count / count]), into: &vector)
      let size = VectorTransform.size(vector.span, metric)
      for number in vector { sample.append(Float(Double(number) * size)) }
    }
    return sample
  }

  /// The codes of some rows, in their order.
  private func encoded(
    _ rows: [UInt32], _ spooled: VectorSpool.Reader, _ encoder: VectorRowEncoder
  ) async -> [VectorRowEncoder.Rows] {
    await withTaskGroup(of: (Int, VectorRowEncoder.Rows).self) { group in
      var count = 0
      for start in stride(from: 0, to: rows.count, by: Self.partCount) {
        let part = rows[start..<min(start + Self.partCount, rows.count)]
        let number = count
        group.addTask { (number, encoder.encode(spooled, part)) }
        count += 1
      }
      var parts = [VectorRowEncoder.Rows](repeating: VectorRowEncoder.Rows(), count: count)
      for await (number, part) in group { parts[number] = part }
      return parts
    }
  }
}
