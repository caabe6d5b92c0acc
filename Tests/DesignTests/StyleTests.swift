import Testing

private func allFiles() throws -> [SourceTree.File] {
  try ["Sources", "Tests", "Benchmarks", "Fuzzing"].flatMap { try SourceTree.files(in: $0) }
}

@Test("No file of code has more than 500 lines")
func fileLength() throws {
  for file in try allFiles() {
    let count = file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
    #expect(count <= 500, "\(file.path) has \(count) lines")
  }
}

@Test("No line of code has more than 100 columns, but for addresses in comments")
func lineLength() throws {
  for file in try allFiles() {
    for (index, line) in file.lines.enumerated() where line.utf8.count > 100 {
      let isAddress =
        line.contains("://") && line.drop(while: \.isWhitespace).hasPrefix("//")
      #expect(line.count <= 100 || isAddress, "\(file.path):\(index + 1)")
    }
  }
}

@Test("Nothing is left for later in a comment")
func nothingLeftForLater() throws {
  // Put together here, so that this file does not hold them.
  let marks: Set<Substring> = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "XX" + "X"]
  for file in try allFiles() {
    for (index, line) in file.lines.enumerated() {
      let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
      #expect(marks.isDisjoint(with: words), "\(file.path):\(index + 1)")
    }
  }
}

@Test("No test is disabled, and none sleeps")
func honestTests() throws {
  let marks = [".dis" + "abled(", "sle" + "ep("]
  for file in try SourceTree.files(in: "Tests", endings: [".swift"]) {
    for (index, line) in file.lines.enumerated() {
      #expect(!marks.contains { line.contains($0) }, "\(file.path):\(index + 1)")
    }
  }
}
