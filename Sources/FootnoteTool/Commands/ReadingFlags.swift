import Footnote

/// The flags that say how inputs are read; `build`, `train` and `update` share them.
enum ReadingFlags {
  static let all: [any FlagDefinition] = [
    language, wiki, license, namespaces, threads, skipBadPages,
  ]

  private static let language = Flag(
    "language", optional: .language("TAG"), fallback: "what the input says",
    "The language of the articles, as a BCP 47 tag")

  private static let wiki = Flag(
    "wiki", optional: .wiki("NAME"), fallback: "what the input says",
    "The wiki's database name, such as enwiki")

  private static let license = Flag(
    "license", optional: .license("SPDX"), fallback: "the wiki's licence",
    "The licence of the articles, as an SPDX identifier")

  private static let namespaces = Flag(
    "namespaces", joined: .integers("N,...", in: 0...65_535), default: [0],
    "The namespaces to read; 0 holds the articles")

  /// How many threads work; `compact` has it, too.
  static let threads = Flag(
    "threads", optional: .integer("N", in: 1...1_024), fallback: "one for each processor",
    "How many threads work; what comes out is the same for any number")

  private static let skipBadPages = Flag(
    "skip-bad-pages", "Leave out pages that cannot be read, and say which, instead of stopping")

  /// Puts what the arguments ask for into options.
  static func apply(_ arguments: Arguments, to options: inout BuildOptions) {
    options.language = arguments[language]
    options.wiki = arguments[wiki]
    options.license = arguments[license]
    options.namespaces = Set(arguments[namespaces].map { Int32($0) })
    options.threads = arguments[threads]
    options.skipsBadPages = arguments[skipBadPages]
  }
}

extension ValueType<License> {
  /// A licence by its SPDX identifier.
  fileprivate static func license(_ name: String) -> Self {
    let known = License.known
    return Self(
      name: name,
      completion: .words(
        known.map { CompletionKind.Word(text: $0.spdxIdentifier, summary: $0.name) }),
      read: { text throws(ValueError) in
        guard let license = License(spdxIdentifier: text) else {
          throw ValueError(
            expected: known.map(\.spdxIdentifier).joined(separator: ", ", last: " or "))
        }
        return license
      },
      show: { $0.spdxIdentifier })
  }
}
