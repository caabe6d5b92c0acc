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
      score is 0. Memory does not grow with the index.

      With --format keys, only the passages' keys are written, one a line in the same order: what
      'footnote build --vector-ids' reads. In packets it is the member "key" of the attribution.
      """,
    operands: [source],
    flags: [format],
    examples: [
      Example(
        line: "footnote export enwiki.index | zstd > passages.jsonl.zst",
        meaning: "Keep all passages in a file"),
      Example(
        line: "footnote export enwiki.index --format keys > keys",
        meaning: "The keys for vectors of your own, in the order of the passages"),
    ],
    run: { arguments, console throws(Failure) in try runExport(arguments, console) })
}

private let source = Operand(.folder("INDEX"), "The folder that 'footnote build' wrote")

private let format = Flag(
  "format", ValueType<ExportFormat>.choice("FORMAT"), default: .jsonl,
  "How to write the passages")

/// How exported passages are written.
enum ExportFormat: String, Choice {
  case jsonl, keys

  var summary: String {
    switch self {
    case .jsonl: "One JSON object a passage"
    case .keys: "One key a passage: wiki:page:revision:ordinal"
    }
  }
}

/// Passages that are read and written at once.
private let batchCount = 512

private func runExport(_ arguments: Arguments, _ console: Console) throws(Failure) -> ExitStatus {
  let index: Index
  do throws(FootnoteError) {
    index = try Index(path: arguments[source])
  } catch {
    throw Failure(error)
  }
  let count = Int(clamping: index.summary.passageCount)
  for start in stride(from: 0, to: count, by: batchCount) {
    for passage in try index.batch(start..<min(start + batchCount, count)) {
      switch arguments[format] {
      case .jsonl: try console.print(passage.rendered(as: .json) + "\n")
      case .keys: try console.print("\(passage.attribution.key)\n")
      }
    }
  }
  return .done
}

extension Index {
  fileprivate func batch(_ positions: Range<Int>) throws(Failure) -> [AttributedPassage] {
    do throws(FootnoteError) {
      return try passages(at: positions)
    } catch {
      throw Failure(error)
    }
  }
}
