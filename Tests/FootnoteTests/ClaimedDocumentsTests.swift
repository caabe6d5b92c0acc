import Storage
import TestSupport
import Testing

@testable import Footnote

@Suite("Files that claim more documents than there are")
struct ClaimedDocumentsTests {
  /// The small index's postings, with other counts and checksums that are right.
  private static func postings(
    claiming count: UInt32, _ original: [UInt8], in folder: TemporaryFolder
  ) throws -> [UInt8] {
    let path = try folder.file("postings", original)
    let kind = SectionFile.Tag("POST")
    let file = try SectionFileReader(path: path, kind: kind, versions: 1...1)
    let writer = try SectionFileWriter(path: folder("claiming"), kind: kind, version: 1)
    for name: StaticString in ["LIST", "TERM", "GRPF", "GRPO", "HEAD"] {
      let tag = SectionFile.Tag(name)
      var bytes = Array(original[try file.range(of: tag)])
      if "\(name)" == "HEAD" {
        let number = (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
        bytes.replaceSubrange(0..<4, with: number)
      }
      try writer.beginSection(tag)
      try writer.append(bytes)
    }
    try writer.finish()
    return try contents(of: folder("claiming"))
  }

  @Test(
    "postings of 2^31 documents are refused where the passages are fewer",
    arguments: [27, 1 << 31])
  func postings(count: UInt32) async throws {
    let sample = try await SmallIndex.shared()
    let folder = try TemporaryFolder()
    var files = sample.files
    files[SmallIndex.postings] = try Self.postings(
      claiming: count, files[SmallIndex.postings] ?? [], in: folder)
    let error = try #require(try refusal(of: files))
    guard case .storage(.corrupt(_, _, let expected, let found)) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(expected == "\(sample.answers.count) documents" && found == "\(count) documents")
  }
}
