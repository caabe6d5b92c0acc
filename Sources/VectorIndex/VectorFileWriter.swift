import Storage

/// Writes the sections of an index file from rows' codes that come part by part.
///
/// The planes are put aside until all rows are there.
final class VectorFileWriter {
  private let encoder: VectorRowEncoder
  private let temporaryPath: String
  private var factors: [Float] = []
  private var biases: [Float] = []
  /// Of each plane the bytes put aside.
  private var putAside: [OutputFile] = []

  init(temporaryPath: String, _ encoder: VectorRowEncoder) throws(StorageError) {
    self.encoder = encoder
    self.temporaryPath = temporaryPath
    for index in encoder.code.planes.indices {
      putAside.append(try OutputFile(creating: "\(temporaryPath)-\(index)"))
    }
  }

  deinit {
    // Files that cannot be removed lie in a folder that is not published.
    for file in putAside { try? Folder.removeFile(file.path) }
  }

  func append(_ rows: VectorRowEncoder.Rows) throws(StorageError) {
    factors += rows.factors
    biases += rows.biases
    for (file, plane) in zip(putAside, rows.planes) { try file.append(plane) }
  }

  /// The rows so far as a graph sees them; the code has signs and bytes.
  func graphRows() throws(StorageError) -> GraphRows {
    GraphRows(
      signs: try MappedFile(path: putAside[0].path), bytes: try MappedFile(path: putAside[1].path),
      layout: encoder.layout, factors: factors, biases: biases)
  }

  /// What searches of the rows so far tell; nothing is left of the file that is written for it.
  func measured(
    _ measurement: VectorMeasurement, vectorCount: Int
  ) throws(StorageError) -> VectorMeasurement {
    guard encoder.code.finest == .bytes else { return measurement }
    let path = temporaryPath + "-draft"
    defer { try? Folder.removeFile(path) }
    try write(to: path, vectorCount: vectorCount, measurement, nil, isDurable: false)
    var measurement = measurement
    measurement.deviations = try VectorIndexReader(path: path).measuredDeviations()
    return measurement
  }

  /// Writes the file, durably, and forgets the rows.
  func finish(
    path: String, vectorCount: Int, _ measurement: VectorMeasurement, _ graph: GraphLevels?
  ) throws(StorageError) {
    try write(to: path, vectorCount: vectorCount, measurement, graph, isDurable: true)
    for aside in putAside { try Folder.removeFile(aside.path) }
    putAside = []
  }

  private func write(
    to path: String, vectorCount: Int, _ measurement: VectorMeasurement, _ graph: GraphLevels?,
    isDurable: Bool
  ) throws(StorageError) {
    let file = try SectionFileWriter(
      path: path, kind: VectorFormat.kind,
      version: graph == nil ? VectorFormat.version : VectorFormat.reachVersion)
    for (plane, aside) in zip(encoder.code.planes, putAside) {
      try file.beginSection(plane.tag)
      try copy(aside, to: file)
    }
    try file.beginSection(VectorFormat.factors)
    try file.append(integers: factors.map(\.bitPattern))
    try file.beginSection(VectorFormat.biases)
    try file.append(integers: biases.map(\.bitPattern))
    try file.beginSection(VectorFormat.mean)
    try file.append(integers: encoder.transform.mean.map(\.bitPattern))
    try file.beginSection(VectorFormat.measurement)
    try file.append(measurement.bytes)
    if let graph {
      try file.beginSection(VectorFormat.links)
      for links in graph.links { try file.append(integers: links) }
      try file.beginSection(VectorFormat.levelRows)
      for rows in graph.rows { try file.append(integers: rows) }
      try file.beginSection(VectorFormat.tuning)
      for step in graph.tuning.steps { try file.append(integers: step.numbers) }
    }
    try file.beginSection(VectorFormat.head)
    try file.append(head(vectorCount: vectorCount, degree: graph?.shape.degree ?? 0))
    try file.finish(isDurable: isDurable)
  }

  private func copy(_ aside: OutputFile, to file: SectionFileWriter) throws(StorageError) {
    for offset in stride(from: 0, to: aside.byteCount, by: 1 << 20) {
      var piece = [UInt8](repeating: 0, count: min(1 << 20, aside.byteCount - offset))
      try aside.read(into: &piece, at: offset)
      try file.append(piece)
    }
  }

  private func head(vectorCount: Int, degree: Int) -> [UInt8] {
    var head: [UInt8] = []
    head.append(integer: UInt64(vectorCount))
    head.append(integer: UInt32(encoder.transform.dimensions))
    head.append(integer: UInt32(encoder.transform.metric.rawValue))
    head.append(integer: encoder.code.rawValue)
    head.append(integer: UInt32(degree))
    head += [UInt8](repeating: 0, count: VectorFormat.headByteCount - head.count)
    return head
  }
}
