import TestSupport
import Testing

@testable import VectorInput

@Test("rows come back as they were written, in every form and in any order")
func roundTrip() throws {
  var generator = SeededGenerator(for: "roundTrip")
  let folder = try TemporaryFolder()
  for round in 0..<20 {
    let dimensions = Int.random(in: 8...70, using: &generator)
    let rows = randomRows(Int.random(in: 1...30, using: &generator), dimensions, &generator)
    let shape = "(\(rows.count), \(dimensions))"
    let ids = rows.indices.map { "enwiki:1:2:\($0)" }
    let paths = [
      try folder.file("\(round).npy", npy("<f4", shape, singles(rows.flatMap { $0 }))),
      try folder.file(
        "\(round)d.npy", npy("<f8", shape, doubles(rows.flatMap { $0.map(Double.init) }))),
      try folder.file("\(round).FVECS", fvecs(rows)),
      try folder.file("\(round).jsonl", jsonl(rows, ids)),
    ]
    for path in paths {
      let file = try VectorFile(questions: path)
      #expect(file.dimensions == dimensions)
      #expect(try file.rows == rows)
      var vector = [Float](repeating: 0, count: dimensions)
      let row = Int.random(in: rows.indices, using: &generator)
      try file.read(row: row, into: &vector)
      #expect(vector == rows[row])
    }
  }
}

@Test("lines may be long, blank, ended by carriage returns, and the last one not ended")
func lines() throws {
  let folder = try TemporaryFolder()
  let wide = (0..<4_096).map { Float($0) + 0.25 }
  let text = jsonl([wide], ["a"]) + "\n \r\n" + jsonl([wide], ["b"]).dropLast() + "\r"
  let file = try VectorFile(questions: try folder.file("a.jsonl", text))
  #expect(try file.rows == [wide, wide])
  #expect(file.place(ofRow: 1) == .line(4))
}

@Test("a question's vector may be JSON alone: an array, or an object, over several lines")
func json() throws {
  let folder = try TemporaryFolder()
  let array = try folder.file("a.json", "[1,2,3,4,\n5,6,7,8]\n")
  #expect(try VectorFile(questions: array).rows == [eight])
  let object = try folder.file("b.json", "{\"vector\": [1,2,3,4,5,6,7,8.0]}")
  #expect(try VectorFile(questions: object).rows == [eight])
  #expect(
    refusal { _ = try PassageVectors(path: array, idsPath: nil) }.contains(".npy, .fvecs or .jsonl")
  )
}

@Test(
  "numbers that are not finite and vectors without direction are refused with their row",
  arguments: [
    (Float.nan, "nan as number 3 of 8"), (.infinity, "inf as number 3 of 8"),
    (-.infinity, "-inf as number 3 of 8"),
  ])
func badNumbers(number: Float, found: String) throws {
  let folder = try TemporaryFolder()
  var bad = eight
  bad[2] = number
  let path = try folder.file("a.fvecs", fvecs([eight, eight, bad]))
  let text = refusal { try VectorFile(questions: path).checkAll() }
  #expect(text.contains("row 3 (the first is 1)") && text.contains(found), "\(text)")
}

@Test("what is wrong with a question's vector is said of a question, not of a passage")
func questionMessages() throws {
  let folder = try TemporaryFolder()
  func text(_ name: String, _ text: String) throws -> String {
    let path = try folder.file(name, text)
    return refusal { try VectorFile(questions: path).checkAll() }
  }
  let rows = [
    try text("a.jsonl", "[1,2,3,4,5,6,7,8]\n[1,2,3,4,5,6,7,8,9]"),
    try text("b.json", "[0,0,0,0,0,0,0,0]"), try text("c.json", "7"), try text("d.txt", "7"),
  ]
  #expect(rows[0].contains("Embed every question"))
  #expect(rows[1].contains("Embed this question again"))
  #expect(rows[2].contains("the numbers alone") && !rows[2].contains("id"))
  #expect(rows[3].contains(".json for one question"))
}

@Test("a double beyond single precision, a zero vector and extreme lengths are refused")
func badLengths() throws {
  let folder = try TemporaryFolder()
  func text(_ numbers: [Double]) throws -> String {
    let path = try folder.file("a.npy", npy("<f8", "(1, 8)", doubles(numbers)))
    return refusal { try VectorFile(questions: path).checkAll() }
  }
  let zeros = [Double](repeating: 0, count: 7)
  #expect(try text([1e300] + zeros).contains("inf as number 1"))
  #expect(try text([0] + zeros).contains("zeros alone"))
  #expect(try text([1e-60] + zeros).contains("zeros alone"))
  #expect(try text([1e-20] + zeros).contains("length"))
  #expect(try text([1e20] + zeros).contains("length"))
}

@Test("a row of other dimensions is refused with its number, in every form that could have one")
func otherDimensions() throws {
  let folder = try TemporaryFolder()
  let shorter = Array(eight.dropLast()), same = eight + eight
  let rows = fvecs([same, same]) + fvecs([shorter, eight])
  let mixed = try folder.file("a.fvecs", rows)
  #expect(refusal { try VectorFile(questions: mixed).checkAll() }.contains("row 3"))
  let lines = try folder.file("a.jsonl", jsonl([eight, shorter], ["a", "b"]))
  let text = refusal { try VectorFile(questions: lines).checkAll() }
  #expect(text.contains("line 2") && text.contains("8 numbers") && text.contains("found 7"))
}

@Test(
  "lines that are no vector are refused with their number",
  arguments: [
    "{\"id\":\"a\"}", "{\"id\":\"a\",\"vector\":[1,\"2\"]}", "{\"id\":\"a\",\"vector\":3}", "7",
    "{\"id\":\"a\",\"vector\":[1,2,3,4,5,6,7,8]", "[1,2,null]", "{\"vector\":[]}",
    "{\"vector\":[1e999,2,3,4,5,6,7,8]}", "\u{0}",
  ])
func badLines(line: String) throws {
  let folder = try TemporaryFolder()
  let path = try folder.file("a.jsonl", jsonl([eight], ["a"]) + line)
  let text = refusal { try VectorFile(questions: path).checkAll() }
  #expect(text.contains("line 2"), "\(text)")
}

@Test("a name that tells no form is refused, and one that tells the wrong form is found out")
func names() throws {
  let folder = try TemporaryFolder()
  for name in ["a", "a.txt", "a.npy.gz", "npy"] {
    let path = try folder.file(name, fvecs([eight]))
    #expect(refusal { _ = try VectorFile(questions: path) }.contains(".npy, .fvecs or .jsonl"))
  }
  let wrong = try folder.file("b.npy", fvecs([eight]))
  #expect(refusal { _ = try VectorFile(questions: wrong) }.contains("NUMPY"))
  #expect(refusal { _ = try VectorFile(questions: folder("none.npy")) }.contains("cannot open"))
  #expect(refusal { _ = try VectorFile(questions: folder.path + "/.npy") }.contains("cannot open"))
}
