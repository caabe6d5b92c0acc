/// What was given on the command line, checked against a command's definition.
struct Arguments: Sendable {
  /// The texts given for each flag, by its long name, in order; a toggle's text is empty.
  private(set) var flagTexts: [String: [String]] = [:]
  /// The texts of each operand, by its name.
  private(set) var operandTexts: [String: [String]] = [:]

  mutating func add(_ text: String, flag name: String) { flagTexts[name, default: []].append(text) }

  mutating func add(_ text: String, operand name: String) {
    operandTexts[name, default: []].append(text)
  }

  /// The value of a flag of the command that these arguments were parsed for.
  subscript<Value>(flag: Flag<Value>) -> Value {
    do throws(ValueError) {
      return try flag.value(flagTexts[flag.about.name] ?? [])
    } catch {
      preconditionFailure("\(flag.about.spelling) was not parsed for this command")
    }
  }

  /// The value of an operand of the command that these arguments were parsed for.
  subscript<Value>(operand: Operand<Value>) -> Value {
    do throws(ValueError) {
      return try operand.value(operandTexts[operand.about.name] ?? [])
    } catch {
      preconditionFailure("\(operand.about.name) was not parsed for this command")
    }
  }

  /// True when the flag stands on the command line, be it with its default value.
  func isGiven<Value>(_ flag: Flag<Value>) -> Bool { flagTexts[flag.about.name] != nil }
}
