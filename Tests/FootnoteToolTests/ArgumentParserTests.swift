import Testing

@testable import FootnoteTool

private enum Color: String, Choice {
  case red, green

  var summary: String { "The colour \(rawValue)" }
}

private let source = Operand(.file("SOURCE"), "Where from")
private let rest = Operand(all: .text("WORD"), isRequired: false, "The words")
private let output = Flag("output", short: "o", required: .folder("FOLDER"), "Where to")
private let count = Flag("count", short: "k", .integer("N", in: 1...10), default: 5, "How many")
private let color = Flag("color", ValueType<Color>.choice("COLOR"), default: .red, "Which colour")
private let numbers = Flag("numbers", joined: .integers("N,...", in: 0...9), default: [0], "Which")
private let tag = Flag("tag", optional: .language("TAG"), "Which language")
private let loud = Flag("loud", short: "l", "Be loud")

private let command = Command(
  name: "try", summary: "Try", discussion: "", operands: [source, rest],
  flags: [output, count, color, numbers, tag, loud, Flag.quiet], examples: [],
  run: { _, _ throws(Failure) in .done })

/// Parses the words after `footnote try`; nil when they ask for help.
private func parse(_ words: String...) throws(UsageError) -> Arguments? {
  switch try Request(parsing: ["try"] + words, commands: [command]) {
  case .run(_, let arguments): arguments
  case .help, .version: nil
  }
}

@Suite("Arguments")
struct ArgumentParserTests {
  @Test("a value may follow its flag, or an equals sign")
  func values() throws {
    let spaced = try #require(try parse("in", "--output", "out", "--count", "3"))
    #expect(spaced[output] == "out" && spaced[count] == 3)
    let joined = try #require(try parse("in", "--output=out", "--count=3"))
    #expect(joined[output] == "out" && joined[count] == 3)
  }

  @Test("only the first equals sign parts a value from its flag")
  func equalsSigns() throws {
    #expect(try parse("in", "--output=a=b")?[output] == "a=b")
    #expect(try parse("in", "-o=a=b")?[output] == "a=b")
  }

  @Test("a short flag takes its value from the same word, after an equals sign, or the next word")
  func shortValues() throws {
    for words in [["-k7"], ["-k=7"], ["-k", "7"]] {
      let all = ["try", "in", "-oout"] + words
      guard case .run(_, let arguments) = try Request(parsing: all, commands: [command]) else {
        Issue.record("\(words) did not parse")
        continue
      }
      #expect(arguments[count] == 7 && arguments[output] == "out")
    }
  }

  @Test("short flags can be written together, the last with a value")
  func clusters() throws {
    let arguments = try #require(try parse("in", "-oout", "-qlk5"))
    #expect(arguments[Flag.quiet] && arguments[loud] && arguments[count] == 5)
  }

  @Test("options may stand before, between and after operands")
  func permutation() throws {
    let arguments = try #require(try parse("-k2", "in", "--loud", "one", "--output", "out", "two"))
    #expect(arguments[source] == "in" && arguments[rest] == ["one", "two"])
    #expect(arguments[loud] && arguments[count] == 2)
  }

  @Test("after -- every word is an operand")
  func endOfOptions() throws {
    let arguments = try #require(try parse("in", "-oout", "--", "--loud", "-k", "--"))
    #expect(arguments[rest] == ["--loud", "-k", "--"] && !arguments[loud])
  }

  @Test("a single dash is an operand, and may be a value")
  func singleDash() throws {
    let arguments = try #require(try parse("-", "-o", "-"))
    #expect(arguments[source] == "-" && arguments[output] == "-")
  }

  @Test("what is not given has its default")
  func defaults() throws {
    let arguments = try #require(try parse("in", "-oout"))
    #expect(arguments[count] == 5 && arguments[color] == .red && arguments[numbers] == [0])
    #expect(arguments[tag] == nil && !arguments[loud] && arguments[rest] == [])
    #expect(!arguments.isGiven(count))
  }

  @Test("of a flag given twice the last value holds, and lists are joined")
  func repetition() throws {
    let arguments = try #require(
      try parse("in", "-oa", "-ob", "--numbers", "1,2", "--numbers=3"))
    #expect(arguments[output] == "b" && arguments[numbers] == [1, 2, 3])
    #expect(arguments.isGiven(numbers))
  }

  @Test("help is found among other arguments, whatever is missing")
  func help() throws {
    #expect(try parse("--help") == nil)
    #expect(try parse("in", "-h") == nil)
    #expect(try parse("-qh", "--bogus") == nil)
  }

  @Test("help after -- is a word like any other")
  func helpAfterEndOfOptions() throws {
    #expect(try parse("in", "-oout", "--", "--help")?[rest] == ["--help"])
  }

  @Test("an unknown flag is refused with the nearest known one")
  func unknownFlag() {
    #expect(throws: UsageError.unknownFlag(found: "--cuont", command: "try", nearest: "--count")) {
      try parse("in", "--cuont", "3")
    }
    #expect(throws: UsageError.unknownFlag(found: "--xyzzy", command: "try", nearest: nil)) {
      try parse("in", "--xyzzy=3")
    }
    #expect(throws: UsageError.unknownFlag(found: "-5", command: "try", nearest: nil)) {
      try parse("in", "-5")
    }
  }

  @Test("a long name with one dash is not taken for short flags")
  func longNameWithOneDash() {
    let expected = UsageError.unknownFlag(found: "-output", command: "try", nearest: "--output")
    #expect(throws: expected) { try parse("in", "-output", "x") }
    #expect(throws: expected) { try parse("in", "-output=x") }
  }

  @Test("a flag at the end without its value is refused")
  func missingValue() {
    #expect(
      throws: UsageError.missingValue(
        flag: "--count", valueName: "N", followedBy: nil, command: "try")
    ) { try parse("in", "--count") }
  }

  @Test("a flag does not swallow the next flag as its value")
  func flagAsValue() throws {
    #expect(
      throws: UsageError.missingValue(
        flag: "-o", valueName: "FOLDER", followedBy: "--count=3", command: "try")
    ) { try parse("in", "-o", "--count=3") }
    #expect(try parse("in", "-o=--count")?[output] == "--count")
    #expect(try parse("in", "-o", "-zebra")?[output] == "-zebra")
  }

  @Test("a value for a flag that takes none is refused")
  func needlessValue() {
    #expect(throws: UsageError.needlessValue(flag: "--loud", found: "yes", command: "try")) {
      try parse("in", "--loud=yes")
    }
  }

  @Test(
    "a number out of its range is refused with the range",
    arguments: ["0", "11", "-1", "five", "", "5.0", "99999999999999999999"])
  func numberOutOfRange(text: String) {
    #expect(
      throws: UsageError.wrongValue(
        subject: "--count", found: text, expected: "a whole number from 1 to 10", command: "try")
    ) { try parse("in", "-oout", "--count=\(text)") }
  }

  @Test("a word that is not among the choices is refused with all of them and the nearest")
  func unknownChoice() {
    #expect(
      throws: UsageError.wrongValue(
        subject: "--color", found: "gren", expected: "red or green (did you mean green?)",
        command: "try")
    ) { try parse("in", "--color", "gren") }
  }

  @Test("one wrong number in a list is refused", arguments: ["1,,2", "1,x", "", ",", "1,10"])
  func wrongList(text: String) {
    #expect(throws: UsageError.self) { try parse("in", "-oout", "--numbers", text) }
  }

  @Test("a missing operand, an extra one and a missing required flag are told apart")
  func operands() throws {
    #expect(
      throws: UsageError.missingOperand(name: "SOURCE", summary: "Where from", command: "try")
    ) { try parse("-oout") }
    #expect(throws: UsageError.missingFlag(flag: "--output", valueName: "FOLDER", command: "try")) {
      try parse("in")
    }
    #expect(
      throws: UsageError.extraOperand(
        found: "b", usage: "footnote verify INDEX [OPTION]...", command: "verify")
    ) { try Request(parsing: ["verify", "a", "b"], commands: Command.all) }
  }

  @Test("an empty path is refused")
  func emptyPath() {
    #expect(throws: UsageError.self) { try parse("in", "--output=") }
    #expect(throws: UsageError.self) { try parse("", "--output=x") }
  }

  @Test("language tags are told by their shape")
  func languageTags() throws {
    for good in ["en", "zh-Hant", "be-tarask", "simple", "zh-min-nan", "PT-br", "es-419"] {
      #expect(try parse("in", "-oout", "--tag", good)?[tag] == good)
    }
    for bad in ["e", "en_US", "english words", "en-", "-", "12", "тх", "en--US"] {
      #expect(throws: UsageError.self) { try parse("in", "-oout", "--tag=\(bad)") }
    }
  }

  @Test("help and version stand in a command's place")
  func topLevel() throws {
    for word in ["--help", "-h"] {
      guard case .help(nil) = try Request(parsing: [word], commands: [command]) else {
        Issue.record("\(word) is not help")
        continue
      }
    }
    guard case .version = try Request(parsing: ["--version"], commands: [command]) else {
      Issue.record("--version is not the version")
      return
    }
  }

  @Test("no command, an unknown one and an unknown flag in its place are refused")
  func wrongCommand() {
    #expect(throws: UsageError.missingCommand) { try Request(parsing: [], commands: [command]) }
    #expect(throws: UsageError.unknownCommand(found: "tyr", nearest: "try")) {
      try Request(parsing: ["tyr"], commands: [command])
    }
    #expect(
      throws: UsageError.unknownFlag(found: "--verison", command: nil, nearest: "--version")
    ) { try Request(parsing: ["--verison"], commands: [command]) }
  }
}
