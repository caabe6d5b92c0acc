import Numerics
import Storage
import TestSupport
import Testing
import VectorIndex

@Suite("A damaged index of vectors")
struct DamageTests {
  private static let count = 40
  private static let dimensions = 10

  private func sample(_ code: VectorCode, _ folder: TemporaryFolder) async throws -> [UInt8] {
    var generator = SeededGenerator()
    let vectors = VectorSet.clustered(
      Self.count, dimensions: Self.dimensions, using: &generator)
    try await vectors.write(to: folder("whole"), .squaredDistance, code: code)
    return try contents(of: folder("whole"))
  }

  /// Opens, searches and verifies a file; says whether anything was found wrong.
  private func isRefused(_ path: String) -> Bool {
    guard let index = try? VectorIndexReader(path: path) else { return true }
    let query = [Float](repeating: 0.5, count: Self.dimensions)
    var isRefused = false
    for recall in [0.9, 1] {
      for allowed in [nil, DocumentRanges(RangeSet([3..<9, 20..<UInt32(Self.count)]))] {
        guard let found = try? index.search(query.span, k: 30, recall: recall, among: allowed)
        else {
          isRefused = true
          continue
        }
        #expect(found.allSatisfy { $0.document < Self.count })
        #expect(found.count <= 30)
      }
    }
    if (try? index.verify()) == nil { isRefused = true }
    return isRefused
  }

  @Test("is refused wherever it is cut short", arguments: [VectorCode.bits1, .float32])
  func refusesTruncation(_ code: VectorCode) async throws {
    let folder = try TemporaryFolder()
    let bytes = try await sample(code, folder)
    #expect(!isRefused(folder("whole")))
    for count in 0..<bytes.count {
      let path = try folder.file("cut", Array(bytes[..<count]))
      #expect(throws: StorageError.self, "\(count) bytes") { try VectorIndexReader(path: path) }
    }
  }

  @Test("is refused, or searched within its bounds, whichever byte is flipped")
  func refusesFlips() async throws {
    var generator = SeededGenerator()
    let folder = try TemporaryFolder()
    for code in VectorCode.allCases {
      let bytes = try await sample(code, folder)
      for offset in stride(from: Int.random(in: 0..<3, using: &generator), to: bytes.count, by: 3) {
        var damaged = bytes
        damaged[offset] ^= 1 << UInt8(offset % 8)
        let path = try folder.file("flipped", damaged)
        #expect(isRefused(path), "byte \(offset) of code \(code.rawValue)")
      }
      try Folder.removeFile(folder("whole"))
    }
  }

  @Test("whose checksums were made anew is searched within its bounds")
  func staysInBounds() async throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator()
    for code in VectorCode.allCases {
      let bytes = try await sample(code, folder)
      for _ in 0..<100 {
        let path = folder("forged")
        try forge(bytes, to: path, &generator)
        _ = isRefused(path)
        try Folder.removeFile(path)
      }
      try Folder.removeFile(folder("whole"))
    }
  }

  /// Writes the file's sections with some bytes changed, and checksums that fit.
  private func forge(
    _ bytes: [UInt8], to path: String, _ generator: inout SeededGenerator
  ) throws {
    func number(_ offset: Int, _ count: Int) -> Int {
      (0..<count).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
    let writer = try SectionFileWriter(path: path, kind: VectorFormat.kind, version: 1)
    let table = number(24, 8)
    let victim = Int.random(in: 0..<number(32, 4), using: &generator)
    for index in 0..<number(32, 4) {
      let entry = table + 24 * index
      let start = number(entry + 8, 8)
      var section = Array(bytes[start..<start + number(entry + 16, 8)])
      if index == victim, !section.isEmpty {
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          let place = Int.random(in: section.indices, using: &generator)
          section[place] = UInt8.random(in: 0...255, using: &generator)
        }
        if Bool.random(using: &generator) { section.removeLast() }
      }
      try writer.beginSection(SectionFile.Tag(rawValue: UInt32(number(entry, 4))))
      try writer.append(section)
    }
    try writer.finish()
  }

  @Test("gives an error, and no answer, where scores are beyond all that vectors can have")
  func refusesEndlessScores() async throws {
    var generator = SeededGenerator()
    let folder = try TemporaryFolder()
    // So many that opening does not read them all.
    let vectors = VectorSet.clustered(20_000, dimensions: 16, using: &generator)
    try await vectors.write(to: folder("whole"), .cosine, structure: .flat)
    var bytes = try contents(of: folder("whole"))
    let factors = try SectionFileReader(
      path: folder("whole"), kind: VectorFormat.kind, versions: 1...1
    ).range(of: SectionFile.Tag("FACT"))
    let great = Float.greatestFiniteMagnitude.bitPattern
    for row in 0..<1_000 {
      for byte in 0..<4 {
        bytes[factors.lowerBound + 4 * row + byte] = UInt8(great >> (8 * UInt32(byte)) & 255)
      }
    }
    let index = try VectorIndexReader(path: try folder.file("damaged", bytes))
    #expect(throws: StorageError.self) {
      try index.search(vectors[0].span, k: 10, recall: 1)
    }
    await #expect(throws: StorageError.self) {
      try await index.search(batch: vectors[0] + vectors[1], k: 10, recall: 1)
    }
    #expect(throws: StorageError.self) { try index.verify() }
  }

  @Test("is found by its wrong codes where its checksums fit")
  func verifiesCodes() async throws {
    let folder = try TemporaryFolder()
    let bytes = try await sample(.bits8, folder)
    // The first section is that of signs, whose slots end with zeros.
    var damaged = bytes
    damaged[64 + 15] = 1
    let path = try folder.file("zeros", damaged)
    let index = try VectorIndexReader(path: path)
    #expect(throws: StorageError.self) { try index.verify() }
  }
}
