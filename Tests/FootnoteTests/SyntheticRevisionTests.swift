import TestSupport
import Testing

@testable import Footnote

/// What a search finds in an index of one article whose revision number was made up.
private func syntheticPassage() async throws -> AttributedPassage {
  let folder = try TemporaryFolder()
  let article = plainArticle(
    12, "The lantern of the invented tower turns once a minute.", title: "Invented tower",
    revision: 9_000_000_012, isSynthetic: true)
  _ = try await IndexBuilder().build(articles: [article], output: folder("synthetic"))
  return try #require(try Index(path: folder("synthetic")).search("invented lantern").first)
}

@Test("A revision number that the source made up gives no permalink, and is never cited")
func syntheticRevision() async throws {
  let passage = try await syntheticPassage()
  let attribution = passage.attribution
  #expect(attribution.revisionIsSynthetic)
  #expect(attribution.permalink == nil)
  #expect(!attribution.credit.contains("9000000012"))
  #expect(!attribution.credit.contains("revision"))
  for format in [PassageFormat.text, .markdown, .html] {
    let rendered = passage.rendered(as: format)
    #expect(!rendered.contains("9000000012"), "\(format)")
    #expect(!rendered.contains("oldid"), "\(format)")
    #expect(rendered.contains("the source does not tell the revision"), "\(format)")
    #expect(rendered.contains(attribution.url), "\(format)")
  }
}

@Test("The packet says that a made-up number is one, beside an absent permalink")
func syntheticPacket() async throws {
  let passage = try await syntheticPassage()
  let rendered = passage.rendered(as: .json)
  #expect(rendered.contains("\"is_synthetic\":true"))
  #expect(rendered.contains("\"permalink\":null"))
  #expect(!rendered.contains("oldid"))
  let schema = try PacketSchema.load()
  #expect(try schema.faults(in: Array(rendered.utf8)) == [])
}
