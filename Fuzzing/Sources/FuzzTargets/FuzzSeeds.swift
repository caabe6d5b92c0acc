import Storage
import TestSupport
import VectorIndex

extension FuzzWorkplace {
  /// Writes the index's files and documents about it as seeds, each into its target's folder.
  func writeSeeds(to folder: String) async throws {
    let segment = "segment-000001"
    try put(try indexFile("manifest-000002.json"), "\(folder)/manifest/tiny")
    try put(try indexFile(Self.logName), "\(folder)/log/tiny")
    try put(try indexFile(Self.changesName), "\(folder)/changes/tiny")
    try put(try indexFile("\(segment)/postings"), "\(folder)/postings/tiny")
    try put(try indexFile("\(segment)/words"), "\(folder)/words/tiny")
    let plain = vacant("plain")
    try plainBlocks(file("packed", try indexFile("\(segment)/passages")), to: plain)
    try put(try contents(of: plain), "\(folder)/passages/tiny")
    for code in VectorCode.allCases {
      for metric in VectorMetric.allCases {
        let name = "\(code.rawValue)-\(metric)"
        try put(try await vectors(code, metric), "\(folder)/vectors/\(name)")
      }
    }
    try writeDocumentSeeds(to: folder)
  }

  func put(_ bytes: [UInt8], _ path: String) throws {
    try? Folder.removeFile(path)
    try OutputFile(creating: path).append(bytes)
  }

  private func vectors(_ code: VectorCode, _ metric: VectorMetric) async throws -> [UInt8] {
    let dimensions = 6
    let writer = try VectorIndexWriter(
      temporaryPath: vacant("spool"), dimensions: dimensions, metric: metric, code: code)
    for row in 0..<7 {
      let vector = (0..<dimensions).map { Float((row * 7 + $0 * 3) % 11) - 5 }
      try writer.append(vector.span)
    }
    let path = vacant("vectors")
    try await writer.finish(path: path)
    return try contents(of: path)
  }
}
