/// How each rule puts a template's arguments together.
extension TemplateRules {
  static func parts(
    _ rule: TemplateRule, _ arguments: [TemplateArgument], _ text: Span<UInt8>
  ) -> [TemplatePart] {
    let positional = positional(arguments, text)
    switch rule {
    case .first(let names):
      return choose(names, arguments, text).map { [.argument($0)] } ?? []
    case .joined(let separator): return joined(positional.filter { !$0.value.isEmpty }, separator)
    case .prefixed(let words, let alone):
      guard let first = positional.first, !first.value.isEmpty else {
        return alone.isEmpty ? [] : [.text(alone)]
      }
      return [.text(words), .argument(first)]
    case .quoted:
      guard let first = positional.first, !first.value.isEmpty else { return [] }
      return [.text("“"), .argument(first), .text("”")]
    case .unit: return unit(positional, text)
    case .mention:
      if let first = positional.first, isNumber(first, text) { return unit(positional, text) }
      return choose(["3", "2", "1"], arguments, text).map { [.argument($0)] } ?? []
    case .asOf:
      if let words = choose(["alt"], arguments, text) { return [.argument(words)] }
      guard let date = positional.first, !date.value.isEmpty else { return [] }
      let isLower = choose(["lc"], arguments, text) != nil
      return [.text(isLower ? "as of " : "As of "), .argument(date)]
    case .century(let words):
      guard let first = positional.first, !first.value.isEmpty,
        first.value.allSatisfy({ "IVXLC".utf8.contains(text[$0]) })
      else { return [] }
      return [.argument(first), .text(words)]
    case .measure: return measure(positional, text)
    case .value: return value(positional, arguments, text)
    case .fraction: return fraction(positional)
    case .spellings:
      let given = positional.filter { !$0.value.isEmpty }
      guard let first = given.first else { return [] }
      if given.count == 1 { return [.argument(first)] }
      return [.argument(first), .text(" (")] + joined(Array(given[1...].prefix(2)), ", ")
        + [.text(")")]
    case .named(let names):
      return joined(names.compactMap { choose([$0], arguments, text) }, ", ")
    case .chemistry: return chemistry(positional, text)
    case .script(let isRaised): return script(positional.first, text, isRaised: isRaised)
    case .ship(let prefix):
      guard let name = positional.first, !name.value.isEmpty else { return [] }
      var parts: [TemplatePart] = [.text(prefix + " "), .argument(name)]
      if positional.count > 1, !positional[1].value.isEmpty {
        parts += [.text(" ("), .argument(positional[1]), .text(")")]
      }
      return parts
    case .characters, .block, .quotation: return []
    }
  }

  /// The first of the named arguments that is not empty; a number names a position.
  static func choose(
    _ names: [String], _ arguments: [TemplateArgument], _ text: Span<UInt8>
  ) -> TemplateArgument? {
    let positional = positional(arguments, text)
    for name in names {
      if let position = Int(name), position > 0 {
        if position <= positional.count, !positional[position - 1].value.isEmpty {
          return positional[position - 1]
        }
        continue
      }
      let bytes = Array(name.utf8)
      for argument in arguments.reversed() {
        if let range = argument.name, range.count == bytes.count, !argument.value.isEmpty,
          text.hasWord(bytes, at: range.lowerBound, before: range.upperBound)
        {
          return argument
        }
      }
    }
    return nil
  }

  /// The arguments known by position, `1=` and the like among them.
  private static func positional(
    _ arguments: [TemplateArgument], _ text: Span<UInt8>
  ) -> [TemplateArgument] {
    var result: [TemplateArgument] = []
    for argument in arguments {
      guard let name = argument.name else {
        result.append(argument)
        continue
      }
      guard name.count == 1, text[name.lowerBound].isASCIIDigit else { continue }
      let position = Int(text[name.lowerBound]) - 0x30
      if position == result.count + 1 {
        result.append(argument)
      } else if position >= 1, position <= result.count {
        result[position - 1] = argument
      }
    }
    return result
  }

  private static func joined(
    _ arguments: [TemplateArgument], _ separator: String
  ) -> [TemplatePart] {
    var parts: [TemplatePart] = []
    for argument in arguments {
      if !parts.isEmpty, !separator.isEmpty { parts.append(.text(separator)) }
      parts.append(.argument(argument))
    }
    return parts
  }

  /// `5|km`, `5|to|10|km`, `5|ft|10|in`: numbers and their units until the unit to convert to.
  private static func measure(
    _ positional: [TemplateArgument], _ text: Span<UInt8>
  ) -> [TemplatePart] {
    guard let first = positional.first, !first.value.isEmpty else { return [] }
    var parts: [TemplatePart] = [.argument(first)]
    var index = 1
    while index + 1 < positional.count, isNumber(positional[index + 1], text),
      let joiner = joiners.value(
        in: text, positional[index].value.lowerBound, positional[index].value.upperBound)
    {
      parts += [.text(joiner), .argument(positional[index + 1])]
      index += 2
    }
    if index < positional.count, !positional[index].value.isEmpty {
      parts += [.text(" "), .argument(positional[index])]
    }
    return parts
  }

  /// What may stand between two numbers of a measure, and how it shows.
  private static let joiners = NameTable<String>(
    [
      ("-", "–"), ("–", "–"), ("to", " to "), ("to(-)", "–"), ("and", " and "), ("and(-)", " and "),
      ("or", " or "),
      ("by", " by "), ("x", " × "), ("×", " × "), ("xx", " × "), ("+/-", " ± "), ("±", " ± "),
      (",", ", "), ("ft", " ft "), ("yd", " yd "), ("mi", " mi "), ("lb", " lb "), ("st", " st "),
    ], foldsCase: true)

  /// `892|km|2`: a number, then units with their exponents.
  private static func unit(
    _ positional: [TemplateArgument], _ text: Span<UInt8>
  ) -> [TemplatePart] {
    guard let first = positional.first, !first.value.isEmpty else { return [] }
    var parts: [TemplatePart] = [.argument(first)]
    for argument in positional[1...] where !argument.value.isEmpty {
      if let exponent = ScriptCharacters.text(text, argument.value, raised: true) {
        parts.append(.text(String(decoding: exponent, as: UTF8.self)))
      } else {
        parts += [.text(" "), .argument(argument)]
      }
    }
    return parts
  }

  private static func isNumber(_ argument: TemplateArgument, _ text: Span<UInt8>) -> Bool {
    guard let first = argument.value.first else { return false }
    return text[first].isASCIIDigit
  }

  /// Whether a number may begin with the byte: a digit, a sign, a point, a character reference.
  private static func isNumeric(_ byte: UInt8) -> Bool {
    byte.isASCIIDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte >= 0x80
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "&")
  }

  private static func value(
    _ positional: [TemplateArgument], _ arguments: [TemplateArgument], _ text: Span<UInt8>
  ) -> [TemplatePart] {
    guard let number = positional.first, !number.value.isEmpty else { return [] }
    if !isNumeric(text[number.value.lowerBound]) {
      return choose(["2"], arguments, text).map { [.argument($0)] } ?? []
    }
    var parts: [TemplatePart] = [.argument(number)]
    if positional.count > 1, isNumber(positional[1], text) {
      parts += [.text(" ± "), .argument(positional[1])]
    }
    if let power = choose(["e"], arguments, text) { parts += [.text("×10^"), .argument(power)] }
    if let unit = choose(["ul", "u"], arguments, text) {
      parts += [.text(" "), .argument(unit)]
    }
    return parts
  }

  private static func fraction(_ positional: [TemplateArgument]) -> [TemplatePart] {
    let given = positional.filter { !$0.value.isEmpty }
    switch given.count {
    case 0: return []
    case 1: return [.text("1/"), .argument(given[0])]
    case 2: return [.argument(given[0]), .text("/"), .argument(given[1])]
    default:
      return [
        .argument(given[0]), .text(" "), .argument(given[1]), .text("/"), .argument(given[2]),
      ]
    }
  }

  /// `H|2|O`: numbers below the line.
  private static func chemistry(
    _ positional: [TemplateArgument], _ text: Span<UInt8>
  ) -> [TemplatePart] {
    positional.flatMap { argument in
      isNumber(argument, text)
        ? script(argument, text, isRaised: false) : [.argument(argument)]
    }
  }

  private static func script(
    _ argument: TemplateArgument?, _ text: Span<UInt8>, isRaised: Bool
  ) -> [TemplatePart] {
    guard let argument, !argument.value.isEmpty else { return [] }
    if argument.value.count <= ScriptCharacters.longest,
      let characters = ScriptCharacters.text(text, argument.value, raised: isRaised)
    {
      return [.text(String(decoding: characters, as: UTF8.self))]
    }
    return [.argument(argument)]
  }
}
