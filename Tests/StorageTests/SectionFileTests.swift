import TestSupport
import Storage
import Testing

private let kind = SectionFile.Tag("TEST")

/// Names of sections: SAAA, SAAB, SAAC and so on.
private func tag(_ index: Int) -> SectionFile.Tag {
  let letters = [0x53, 0x41 + index / 676, 0x41 + index / 26 % 26, 0x41 + index % 26]
  return SectionFile.Tag(
    rawValue: letters.reversed().reduce(0) { $0 << 8 | UInt32($1) })
}

/// Writes sections in pieces of random lengths, reads the file back, and compares.
private func roundTrip(
  _ sections: [[UInt8]], _ generator: inout SeededGenerator
) throws {
  let folder = try TemporaryFolder()
  let path = folder("sections")
  let writer = try SectionFileWriter(path: path, kind: kind, version: 1)
  for (index, section) in sections.enumerated() {
    try writer.beginSection(tag(index))
    var rest = section[...]
    while !rest.isEmpty {
      let count = Int.random(in: 1...rest.count, using: &generator)
      try writer.append(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
      #expect(writer.sectionByteCount == section.count - rest.count)
    }
  }
  try writer.finish()
  let reader = try SectionFileReader(path: path, kind: kind, versions: 1...1)
  try reader.verify()
  var end = 64
  for (index, section) in sections.enumerated() {
    let range = try reader.range(of: tag(index))
    #expect(range.lowerBound % 64 == 0)
    #expect(range.lowerBound >= end && range.lowerBound - end < 64)
    #expect(reader.bytes(range).array == section)
    end = range.upperBound
  }
}

@Test("A section file gives back the sections that were written, in any number and of any size")
func randomSections() throws {
  var generator = SeededGenerator()
  try roundTrip([], &generator)
  for _ in 0..<30 {
    var sections: [[UInt8]] = []
    for _ in 0..<Int.random(in: 1...12, using: &generator) {
      let limit = [0, 1, 63, 64, 65, 5_000].randomElement(using: &generator) ?? 0
      sections.append(generator.bytes(Int.random(in: 0...limit, using: &generator)))
    }
    try roundTrip(sections, &generator)
  }
  try roundTrip((0..<256).map { [UInt8](repeating: 1, count: $0 % 3) }, &generator)
}

@Test("Sections of exactly one block, of one byte less or more, and of several blocks survive")
func blockSizes() throws {
  var generator = SeededGenerator()
  let block = 1 << 20
  let sizes = [block, 0, block - 1, block + 1, 3 * block, 2 * block + 77]
  try roundTrip(sizes.map { generator.bytes($0) }, &generator)
}

@Test("The same sections give the same bytes, however they were cut into pieces")
func deterministicBytes() throws {
  var generator = SeededGenerator()
  let folder = try TemporaryFolder()
  let section = generator.bytes(10_000)
  let whole = try SectionFileWriter(path: folder("whole"), kind: kind, version: 1)
  try whole.beginSection(tag(0))
  try whole.append(section)
  try whole.finish()
  let pieces = try SectionFileWriter(path: folder("pieces"), kind: kind, version: 1)
  try pieces.beginSection(tag(0))
  for byte in section { try pieces.append([byte]) }
  try pieces.finish()
  #expect(try contents(of: folder("whole")) == contents(of: folder("pieces")))
}

@Test("The layout is the documented one, byte by byte")
func documentedLayout() throws {
  let folder = try TemporaryFolder()
  let writer = try SectionFileWriter(path: folder("file"), kind: kind, version: 7)
  try writer.beginSection(SectionFile.Tag("AAAA"))
  let content: [UInt8] = [1, 2, 3]
  try writer.append(content)
  try writer.finish()
  var table = Array("AAAA".utf8) + [0, 0, 0, 0]
  table += [64, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]
  table.append(integer: checksum(content.rawBytes))
  var header = Array("FOOTNOTETEST".utf8) + [7, 0, 0, 0]
  header += [160, 0, 0, 0, 0, 0, 0, 0, 128, 0, 0, 0, 0, 0, 0, 0]
  header += [1, 0, 0, 0, 0, 0, 0, 0]
  header.append(integer: checksum(table.rawBytes))
  header += [0, 0, 0, 0, 0, 0, 0, 0]
  header.append(integer: checksum(header.rawBytes))
  let padding = [UInt8](repeating: 0, count: 61)
  #expect(try contents(of: folder("file")) == header + content + padding + table)
}

@Test("A section that the file does not have, or not in whole elements, is an error")
func missingSection() throws {
  let folder = try TemporaryFolder()
  let writer = try SectionFileWriter(path: folder("file"), kind: kind, version: 1)
  try writer.beginSection(SectionFile.Tag("AAAA"))
  try writer.append(integers: [UInt32(1), 2, 3])
  try writer.finish()
  let reader = try SectionFileReader(path: folder("file"), kind: kind, versions: 1...1)
  #expect(
    throws: StorageError.corrupt(
      path: folder("file"), offset: 128, expected: "a section BBBB", found: "none")
  ) { try reader.range(of: SectionFile.Tag("BBBB")) }
  #expect(try reader.range(of: SectionFile.Tag("AAAA"), elementByteCount: 4) == 64..<76)
  #expect(
    throws: StorageError.corrupt(
      path: folder("file"), offset: 64, expected: "section AAAA in whole elements of 8 bytes",
      found: "12 bytes")
  ) { try reader.range(of: SectionFile.Tag("AAAA"), elementByteCount: 8) }
}

@Test("A tag prints its letters, or its bytes where they are not printable")
func tagDescription() {
  #expect(SectionFile.Tag("PASS").description == "PASS")
  #expect(SectionFile.Tag(rawValue: 0xFF00_4141).description == "414100ff")
}
