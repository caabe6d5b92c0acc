import Footnote

extension Command {
  static let export = Command(
    name: "export",
    summary: "Write out every passage of an index, with its attribution",
    discussion: """
      Writes the passages of INDEX to standard output in the order of their keys: wiki, page,
      revision, position in the page. Each is a whole packet as 'footnote query' gives it, so that
      its title, permalink, licence and credit line go with it; they must stay with the text
      wherever it goes. Nothing was asked, so a passage's rank is its place in that order and its
      score is 0. What the list in place takes back is left out. Memory does not grow with the
      index.

      With --format beir, each line is a document of BEIR's corpus.jsonl, with the packet in its
      metadata. With --format keys, only the passages' keys are written, one a line in the same
      order: what 'footnote build --vector-ids' reads.

      The formats croissant, prov and spdx describe INDEX for catalogues: its files with their
      digests, its licences, and the generations and revisions that it was made of. They hold no
      text of a passage. Documentation/Exports.md tells what is in them.

      With --audit, LOG says what left: an entry before the first passage, and one after the last
      with their number and the SHA-256 of their keys, as --format keys writes them.

      \(KeyFlags.meaning)
      """,
    operands: [source],
    flags: [format, RevocationFlags.ignore, PolicyFlags.overrides] + KeyFlags.all
      + AuditFlags.copying,
    examples: [
      Example(
        line: "footnote export enwiki.index | zstd > passages.jsonl.zst",
        meaning: "Keep all passages in a file"),
      Example(
        line: "footnote export enwiki.index --format keys > keys",
        meaning: "The keys for vectors of your own, in the order of the passages"),
      Example(
        line: "footnote export enwiki.index --format croissant > croissant.json",
        meaning: "A description for a catalogue of data sets"),
    ],
    run: { arguments, console throws(Failure) in try runExport(arguments, console) })
}

private let source = Operand(.folder("INDEX"), "The folder that 'footnote build' wrote")

private let format = Flag(
  "format", ValueType<ExportFormat>.choice("FORMAT"), default: .jsonl,
  "What to write")

/// What an index is written out as.
enum ExportFormat: String, Choice {
  case jsonl, keys, beir, croissant, prov, spdx

  var summary: String {
    switch self {
    case .jsonl: "One JSON object a passage"
    case .keys: "One key a passage: wiki:page:revision:ordinal"
    case .beir: "One document of BEIR's corpus.jsonl a passage"
    case .croissant: "A description of the index in Croissant 1.0"
    case .prov: "Where the index came from, in PROV-JSON"
    case .spdx: "Files, digests and licences in SPDX 3.0.1"
    }
  }
}

private func runExport(_ arguments: Arguments, _ console: Console) throws(Failure) -> ExitStatus {
  let opened = try OpenedIndex(arguments[source], arguments, for: .export, console)
  let index = opened.index
  let format = arguments[format]
  var audit = try AuditFlags.audit(arguments, command: .export)
  audit?.overrides = opened.overrides
  let listing = PassageListing(index: index)
  switch format {
  case .jsonl, .keys, .beir:
    try listing.forEach(logged: audit, as: format) { (passage) throws(Failure) in
      try console.print(passage.line(format) + "\n")
    }
  case .croissant, .prov, .spdx:
    try listing.logged(audit, as: format) { () throws(Failure) in
      switch format {
      case .croissant:
        try console.print(CroissantMetadata(about: IndexDescription(index)).json.document)
      case .prov: try PROVDocument(index, console).write()
      default: try console.print(SPDXDocument(about: IndexDescription(index)).json.document)
      }
    }
  }
  return .done
}

extension AttributedPassage {
  fileprivate func line(_ format: ExportFormat) -> String {
    switch format {
    case .keys: "\(attribution.key)"
    case .beir: beirDocument
    default: rendered(as: .json)
    }
  }
}
