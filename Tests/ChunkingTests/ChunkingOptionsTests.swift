import Testing

@testable import Chunking

@Suite struct ChunkingOptionsTests {
  @Test("The defaults are 550, 1,200 and no overlap, and are valid")
  func defaults() throws {
    let options = ChunkingOptions()
    #expect(options == (try ChunkingOptions(target: 550, limit: 1_200, overlap: 0)))
    #expect(options.canonicalDescription == "passages/1 target=550 limit=1200 overlap=0")
  }

  @Test("Other lengths give another identity")
  func identity() throws {
    let descriptions = Set([
      ChunkingOptions().canonicalDescription,
      try ChunkingOptions(target: 551).canonicalDescription,
      try ChunkingOptions(limit: 1_201).canonicalDescription,
      try ChunkingOptions(overlap: 1).canonicalDescription,
    ])
    #expect(descriptions.count == 4)
  }

  @Test("Lengths outside their limits are refused with what was expected and found")
  func refused() {
    #expect(throws: ChunkingError.targetOutOfRange(expected: 40...100_000, found: 39)) {
      try ChunkingOptions(target: 39)
    }
    #expect(throws: ChunkingError.limitOutOfRange(expected: 550...8_800, found: 549)) {
      try ChunkingOptions(limit: 549)
    }
    #expect(throws: ChunkingError.limitOutOfRange(expected: 550...8_800, found: 8_801)) {
      try ChunkingOptions(limit: 8_801)
    }
    #expect(throws: ChunkingError.overlapOutOfRange(expected: 0...550, found: -1)) {
      try ChunkingOptions(overlap: -1)
    }
    let message = ChunkingError.limitOutOfRange(expected: 550...8_800, found: 9).description
    #expect(message.contains("550 to 8800") && message.contains("is 9 characters"))
  }
}
