/// What a value on the command line may be: how it is read, named, and completed by a shell.
struct ValueType<Value: Sendable>: Sendable {
  /// The word that stands for the value in help, in capitals.
  let name: String
  /// What a shell offers in its place.
  let completion: CompletionKind
  /// Reads the value from its text.
  let read: @Sendable (String) throws(ValueError) -> Value
  /// Writes the value as a person would type it.
  let show: @Sendable (Value) -> String
}

/// What a shell offers where a value is expected.
enum CompletionKind: Hashable, Sendable {
  /// Nothing: free text and numbers.
  case nothing
  /// Files and folders.
  case file
  /// Folders.
  case folder
  /// These words, each with a line that says what it means.
  case words([Word])
  /// The tool's commands.
  case command

  struct Word: Hashable, Sendable {
    let text: String
    let summary: String
  }
}

/// A value that cannot be read; says what would have been right.
struct ValueError: Error, Hashable, Sendable {
  let expected: String
}

/// One of a few words, each with its meaning in one line.
protocol Choice: RawRepresentable<String>, CaseIterable, Sendable {
  var summary: String { get }
}

extension ValueType<Int> {
  /// A whole number within a range.
  static func integer(_ name: String, in range: ClosedRange<Int>) -> Self {
    Self(
      name: name, completion: .nothing,
      read: { text throws(ValueError) in
        guard let value = Int(text), range.contains(value) else {
          throw ValueError(
            expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
      },
      show: { String($0) })
  }
}

extension ValueType<Double> {
  /// A probability: a decimal number from 0 to 1.
  static func probability(_ name: String) -> Self {
    Self(
      name: name, completion: .nothing,
      read: { text throws(ValueError) in
        guard let value = Double(text), (0...1).contains(value) else {
          throw ValueError(expected: "a number from 0 to 1, such as 0.5")
        }
        return value
      },
      show: { String($0) })
  }
}

extension ValueType {
  /// Values of another type, separated by commas.
  static func list<Element>(of one: ValueType<Element>) -> Self where Value == [Element] {
    Self(
      name: one.name, completion: one.completion,
      read: { text throws(ValueError) in
        var values: [Element] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
          do throws(ValueError) {
            values.append(try one.read(String(part)))
          } catch {
            throw ValueError(expected: error.expected + ", or several separated by commas")
          }
        }
        return values
      },
      show: { $0.map(one.show).joined(separator: ",") })
  }
}

extension ValueType<[Int]> {
  /// Whole numbers within a range, separated by commas.
  static func integers(_ name: String, in range: ClosedRange<Int>) -> Self {
    list(of: .integer(name, in: range))
  }
}

extension ValueType<String> {
  /// The path of a file; `-` is standard input or output where the command says so.
  static func file(_ name: String) -> Self { words(name, .file, expected: "the name of a file") }

  /// The path of a folder.
  static func folder(_ name: String) -> Self {
    words(name, .folder, expected: "the name of a folder")
  }

  /// Any text but the empty one.
  static func text(_ name: String) -> Self { words(name, .nothing, expected: "some text") }

  /// The name of a command of the tool.
  static func command(_ name: String) -> Self {
    words(name, .command, expected: "the name of a command")
  }

  /// A language as a BCP 47 tag; only the tag's shape is checked.
  static func language(_ name: String) -> Self {
    matching(
      name, expected: "a language tag such as en, pt-BR or zh-Hant",
      hasShape: { text in
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard let language = parts.first, (2...8).contains(language.count),
          language.allSatisfy(\.isASCIILetter)
        else { return false }
        return parts.dropFirst().allSatisfy { part in
          (1...8).contains(part.count) && part.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit }
        }
      })
  }

  /// A wiki's database name; only its shape is checked.
  static func wiki(_ name: String) -> Self {
    matching(
      name, expected: "a wiki's database name such as enwiki or zh_min_nanwiki",
      hasShape: { text in
        (1...64).contains(text.utf8.count)
          && text.utf8.allSatisfy {
            $0.isASCIILowercaseLetter || $0.isASCIIDigit || $0 == UInt8(ascii: "_")
          }
      })
  }

  /// A text that a test accepts.
  static func matching(
    _ name: String, expected: String, hasShape: @escaping @Sendable (String) -> Bool
  ) -> Self {
    Self(
      name: name, completion: .nothing,
      read: { text throws(ValueError) in
        guard hasShape(text) else { throw ValueError(expected: expected) }
        return text
      },
      show: { $0 })
  }

  private static func words(
    _ name: String, _ completion: CompletionKind, expected: String
  ) -> Self {
    Self(
      name: name, completion: completion,
      read: { text throws(ValueError) in
        guard !text.isEmpty else { throw ValueError(expected: expected) }
        return text
      },
      show: { $0 })
  }
}

extension ValueType where Value: Choice {
  /// One of the type's words.
  static func choice(_ name: String) -> Self {
    let words = Value.allCases.map {
      CompletionKind.Word(text: $0.rawValue, summary: $0.summary)
    }
    return Self(
      name: name, completion: .words(words),
      read: { text throws(ValueError) in
        guard let value = Value(rawValue: text) else {
          let nearest = nearestWord(to: text, among: words.map(\.text))
          throw ValueError(
            expected: words.map(\.text).joined(separator: ", ", last: " or ")
              + (nearest.map { " (did you mean \($0)?)" } ?? ""))
        }
        return value
      },
      show: { $0.rawValue })
  }
}

extension Array<String> {
  /// Joins words as a sentence does: `a, b or c`.
  func joined(separator: String, last: String) -> String {
    guard count > 1, let end = self.last else { return first ?? "" }
    return dropLast().joined(separator: separator) + last + end
  }
}

extension UInt8 {
  var isASCIILowercaseLetter: Bool { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") }
  var isASCIILetter: Bool { (self | 0x20).isASCIILowercaseLetter }
  var isASCIIDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
