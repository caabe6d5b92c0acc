/// A flag of a command, defined once: parsing, help, completion and the manual follow from it.
struct Flag<Value: Sendable>: FlagDefinition {
  let about: FlagDescription
  /// Turns the texts that were given, in order and at least one, into the flag's value.
  private let read: @Sendable ([String]) throws(ValueError) -> Value
  /// The value when the flag is not given; nil when it must be given.
  private let absent: Value?

  /// The value for the texts that were given for the flag, which ``check(_:)`` has passed.
  func value(_ texts: [String]) throws(ValueError) -> Value {
    if texts.isEmpty, let absent { return absent }
    return try read(texts)
  }

  func check(_ text: String) throws(ValueError) { _ = try read([text]) }
}

/// What is known of a flag apart from the Swift type of its value.
protocol FlagDefinition: Sendable {
  var about: FlagDescription { get }
  /// Throws when `text` is not a value of this flag.
  func check(_ text: String) throws(ValueError)
}

/// What help, completion and the manual say of a flag.
struct FlagDescription: Sendable {
  /// The long name without its dashes.
  let name: String
  /// The short name without its dash.
  let short: Character?
  /// The word for the value in help; nil when the flag takes none.
  let valueName: String?
  let completion: CompletionKind
  /// One line, without a full stop.
  let summary: String
  /// More for the command's help and the manual; may be empty.
  let discussion: String
  /// What holds when the flag is not given, as text.
  let fallback: String?
  let isRequired: Bool
  let isRepeatable: Bool

  /// The name as it is typed: `--count`.
  var spelling: String { "--" + name }
}

extension Flag {
  /// A flag with a value that has a default.
  init(
    _ name: String, short: Character? = nil, _ type: ValueType<Value>, default value: Value,
    _ summary: String, _ discussion: String = ""
  ) {
    about = FlagDescription(
      name: name, short: short, valueName: type.name, completion: type.completion,
      summary: summary, discussion: discussion, fallback: type.show(value), isRequired: false,
      isRepeatable: false)
    read = { texts throws(ValueError) in try type.read(texts.last ?? "") }
    absent = value
  }

  /// A flag that must be given.
  init(
    _ name: String, short: Character? = nil, required type: ValueType<Value>, _ summary: String,
    _ discussion: String = ""
  ) {
    about = FlagDescription(
      name: name, short: short, valueName: type.name, completion: type.completion,
      summary: summary, discussion: discussion, fallback: nil, isRequired: true,
      isRepeatable: false)
    read = { texts throws(ValueError) in try type.read(texts.last ?? "") }
    absent = nil
  }

  /// A flag that may be left out; `fallback` says in words what holds then.
  init<Wrapped>(
    _ name: String, short: Character? = nil, optional type: ValueType<Wrapped>,
    fallback: String? = nil, _ summary: String, _ discussion: String = ""
  ) where Value == Wrapped? {
    about = FlagDescription(
      name: name, short: short, valueName: type.name, completion: type.completion,
      summary: summary, discussion: discussion, fallback: fallback, isRequired: false,
      isRepeatable: false)
    read = { texts throws(ValueError) in try type.read(texts.last ?? "") }
    absent = .some(nil)
  }

  /// A flag that may be given several times; the lists are joined.
  init<Element>(
    _ name: String, short: Character? = nil, joined type: ValueType<[Element]>,
    default value: [Element], _ summary: String, _ discussion: String = ""
  ) where Value == [Element] {
    about = FlagDescription(
      name: name, short: short, valueName: type.name, completion: type.completion,
      summary: summary, discussion: discussion,
      fallback: value.isEmpty ? nil : type.show(value), isRequired: false, isRepeatable: true)
    read = { texts throws(ValueError) in
      var all: [Element] = []
      for text in texts { all += try type.read(text) }
      return all
    }
    absent = value
  }
}

extension Flag<Bool> {
  /// A flag without a value: true when given.
  init(_ name: String, short: Character? = nil, _ summary: String, _ discussion: String = "") {
    about = FlagDescription(
      name: name, short: short, valueName: nil, completion: .nothing, summary: summary,
      discussion: discussion, fallback: nil, isRequired: false, isRepeatable: false)
    read = { _ in true }
    absent = false
  }

  /// Shows the command's help; every command has it.
  static let help = Flag("help", short: "h", "Show this help")

  /// Leaves out progress and closing remarks.
  static let quiet = Flag("quiet", short: "q", "Show no progress and no closing summary")
}
