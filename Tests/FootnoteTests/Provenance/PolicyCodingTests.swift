import JSON
import Storage
import TestSupport
import Testing
import WikiModel

@testable import Footnote

@Suite("A policy's file")
struct PolicyCodingTests {
  private func policy(_ members: String) throws -> Policy {
    try Policy(
      parsing: Array("{\"format\":\"footnote-policy\",\"version\":1\(members)}".utf8),
      source: "policy.json")
  }

  private func refusal(_ text: String) -> String {
    do throws(FootnoteError) {
      _ = try Policy(parsing: Array(text.utf8), source: "policy.json")
      return "taken"
    } catch {
      return "\(error)"
    }
  }

  @Test("of the documentation is read, follows its schema, and is written as it was read")
  func example() throws {
    let root = SampleCorpus.root
    let document = try contents(of: "\(root)/Documentation/Policies.md")
    let text = Array(document[try #require(document.between("```json\n", "```"))])
    let policy = try Policy(parsing: text, source: "policy.json")
    #expect(policy.licenses == ["CC-BY-SA-4.0", "CC0-1.0"] && policy.namespaces == [0])
    #expect(policy.refusedTemplates == ["enwiki": ["POV", "Hoax"], "*": ["Copyvio"]])
    #expect(policy.minimumAgeDays == 3 && policy.expiredManifest == .refuse)
    #expect(policy.expiredRevocations == .warn)
    let again = try Policy(parsing: policy.json.canonical, source: "again")
    #expect(again == policy)
    let schema = SchemaValidator(
      root: try JSONValue(parsing: try contents(of: "\(root)/Documentation/policy.schema.json")))
    #expect(schema.faults(in: try JSONValue(parsing: text)).isEmpty)
    #expect(schema.faults(in: policy.json).isEmpty)
    let wrong = try JSONValue(
      parsing: """
        {"format":"footnote-policy","version":2,"refused_templates":{"En":["a"],"*":[""]},
        "as_of":"now","x":1}
        """)
    #expect(schema.faults(in: wrong).count == 5)
  }

  @Test("without conditions refuses nothing, and one without values everything")
  func empty() throws {
    #expect(try policy("") == Policy())
    #expect(try policy(",\"licenses\":[]").licenses == [])
    #expect(try policy(",\"as_of\":\"2026-01-01T00:00:00Z\"").asOf != nil)
    let written = try policy(",\"refused_templates\":{\"*\":[\"pOV_check\",\"POV check\"]}")
    #expect(written.refusedTemplates == ["*": ["POV check"]])
  }

  @Test(
    "that says something else is refused, with the place of it",
    arguments: [
      (",\"license\":[]", "\"license\": expected no member but as_of"),
      (",\"licenses\":\"x\"", "\"licenses\": expected a list, found a text"),
      (",\"licenses\":[\"a\",5]", "\"licenses[1]\": expected a text, found 5"),
      (",\"languages\":[\"\"]", "\"languages[0]\": expected a text that is not empty"),
      (",\"namespaces\":[-1]", "\"namespaces[0]\": expected a whole number from 0 to 65535"),
      (",\"namespaces\":[1.0]", "found a number with a fraction or exponent"),
      (",\"minimum_age_days\":0", "\"minimum_age_days\": expected a whole number from 1 to 36500"),
      (",\"minimum_age_days\":\"3\"", "found a text"),
      (",\"as_of\":\"yesterday\"", "\"as_of\": expected a moment such as 2026-01-31T00:00:00Z"),
      (",\"refused_templates\":[]", "\"refused_templates\": expected an object, found a list"),
      (",\"refused_templates\":{\"En\":[]}", "\"refused_templates\": expected the database names"),
      (",\"refused_templates\":{\"enwiki\":[\"#if\"]}", "\"refused_templates.enwiki[0]\""),
      (",\"expired_manifest\":\"stop\"", "\"expired_manifest\": expected warn or refuse"),
      (",\"expired_revocations\":true", "\"expired_revocations\": expected a text"),
    ])
  func wrong(members: String, message: String) {
    let text = "{\"format\":\"footnote-policy\",\"version\":1\(members)}"
    let found = refusal(text)
    #expect(found.contains(message), "\(found)")
    #expect(found.contains("policy.json"))
  }

  @Test("that is no JSON, of another format or of a later version is refused")
  func other() {
    #expect(refusal("{\n \"format\": }").contains("at line 2, column"))
    #expect(refusal("{\"format\":\"a\",\"format\":\"b\"}").contains("line 1"))
    #expect(refusal("").contains("line 1"))
    #expect(refusal("[]").contains("expected an object, found a list"))
    #expect(refusal("{}").contains("a member \"format\""))
    #expect(refusal("{\"format\":\"x\",\"version\":1}").contains("expected footnote-policy"))
    #expect(refusal("{\"format\":\"footnote-policy\"}").contains("a member \"version\""))
    #expect(
      refusal("{\"format\":\"footnote-policy\",\"version\":2}").contains("Use a newer version"))
    #expect(refusal(String(repeating: "[", count: 1 << 20 + 1)).contains("1048576 bytes"))
  }
}
