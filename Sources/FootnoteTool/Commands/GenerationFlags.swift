import Footnote

/// The flags that say which generation of an index is read.
enum GenerationFlags {
  static let all: [any FlagDefinition] = [generation, asOf]

  /// Of commands that remove old generations.
  static let kept = Flag(
    "keep", .integer("N", in: 1...1_000_000), default: 3, "How many generations to keep")

  private static let generation = Flag(
    "generation", optional: .integer("N", in: 1...Int(Article.identifierLimit)),
    fallback: "the newest", "Read this generation of the index; see 'footnote log'")

  private static let asOf = Flag(
    "as-of", optional: .date("DATE", isEnd: true), fallback: "the newest",
    "Read the newest generation with nothing newer than DATE in it")

  /// Opens the generation that the arguments ask for.
  ///
  /// - Parameter newest: The newest one, where it is open.
  static func open(
    _ path: String, _ arguments: Arguments, newest: Index?, for command: Command
  ) throws(Failure) -> Index {
    let (number, moment) = (arguments[generation], arguments[asOf])
    guard number == nil || moment == nil else {
      throw Failure(
        UsageError.contradiction(
          message: "--generation and --as-of exclude each other", command: command.name))
    }
    do throws(FootnoteError) {
      if let number { return try Index(path: path, generation: UInt64(number)) }
      if let moment { return try Index(path: path, asOf: moment) }
      return if let newest { newest } else { try Index(path: path) }
    } catch {
      throw Failure(error)
    }
  }
}
