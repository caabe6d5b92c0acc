import Storage
import TestSupport
import Testing

@testable import VectorInput

@Test("a file that ends at any byte is refused or read without the end, and never traps")
func truncation() throws {
  var generator = SeededGenerator(for: "truncation")
  let folder = try TemporaryFolder()
  let rows = randomRows(4, 9, &generator)
  let files: [(name: String, bytes: [UInt8])] = [
    ("a.npy", npy("<f4", "(4, 9)", singles(rows.flatMap { $0 }))),
    ("b.npy", npy("<f4", "(4, 9)", version: 2, singles(rows.flatMap { $0 }))),
    ("a.fvecs", fvecs(rows)),
    ("a.jsonl", Array(jsonl(rows, ["a", "b", "c", "d"]).utf8)),
  ]
  for file in files {
    for count in 0..<file.bytes.count {
      let path = try folder.file(file.name, Array(file.bytes[..<count]))
      do {
        let found = try VectorFile(questions: path).rows
        #expect(found == Array(rows[..<found.count]) && !file.name.hasSuffix(".npy"))
      } catch is VectorInputError {
        continue
      }
    }
  }
}

@Test("a file with changed bytes is refused or read as other numbers, and never traps")
func changedBytes() throws {
  var generator = SeededGenerator(for: "changedBytes")
  let folder = try TemporaryFolder()
  let rows = randomRows(3, 8, &generator)
  let files: [(name: String, bytes: [UInt8])] = [
    ("a.npy", npy("<f2", "(3, 8)", generator.bytes(48))),
    ("a.fvecs", fvecs(rows)),
    ("a.jsonl", Array(jsonl(rows, ["a", "b", "c"]).utf8)),
  ]
  for _ in 0..<600 {
    var (name, bytes) = files.randomElement(using: &generator) ?? ("", [])
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let place = Int.random(in: bytes.indices, using: &generator)
      bytes[place] = UInt8.random(in: 0...255, using: &generator)
    }
    let path = try folder.file(name, bytes)
    do {
      for row in try VectorFile(questions: path).rows { #expect(!row.contains { !$0.isFinite }) }
    } catch is VectorInputError {
      continue
    }
  }
}

@Test("a file that shrinks after it was opened is an error, not a crash")
func shrinking() throws {
  let folder = try TemporaryFolder()
  let path = try folder.file("a.npy", npy("<f4", "(1, 8)", singles(eight)))
  let file = try RandomAccessFile(path: path)
  var bytes = [UInt8](repeating: 0, count: file.byteCount + 1)
  #expect(throws: StorageError.self) { try file.read(into: &bytes, at: 0) }
}
