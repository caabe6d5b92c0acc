/// An argument that is told by its position, defined once.
struct Operand<Value: Sendable>: OperandDefinition {
  let about: OperandDescription
  private let read: @Sendable ([String]) throws(ValueError) -> Value

  /// The value for the texts at the operand's place.
  func value(_ texts: [String]) throws(ValueError) -> Value { try read(texts) }

  func check(_ text: String) throws(ValueError) { _ = try read([text]) }
}

/// What is known of an operand apart from the Swift type of its value.
protocol OperandDefinition: Sendable {
  var about: OperandDescription { get }
  /// Throws when `text` is not a value of this operand.
  func check(_ text: String) throws(ValueError)
}

/// What help, completion and the manual say of an operand.
struct OperandDescription: Sendable {
  /// The word for it in help, in capitals.
  let name: String
  let completion: CompletionKind
  /// One line, without a full stop.
  let summary: String
  let isRequired: Bool
  /// True when the operand takes all that are left; it stands last then.
  let isRepeatable: Bool

  /// The operand in a usage line: `INPUT...`, `[QUESTION...]`, `INDEX`.
  var usage: String {
    let word = isRepeatable ? name + "..." : name
    return isRequired ? word : "[\(word)]"
  }
}

extension Operand {
  /// One argument that must be given.
  init(_ type: ValueType<Value>, _ summary: String) {
    about = OperandDescription(
      name: type.name, completion: type.completion, summary: summary, isRequired: true,
      isRepeatable: false)
    read = { texts throws(ValueError) in try type.read(texts.first ?? "") }
  }

  /// One argument that may be left out.
  init<Wrapped>(optional type: ValueType<Wrapped>, _ summary: String) where Value == Wrapped? {
    about = OperandDescription(
      name: type.name, completion: type.completion, summary: summary, isRequired: false,
      isRepeatable: false)
    read = { texts throws(ValueError) in
      guard let text = texts.first else { return nil }
      return try type.read(text)
    }
  }

  /// All arguments that are left.
  init<Element>(
    all type: ValueType<Element>, isRequired: Bool, _ summary: String
  ) where Value == [Element] {
    about = OperandDescription(
      name: type.name, completion: type.completion, summary: summary, isRequired: isRequired,
      isRepeatable: true)
    read = { texts throws(ValueError) in
      var all: [Element] = []
      for text in texts { all.append(try type.read(text)) }
      return all
    }
  }
}
