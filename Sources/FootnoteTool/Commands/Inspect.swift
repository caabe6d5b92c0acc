import Footnote
import JSON

extension Command {
  static let inspect = Command(
    name: "inspect",
    summary: "Show what an index holds and how it was made",
    discussion: """
      Shows the counts, languages, wikis, licences, inputs, options and digests of INDEX, the size
      of its files, and of vectors what gave them, how the nearest are found and why. Only the
      index's description is read, so it takes no time on an index of any size; 'footnote verify'
      checks the rest.
      """,
    operands: [index],
    flags: [json],
    examples: [Example(line: "footnote inspect enwiki.index", meaning: "Look at an index")],
    run: { arguments, console throws(Failure) in
      let opened: Index
      let revocations: RevocationSummary?
      do throws(FootnoteError) {
        opened = try Index(path: arguments[index])
        revocations = try opened.revocations()
      } catch {
        throw Failure(error)
      }
      let summary = opened.summary
      try console.print(
        arguments[json]
          ? summary.json(revocations).document
          : summary.text(path: opened.path, revocations, console.outputTraits))
      return .done
    })
}

private let index = Operand(.folder("INDEX"), "The folder that 'footnote build' wrote")

private let json = Flag("json", "Write JSON")

extension IndexSummary {
  /// Inputs that are listed one by one for people; JSON lists all.
  private static let inputLimit = 10

  /// The summary for people, with a line feed at its end.
  fileprivate func text(
    path: String, _ revocations: RevocationSummary?, _ traits: TerminalTraits
  ) -> String {
    let pages = HumanFigures.counted(pageCount, "page", "pages")
    let text = HumanFigures.byteCount(Double(textByteCount))
    let features = HumanFigures.counted(featureCount, "feature", "features")
    let sizes = files.map { "\($0.name) \(HumanFigures.byteCount(Double($0.byteCount)))" }
    let shown = inputs.prefix(Self.inputLimit).map(\.name)
    let more = inputs.count - shown.count
    let rows = [
      ("Passages", "\(HumanFigures.grouped(passageCount)) from \(pages), \(text) of text"),
      ("Postings", "\(HumanFigures.grouped(postingCount)) of \(features)"),
      ("Vectors", embedding.map(\.text) ?? "none"),
      ("Nearest by", embedding.map(\.search) ?? ""),
      ("Languages", Self.listed(languages)),
      ("Wikis", Self.listed(wikis)),
      ("Licences", Self.listed(licenses)),
      ("Inputs", (shown + (more > 0 ? ["and \(more) more"] : [])).joined(separator: ", ")),
      ("Left out", Self.listed(skipped)),
      ("Revoked", revocations.map { "version \($0.version) \($0.text)" } ?? ""),
      ("Cut by", passageOptions),
      ("Hashed by", embedder),
      ("Embedder", identity.embedderDigest),
      ("Manifest", identity.manifestDigest),
      ("Generation", String(identity.generation)),
      ("Files", sizes.joined(separator: ", ")),
    ]
    let table = TextLayout.table(
      rows.filter { !$0.1.isEmpty }.map { (term: $0.0, meaning: $0.1) }, indent: 2,
      termWidth: 10, width: traits.isTerminal ? traits.columns : .max)
    return ([path] + table).joined(separator: "\n") + "\n"
  }

  /// `en 5,636, de 12`, the most frequent first and equal ones by name.
  private static func listed(_ counts: [String: UInt64]) -> String {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key) \(HumanFigures.grouped($0.value))" }.joined(separator: ", ")
  }

  /// The summary for programs.
  fileprivate func json(_ revocations: RevocationSummary?) -> JSONValue {
    [
      "pages": Self.json(pageCount),
      "passages": Self.json(passageCount),
      "text_bytes": Self.json(textByteCount),
      "features": Self.json(featureCount),
      "postings": Self.json(postingCount),
      "languages": Self.json(languages),
      "wikis": Self.json(wikis),
      "licenses": Self.json(licenses),
      "left_out": Self.json(skipped),
      "revocations": revocations.map(\.json) ?? .null,
      "inputs": .array(
        inputs.map { ["name": .string($0.name), "date": $0.date.map { .string($0) } ?? .null] }),
      "passage_options": .string(passageOptions),
      "embedder": ["description": .string(embedder), "sha256": .string(identity.embedderDigest)],
      "embedding": embedding.map(\.json) ?? .null,
      "generation": Self.json(identity.generation),
      "manifest_sha256": .string(identity.manifestDigest),
      "files": .array(
        files.map {
          [
            "name": .string($0.name), "bytes": Self.json($0.byteCount),
            "sha256": .string($0.sha256),
          ]
        }),
    ]
  }

  private static func json(_ count: UInt64) -> JSONValue { .integer(Int64(clamping: count)) }

  /// Counts by name, in the names' byte order.
  private static func json(_ counts: [String: UInt64]) -> JSONValue {
    .object(
      counts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { .init($0.key, json($0.value)) })
  }
}

extension IndexSummary.Embedding {
  /// Where the vectors come from, for people.
  fileprivate var text: String {
    let name =
      switch source {
      case .table(let sha256): "the table \(sha256)"
      case .sketch: "signs of hashed words"
      case .brought(let model, let version): "\(model.harmlessLine) \(version.harmlessLine)"
      }
    return "\(dimensions) dimensions, \(metric.name), by \(name)"
  }

  /// How the nearest are found, and why, for people.
  fileprivate var search: String {
    var parts = [choice]
    if let measurement {
      parts.append(
        "contrast \(HumanFigures.decimal(measurement.contrast, decimals: 2)), intrinsic dimension "
          + HumanFigures.decimal(measurement.intrinsicDimension, decimals: 1))
    }
    if !searches.isEmpty {
      let steps = searches.map {
        "\($0.visitCount): \(HumanFigures.decimal($0.recall, decimals: 3))"
      }
      parts.append(
        "of the ten nearest, searches found by vectors visited "
          + steps.joined(separator: ", "))
    }
    return parts.joined(separator: "; ")
  }

  /// The same for programs.
  fileprivate var json: JSONValue {
    let name: [JSONValue.Member] =
      switch source {
      case .table(let sha256): [.init("kind", "table"), .init("sha256", .string(sha256))]
      case .sketch: [.init("kind", "sketch")]
      case .brought(let model, let version):
        [
          .init("kind", "brought"), .init("model", .string(model)),
          .init("model_version", .string(version)),
        ]
      }
    return .object(
      [
        .init("dimensions", .integer(Int64(dimensions))),
        .init("metric", .string(metric.name)), .init("choice", .string(choice)),
        .init("contrast", measurement.map { .double($0.contrast) } ?? .null),
        .init(
          "intrinsic_dimension", measurement.map { .double($0.intrinsicDimension) } ?? .null),
        .init(
          "searches",
          .array(
            searches.map {
              ["visited": .integer(Int64($0.visitCount)), "recall_at_10": .double($0.recall)]
            })),
      ] + name)
  }
}
