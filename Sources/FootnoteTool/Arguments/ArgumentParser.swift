/// What a command line asks for.
enum Request: Sendable {
  case run(Command, Arguments)
  /// Help for a command, or for the tool when nil.
  case help(Command?)
  case version
}

extension Request {
  /// Reads a command line without the program's own name.
  ///
  /// The first argument names the command; `--help`, `-h` and `--version` may stand in its place.
  init(parsing words: [String], commands: [Command]) throws(UsageError) {
    guard let first = words.first else { throw .missingCommand }
    switch first {
    case "--help", "-h": self = .help(nil)
    case "--version": self = .version
    default:
      if first.hasPrefix("-") {
        let nearest = nearestWord(to: first, among: ["--help", "--version"])
        throw .unknownFlag(found: first, command: nil, nearest: nearest)
      }
      guard let command = commands.first(where: { $0.name == first }) else {
        throw .unknownCommand(
          found: first, nearest: nearestWord(to: first, among: commands.map(\.name)))
      }
      var parser = ArgumentParser(command: command, words: words.dropFirst())
      guard let arguments = try parser.parse() else {
        self = .help(command)
        return
      }
      self = .run(command, arguments)
    }
  }
}

/// Reads the arguments of one command, in the manner of GNU's `getopt_long`.
///
/// Options and operands may be mixed; `--` ends the options; `-` alone is an operand; `--name
/// value`, `--name=value`, `-k value`, `-kvalue` and clusters of short flags (`-qk5`) are the same
/// as in other tools. Of a flag given twice the last value holds, unless its values are joined.
struct ArgumentParser {
  private let command: Command
  private var words: ArraySlice<String>
  private var arguments = Arguments()
  private var operands: [String] = []
  private var wantsHelp = false

  init(command: Command, words: ArraySlice<String>) {
    self.command = command
    self.words = words
  }

  /// Gives the arguments, or nil when `--help` is among them.
  mutating func parse() throws(UsageError) -> Arguments? {
    while let word = words.popFirst(), !wantsHelp {
      if word == "--" {
        operands += words
        words = []
      } else if word.hasPrefix("--") {
        try parseLong(word)
      } else if word.hasPrefix("-"), word != "-" {
        try parseShort(word)
      } else {
        operands.append(word)
      }
    }
    if wantsHelp { return nil }
    try assignOperands()
    for flag in command.flags.map(\.about)
    where flag.isRequired && arguments.flagTexts[flag.name] == nil {
      throw .missingFlag(
        flag: flag.spelling, valueName: flag.valueName ?? "", command: command.name)
    }
    return arguments
  }

  private mutating func parseLong(_ word: String) throws(UsageError) {
    let parts = word.dropFirst(2).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.first.map(String.init) ?? ""
    guard let flag = command.flag(named: name) else {
      throw .unknownFlag(
        found: "--" + name, command: command.name,
        nearest: nearestWord(to: name, among: command.flags.map(\.about.name)).map { "--" + $0 })
    }
    try take(flag, as: flag.about.spelling, attached: parts.count > 1 ? String(parts[1]) : nil)
  }

  private mutating func parseShort(_ word: String) throws(UsageError) {
    // `-output` would be read as `-o utput`; it is more likely a long name with one dash.
    let long = String(word.dropFirst().prefix { $0 != "=" })
    if long.count > 1, command.flag(named: long) != nil {
      throw .unknownFlag(found: "-" + long, command: command.name, nearest: "--" + long)
    }
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let flag = command.flag(short: letter) else {
        throw .unknownFlag(
          found: "-\(letter)", command: command.name,
          nearest: nearestWord(to: long, among: command.flags.map(\.about.name)).map { "--" + $0 })
      }
      if flag.about.valueName == nil {
        try take(flag, as: "-\(letter)", attached: nil)
      } else {
        let attached = letters.first == "=" ? letters.dropFirst() : letters
        try take(flag, as: "-\(letter)", attached: letters.isEmpty ? nil : String(attached))
        return
      }
    }
  }

  private mutating func take(
    _ flag: any FlagDefinition, as spelling: String, attached: String?
  ) throws(UsageError) {
    let about = flag.about
    guard let valueName = about.valueName else {
      if let attached {
        throw .needlessValue(flag: spelling, found: attached, command: command.name)
      }
      if about.name == Flag.help.about.name { wantsHelp = true }
      arguments.add("", flag: about.name)
      return
    }
    let text: String
    if let attached { text = attached } else { text = try nextValue(of: spelling, valueName) }
    do throws(ValueError) {
      try flag.check(text)
    } catch {
      throw .wrongValue(
        subject: spelling, found: text, expected: error.expected, command: command.name)
    }
    arguments.add(text, flag: about.name)
  }

  /// Takes the next word as a flag's value, unless it is itself a flag of the command.
  private mutating func nextValue(
    of spelling: String, _ valueName: String
  ) throws(UsageError) -> String {
    guard let next = words.first, !isFlag(next) else {
      throw .missingValue(
        flag: spelling, valueName: valueName, followedBy: words.first, command: command.name)
    }
    words.removeFirst()
    return next
  }

  private func isFlag(_ word: String) -> Bool {
    if word.hasPrefix("--") {
      return command.flag(named: String(word.dropFirst(2).prefix { $0 != "=" })) != nil
    }
    guard word.hasPrefix("-"), let letter = word.dropFirst().first else { return false }
    return command.flag(short: letter) != nil
  }

  private mutating func assignOperands() throws(UsageError) {
    var rest = operands[...]
    for operand in command.operands {
      let about = operand.about
      if rest.isEmpty, about.isRequired {
        throw .missingOperand(
          name: about.usage, summary: about.summary, command: command.name)
      }
      for text in about.isRepeatable ? rest : rest.prefix(1) {
        do throws(ValueError) {
          try operand.check(text)
        } catch {
          throw .wrongValue(
            subject: about.name, found: text, expected: error.expected, command: command.name)
        }
        arguments.add(text, operand: about.name)
        rest.removeFirst()
      }
    }
    if let extra = rest.first {
      throw .extraOperand(found: extra, usage: command.usage, command: command.name)
    }
  }
}
