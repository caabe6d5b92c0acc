import Numerics
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

  /// The rows so far as graphs and lists are made of them; the code has signs and bytes.
  func codedRows() throws(StorageError) -> CodedRows {
    CodedRows(
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
    try write(to: path, vectorCount: vectorCount, measurement, .flat, isDurable: false)
    var measurement = measurement
    measurement.deviations = try VectorIndexReader(path: path).measuredDeviations()
    return measurement
  }

  /// Writes the file, durably, and forgets the rows.
  func finish(
    path: String, vectorCount: Int, _ measurement: VectorMeasurement, _ guide: VectorGuide
  ) throws(StorageError) {
    try write(to: path, vectorCount: vectorCount, measurement, guide, isDurable: true)
    for aside in putAside { try Folder.removeFile(aside.path) }
    putAside = []
  }

  private func write(
    to path: String, vectorCount: Int, _ measurement: VectorMeasurement, _ guide: VectorGuide,
    isDurable: Bool
  ) throws(StorageError) {
    let file = try SectionFileWriter(
      path: path, kind: VectorFormat.kind,
      version: guide.version)
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
    switch guide {
    case .flat: break
    case .graph(let graph): try write(graph, to: file)
    case .lists(let lists, let rows): try write(lists, of: rows, to: file)
    }
    try file.beginSection(VectorFormat.head)
    try file.append(head(vectorCount: vectorCount, guide))
    try file.finish(isDurable: isDurable)
  }

  private func write(
    _ graph: GraphLevels, to file: SectionFileWriter
  ) throws(StorageError) {
    try file.beginSection(VectorFormat.links)
    for links in graph.links { try file.append(integers: links) }
    try file.beginSection(VectorFormat.levelRows)
    for rows in graph.rows { try file.append(integers: rows) }
    try file.beginSection(VectorFormat.tuning)
    for step in graph.tuning.steps { try file.append(integers: step.numbers) }
  }

  private func write(
    _ lists: VectorLists, of rows: CodedRows, to file: SectionFileWriter
  ) throws(StorageError) {
    try file.beginSection(VectorFormat.centres)
    try file.append(lists.centres.codes)
    try file.beginSection(VectorFormat.centreFactors)
    try file.append(integers: lists.centres.factors.map(\.bitPattern))
    try file.beginSection(VectorFormat.centreBiases)
    if !biases.isEmpty {
      try file.append(integers: lists.centres.halfSquares.map(\.bitPattern))
    }
    try file.beginSection(VectorFormat.listEnds)
    try file.append(integers: lists.ends)
    try file.beginSection(VectorFormat.listRows)
    try file.append(integers: lists.rows)
    try file.beginSection(VectorFormat.listSigns)
    for start in stride(from: 0, to: lists.rows.count, by: VectorKernels.tileRowCount) {
      let end = min(start + VectorKernels.tileRowCount, lists.rows.count)
      try file.append(rows.tileOfSigns(lists.rows[start..<end]))
    }
    try file.beginSection(VectorFormat.listFactors)
    try file.append(integers: lists.rows.map { rows.signFactor(of: $0).bitPattern })
    try file.beginSection(VectorFormat.listBiases)
    if !biases.isEmpty {
      try file.append(integers: lists.rows.map { biases[Int($0)].bitPattern })
    }
    try file.beginSection(VectorFormat.tuning)
    for step in lists.tuning.steps { try file.append(integers: step.numbers) }
  }

  private func copy(_ aside: OutputFile, to file: SectionFileWriter) throws(StorageError) {
    for offset in stride(from: 0, to: aside.byteCount, by: 1 << 20) {
      var piece = [UInt8](repeating: 0, count: min(1 << 20, aside.byteCount - offset))
      try aside.read(into: &piece, at: offset)
      try file.append(piece)
    }
  }

  private func head(vectorCount: Int, _ guide: VectorGuide) -> [UInt8] {
    var head: [UInt8] = []
    head.append(integer: UInt64(vectorCount))
    head.append(integer: UInt32(encoder.transform.dimensions))
    head.append(integer: UInt32(encoder.transform.metric.rawValue))
    head.append(integer: encoder.code.rawValue)
    head.append(integer: UInt32(guide.degree))
    head.append(integer: UInt32(guide.listCount))
    head += [UInt8](repeating: 0, count: VectorFormat.headByteCount - head.count)
    return head
  }
}
