import Storage
import Testing

@Test("Every error says the file, what was expected, what was found, and what to do next")
func descriptions() {
  let path = "some/folder/passages"
  let cases: [(error: StorageError, words: [String])] = [
    (.notOurs(path: path), ["FOOTNOTE", "Name the folder"]),
    (.wrongKind(path: path, expected: "PASS", found: "POST"), ["PASS", "POST", "build it again"]),
    (.tooNew(path: path, found: 9, supported: 1), ["9", "up to 1", "newer version"]),
    (.tooOld(path: path, found: 1, supported: 3), ["1", "from 3 on", "again"]),
    (.wrongLength(path: path, expected: 128, found: 77), ["128", "77", "again"]),
    (
      .corrupt(path: path, offset: 4_096, expected: "checksum 1f", found: "2e"),
      ["byte 4096", "checksum 1f", "2e", "again"]
    ),
  ]
  for (error, words) in cases {
    for word in [path] + words { #expect("\(error)".contains(word), "\(error)") }
    #expect("\(error)".hasSuffix("."))
  }
}

@Test("An error of the operating system says the operation, its reason and the remedy")
func systemDescriptions() {
  let advice = [
    (ErrorCode.noEntry, "Check the name."), (ErrorCode.noSpace, "Free some room"),
    (ErrorCode.accessDenied, "permissions"), (ErrorCode.isFolder, "Name a file."),
    (ErrorCode.exists, "another name"), (ErrorCode.invalid, "run it again"),
  ]
  var reasons: Set<String> = []
  for (code, remedy) in advice {
    let text = "\(StorageError.system(operation: "open", path: "a/b", code: code))"
    #expect(text.hasPrefix("a/b: cannot open: "))
    #expect(text.contains(remedy))
    reasons.insert(text)
  }
  #expect(reasons.count == advice.count)
}

@Test("There is at least one processor to work with")
func processors() {
  #expect(availableProcessors() >= 1)
}
