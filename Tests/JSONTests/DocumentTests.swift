import JSON
import Testing

@Suite struct DocumentTests {
  private func document(_ text: String) throws -> JSONDocument {
    let bytes = Array(text.utf8)
    return try unsafe JSONDocument(parsing: bytes.span.bytes)
  }

  @Test("Members are read by name, each as its own kind")
  func members() throws {
    let document = try document(
      #"{"text": "naïve\n", "id": 12, "ok": false, "real": 1.5, "none": null, "list": []}"#)
    #expect(document.kind == .object)
    #expect(document.utf8("text") == Array("naïve\n".utf8))
    #expect(document.string("text") == "naïve\n")
    #expect(document.integer("id") == 12)
    #expect(document.bool("ok") == false)
    #expect(document.kind(of: "real") == .real)
    #expect(document.kind(of: "none") == .null)
    #expect(document.kind(of: "list") == .array)
  }

  @Test("An array of numbers is read at once, and one with anything else is none")
  func numbers() throws {
    let document = try document(
      #"{"list": [1, -2.5, 1e3], "empty": [], "mixed": [1, "2"], "nested": [[1]], "no": 1}"#)
    #expect(document.numbers("list") == [1, -2.5, 1_000])
    #expect(document.numbers("empty") == [])
    for name: JSONPath in ["mixed", "nested", "no", "none"] {
      #expect(document.numbers(name) == nil)
    }
    #expect(document.numbers == nil)
    let array = try self.document("[0.5, 2]")
    #expect(array.numbers == [0.5, 2])
  }

  @Test("A member of another kind, or none, is nil")
  func mismatches() throws {
    let document = try document(#"{"text": "12", "id": 1.5, "ok": 1}"#)
    #expect(document.integer("text") == nil)
    #expect(document.integer("id") == nil)
    #expect(document.bool("ok") == nil)
    #expect(document.string("id") == nil)
    #expect(document.kind(of: "other") == nil)
  }

  @Test("A path with dots leads into objects, and to nothing where one of them is something else")
  func paths() throws {
    let document = try document(
      #"{"event": {"type": "delete", "at": {"offset": 17}}, "a.b": 1, "list": [{"x": [1, null]}]}"#)
    #expect(document.string("event.type") == "delete")
    #expect(document.integer("event.at.offset") == 17)
    #expect(document.kind(of: "event.at") == .object)
    for path: JSONPath in ["event.type.x", "event.none", "none.type", "a.b", "list.x", "", "."] {
      #expect(document.kind(of: path) == nil, "\(path)")
    }
    #expect(document.value("list") == [["x": [1, nil]]])
    #expect(document.value("event.at") == ["offset": 17])
    #expect(document.value("event.none") == nil)
    #expect(JSONPath("a.b.c").parents == ["a", "a.b"])
    #expect(JSONPath("a").parents.isEmpty)
  }

  @Test("A text that is not an object has a kind and no members")
  func roots() throws {
    let list = try document("[1]")
    #expect(list.kind == .array)
    #expect(list.string("a") == nil)
    #expect(try document("null").kind == .null)
  }
}
