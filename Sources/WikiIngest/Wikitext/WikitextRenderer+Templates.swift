/// One argument of a template: its name, if it has one, and its value.
struct TemplateArgument {
  /// Byte offsets of the name, nil for one that is known by its position.
  var name: Range<Int>?
  /// Byte offsets of the value without the white space around it.
  var value: Range<Int>
  /// The first mark at or after the value's start.
  var mark: Int
}

/// What a template's place in the text is filled with.
enum TemplatePart {
  case argument(TemplateArgument)
  case text(String)
}

/// Templates go, but for those whose words a sentence needs: see ``TemplateRules``.
extension WikitextRenderer {
  mutating func renderTemplate(_ text: Span<UInt8>, _ found: Mark) {
    guard let (rule, argumentsStart) = rule(text, found) else {
      noteRemoval()
      skip(found)
      return
    }
    if case .characters(let characters) = rule {
      skip(found)
      let source = found.start..<found.end
      if characters.first == " " { builder.addSpace(source) }
      builder.write(Self.withoutSpaces(characters), source: source)
      if characters.last == " " { builder.addSpace(source) }
      return
    }
    let arguments = arguments(text, from: argumentsStart, to: found.end - 2)
    skip(found)
    if case .block(let names) = rule {
      renderBlock(found, choose(names, arguments, text), isQuotation: false)
    } else if case .quotation(let names) = rule {
      renderBlock(found, choose(names, arguments, text), isQuotation: true)
    } else {
      let parts = TemplateRules.parts(rule, arguments, text)
      if parts.isEmpty { noteRemoval() } else { push(parts, found) }
    }
  }

  /// The rule of the template's name, and where its arguments begin.
  private mutating func rule(
    _ text: Span<UInt8>, _ found: Mark
  ) -> (TemplateRule, Boundary)? {
    let start = text.skippingWhitespace(found.start + 2, found.end - 2)
    let limit = min(found.end - 2, start + TemplateRules.longestName)
    var index = start
    while index < limit, text[index] != UInt8(ascii: "|"), text[index] != UInt8(ascii: "<"),
      text[index] != UInt8(ascii: "{")
    {
      index += 1
      // `{{formatnum:1000}}`: the first argument follows the colon.
      if text[index - 1] == UInt8(ascii: ":"),
        let rule = TemplateRules.functions.value(in: text, start, index)
      {
        return (rule, Boundary(index: index, mark: mark + 1))
      }
    }
    work += index - found.start
    let nameEnd = text.trimmingWhitespace(start, index)
    guard nameEnd > start, let rule = TemplateRules.rule(text, start, nameEnd) else { return nil }
    var after = Boundary(index: index, mark: mark + 1)
    if let bar = boundary(text, UInt8(ascii: "|"), from: after, to: found.end - 2) {
      after = Boundary(index: bar.index + 1, mark: bar.mark)
    } else {
      after.index = found.end - 1
    }
    return (rule, after)
  }

  /// The arguments of the template, in their order.
  private mutating func arguments(
    _ text: Span<UInt8>, from start: Boundary, to end: Int
  ) -> [TemplateArgument] {
    var arguments: [TemplateArgument] = []
    var start = start
    while start.index <= end {
      let bar = boundary(text, UInt8(ascii: "|"), from: start, to: end)
      let stop = bar?.index ?? end
      var value = start
      var name: Range<Int>?
      if let equals = boundary(text, UInt8(ascii: "="), from: start, to: stop) {
        let nameStart = text.skippingWhitespace(start.index, equals.index)
        name = nameStart..<text.trimmingWhitespace(nameStart, equals.index)
        value = Boundary(index: equals.index + 1, mark: equals.mark)
      }
      let first = text.skippingWhitespace(value.index, stop)
      let last = text.trimmingWhitespace(first, stop)
      arguments.append(TemplateArgument(name: name, value: first..<last, mark: value.mark))
      work += 1
      guard let bar else { break }
      start = Boundary(index: bar.index + 1, mark: bar.mark)
    }
    return arguments
  }

  private func choose(
    _ names: [String], _ arguments: [TemplateArgument], _ text: Span<UInt8>
  ) -> TemplateArgument? {
    TemplateRules.choose(names, arguments, text)
  }

  /// Renders an argument as blocks of its own.
  private mutating func renderBlock(
    _ found: Mark, _ argument: TemplateArgument?, isQuotation: Bool
  ) {
    guard let argument else {
      noteRemoval()
      return
    }
    suspend()
    tasks.append(isQuotation ? .endQuotation : .endBlock)
    tasks.append(
      .renderLines(
        start: argument.value.lowerBound, end: argument.value.upperBound, mark: argument.mark))
    tasks.append(isQuotation ? .beginQuotation : .endBlock)
  }

  /// The words without a space at either end; spaces are held back by the builder.
  private static func withoutSpaces(_ string: String) -> [UInt8] {
    let words = string.drop { $0 == " " }
    return Array((words.last == " " ? words.dropLast() : words).utf8)
  }

  /// Puts the parts on the stack; text stands for the markup between the arguments around it.
  private mutating func push(_ parts: [TemplatePart], _ found: Mark) {
    suspend()
    let first = tasks.count
    var place = found.start
    for (position, part) in parts.enumerated() {
      switch part {
      case .argument(let argument):
        let value = argument.value
        tasks.append(
          .render(start: value.lowerBound, end: value.upperBound, mark: argument.mark))
        place = value.upperBound
      case .text(let string):
        var next = found.end
        if position + 1 < parts.count, case .argument(let argument) = parts[position + 1] {
          next = argument.value.lowerBound
        }
        let source = place..<max(place, next)
        if string.first == " " { tasks.append(.space(source)) }
        tasks.append(.write(Self.withoutSpaces(string), source: source))
        if string.last == " " { tasks.append(.space(source)) }
      }
    }
    tasks[first...].reverse()
  }
}
