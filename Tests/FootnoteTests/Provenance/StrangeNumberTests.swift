import JSON
import Storage
import TestSupport
import Testing

@testable import Footnote
@testable import Provenance

@Suite("Numbers that have no canonical form")
struct StrangeNumberTests {
  private static let number = JSONValue.integer(.max)

  private static func receipt() async throws -> (Receipt, AttributedPassage) {
    let index = try Index(path: try await SignedSample.shared.value.path)
    let passage = try #require(try index.passages(at: 0..<1).first)
    return (try index.receipt(for: [passage]), passage)
  }

  @Test("a receipt with one in a packet is refused before anything is made of it")
  func receipts() async throws {
    let value = try JSONValue(parsing: try await Self.receipt().0.encoded)
    let entry = try #require(value["passages"]?.array?.first)
    for member in ["packet.page", "packet.bytes", "packet.another"] {
      let strange = value.setting("passages", [entry.setting(member, Self.number)])
      let error = #expect(throws: ProvenanceError.self) {
        try Receipt(decoding: try strange.compactBytes())
      }
      #expect(error?.kind == "malformed", "\(member)")
    }
  }

  @Test("an answer with one in the place of a fact is told to differ from its receipt")
  func answers() async throws {
    let (receipt, passage) = try await Self.receipt()
    let packet = try JSONValue(parsing: Array(passage.rendered(as: .json).utf8))
    for identifier in [Self.number, .string("CC0-1.0")] {
      let altered = packet.setting("attribution.license", [["identifier": identifier]])
      let answer: JSONValue = ["passages": [altered]]
      let error = #expect(throws: ProvenanceError.self) {
        try receipt.compare(answer: try answer.compactBytes(), source: "the answer")
      }
      #expect(error?.kind == "mismatch")
    }
  }
}
