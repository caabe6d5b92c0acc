import Evaluation
import Footnote
import JSON
import Storage
import WikiIngest

/// What `footnote eval --json` wrote, as far as a comparison needs it.
struct EvaluationResult {
  /// Bytes that a result may have; a question takes some 200.
  static let byteLimit = 1 << 28

  let path: String
  /// The names of the files of labels; empty where the result tells none.
  let labels: [String]
  /// The questions in the result's order.
  let ids: [String]
  /// The measures of each question, in the order of ``RankingMetric/reported``.
  let values: [String: [Double]]

  init(path: String) throws(Failure) {
    let (name, bytes) = try Self.bytes(of: path)
    let value: JSONValue
    do throws(JSONError) {
      // A result has some ten values a question, however many these are.
      value = try JSONValue(parsing: bytes, valueLimit: .max)
    } catch {
      throw Self.fault("JSON", "\(error)", in: name)
    }
    guard let rows = value["per_question"]?.array else {
      throw Self.fault("the member per_question", "none", in: name)
    }
    var ids: [String] = []
    var values: [String: [Double]] = [:]
    for (position, row) in rows.enumerated() {
      guard let id = row["id"]?.string else {
        throw Self.fault("an id for question \(position + 1)", "none", in: name)
      }
      guard values[id] == nil else { throw Self.fault("each id once", "\(id) again", in: name) }
      ids.append(id)
      values[id] = try Self.measures(row, of: id, in: name)
    }
    self.path = name
    labels = (value["labels"]?.array ?? []).compactMap { $0.string.map(Folder.name) }
    self.ids = ids
    self.values = values
  }

  private static func measures(
    _ row: JSONValue, of id: String, in path: String
  ) throws(Failure) -> [Double] {
    var measures: [Double] = []
    for metric in RankingMetric.reported {
      guard let measure = row[metric.name]?.double, (0...1).contains(measure) else {
        throw fault(
          "\(metric.name) from 0 to 1 for question \(id)",
          row[metric.name].map { "\($0.line.prefix(60))" } ?? "none", in: path)
      }
      measures.append(measure)
    }
    return measures
  }

  private static func bytes(of path: String) throws(Failure) -> (name: String, bytes: [UInt8]) {
    var name = path
    var bytes: [UInt8] = []
    do throws(IngestError) {
      let input = try DecompressedInput(path: path)
      name = input.path
      var piece = [UInt8](repeating: 0, count: DecompressedInput.pieceByteCount)
      while bytes.count <= byteLimit, case let count = try input.read(into: &piece), count > 0 {
        bytes += piece[..<count]
      }
    } catch {
      if case .empty(let path) = error { throw fault("a result", "an empty file", in: path) }
      throw Failure(.input(error))
    }
    guard bytes.count <= byteLimit else {
      throw fault("at most \(byteLimit) bytes", "more", in: name)
    }
    return (name, bytes)
  }

  private static func fault(_ expected: String, _ found: String, in path: String) -> Failure {
    Failure(
      .badInput, "\(path): expected \(expected), found \(found)",
      nextStep: "Name a file that 'footnote eval --json' wrote.")
  }
}
