import TestSupport
import Testing
import WikiModel

@testable import VectorInput

private struct Brought {
  let folder: TemporaryFolder
  let path: String
  let ids: String

  init(_ ids: [String], count: Int? = nil, ending: String = "\n") throws {
    folder = try TemporaryFolder()
    let rows = (0..<(count ?? ids.count)).map { row in eight.map { $0 + Float(row) } }
    path = try folder.file("a.fvecs", fvecs(rows))
    self.ids = try folder.file("ids", ids.map { $0 + ending }.joined())
  }

  func open() throws -> PassageVectors { try PassageVectors(path: path, idsPath: ids) }
}

@Test("vectors in any order find their passages")
func anyOrder() throws {
  var generator = SeededGenerator(for: "anyOrder")
  for _ in 0..<20 {
    let passages = keys(Int.random(in: 1...60, using: &generator))
    let order = Array(passages.indices).shuffled(using: &generator)
    let brought = try Brought(order.map { "\(passages[$0])" })
    let rows = try brought.open().rows(of: passages)
    #expect(rows.map { order[Int($0)] } == Array(passages.indices))
  }
}

@Test("JSON Lines bring their own ids, and need no file of them")
func jsonLines() throws {
  let folder = try TemporaryFolder()
  let passages = keys(5)
  let rows = [[Float]](repeating: eight, count: 5)
  let path = try folder.file("a.jsonl", jsonl(rows, passages.reversed().map { "\($0)" }))
  let brought = try PassageVectors(path: path, idsPath: nil)
  #expect(try brought.rows(of: passages) == [4, 3, 2, 1, 0])
  let ids = try folder.file("ids", "")
  #expect(
    refusal { _ = try PassageVectors(path: path, idsPath: ids) }.contains("which has its own"))
  let nameless = try folder.file("b.jsonl", "{\"vector\":[1,2,3,4,5,6,7,8]}")
  #expect(
    refusal { _ = try PassageVectors(path: nameless, idsPath: nil) }.contains("a member id"))
}

@Test("ids may end with carriage returns, and wikis come in the order of their bytes")
func wikis() throws {
  let ids = ["zhwiki:1:1:0", "dewiki:2:1:0", "enwiki:1:1:0", "dewiki:1:1:0"]
  let brought = try Brought(ids, ending: "\r\n")
  let passages = ids.compactMap { PassageKey($0) }.sorted()
  #expect(try brought.open().rows(of: passages) == [3, 1, 2, 0])
}

@Test("an id that comes twice is refused with both places")
func duplicates() throws {
  let brought = try Brought(keys(9).map { "\($0)" } + ["enwiki:8:900:1"])
  let text = refusal { _ = try brought.open() }
  #expect(text.contains("ids, line 10") && text.contains("enwiki:8:900:1"))
  #expect(text.contains("first in line 5"))
}

@Test(
  "what is no key is refused with its line",
  arguments: ["", "12", "enwiki:1:2", "enwiki:1:2:x", "enwiki:01:2:3", "enwiki:+1:2:3", ":1:2:3"])
func badKeys(id: String) throws {
  let brought = try Brought(["enwiki:1:2:0", id])
  let text = refusal { _ = try brought.open() }
  #expect(text.contains("line 2") && text.contains("wiki:page:revision:ordinal"))
}

@Test("too few and too many ids are refused with both counts")
func counts() throws {
  let ids = keys(4).map { "\($0)" }
  let few = refusal { _ = try Brought(ids, count: 5).open() }
  #expect(few.contains("expected 5 keys") && few.contains("found 4"))
  let many = refusal { _ = try Brought(ids, count: 3).open() }
  #expect(many.contains("line 4") && many.contains("expected 3 keys"))
  let brought = try Brought(ids)
  #expect(
    refusal { _ = try PassageVectors(path: brought.path, idsPath: nil) }.contains("--vector-ids"))
}

@Test("a passage without a vector and a vector without a passage are refused, all counted")
func matching() throws {
  let passages = keys(10)
  let brought = try Brought(passages.map { "\($0)" })
  let vectors = try brought.open()
  let surplus = refusal { _ = try vectors.rows(of: passages.dropLast(2)) }
  #expect(surplus.contains("line 9") && surplus.contains("found enwiki:9:900:2"))
  #expect(surplus.contains("0 of 8 passages have no vector, 2 of 10 vectors no passage"))
  let more = keys(13)
  let missing = refusal { _ = try vectors.rows(of: more) }
  #expect(missing.contains("none for enwiki:10:900:1"))
  #expect(missing.contains("3 of 13 passages have no vector, 0 of 10"))
}
