import Numerics
import Storage
import VectorIndex

/// What the commands so far have opened.
final class Session {
  /// The wanted recalls that are asked for, by rising effort; of vectors themselves, all alone.
  private var recalls: [Double] { choice.code == .float32 ? [1] : Self.codeRecalls }
  private static let codeRecalls = [
    0.5, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995, 0.999,
  ]
  private static let warmUpQuestions = 200

  private let metric: VectorMetric
  private let dimensions: Int
  private let choice: (structure: VectorStructure, code: VectorCode)
  private var index: VectorIndexReader?
  private var questions: [Float] = []
  private var allowed: DocumentRanges?

  init?(_ arguments: [String]) {
    let metrics: [String: VectorMetric] = [
      "angular": .cosine, "euclidean": .squaredDistance, "dot": .innerProduct,
    ]
    let choices: [String: (VectorStructure, VectorCode)] = [
      "automatic": (.automatic, .bits8), "flat": (.flat, .bits8), "flat-4": (.flat, .bits4),
      "flat-32": (.flat, .float32), "graph": (.graph, .bits8),
      "lists": (.lists, .bits8),
    ]
    guard let metric = metrics[arguments[0]], let dimensions = Int(arguments[1]),
      let choice = choices[arguments[2]]
    else { return nil }
    (self.metric, self.dimensions, self.choice) = (metric, dimensions, choice)
  }

  func answer(_ words: [String]) async throws -> String {
    switch (words.first, words.count) {
    case ("build", 4): try await build(words[1], words[2], threads: number(words[3]))
    case ("queries", 2): try readQuestions(words[1])
    case ("open", 3): try open(words[1])
    case ("widths", 1): widths()
    case ("restrict", 2): try restrict(words[1])
    case ("search", 7): try await search(words)
    case ("first", 3): try first(k: number(words[1]), width: number(words[2]))
    default: throw Refusal(text: "no command: \(words.joined(separator: " "))")
    }
  }

  private func build(_ rows: String, _ path: String, threads: Int) async throws -> String {
    let vectors = try VectorArray(path: rows, dimensions: dimensions)
    vectors.touch()
    let start = ContinuousClock.now
    let writer = try VectorIndexWriter(
      temporaryPath: path + ".spool", dimensions: dimensions, metric: metric, code: choice.code)
    for row in 0..<vectors.count { try writer.append(vectors.row(row)) }
    if Folder.exists(path) { try Folder.removeFile(path) }
    try await writer.finish(
      path: path, structure: choice.structure, threads: threads)
    return seconds(since: start)
  }

  private func readQuestions(_ path: String) throws -> String {
    let vectors = try VectorArray(path: path, dimensions: dimensions)
    questions = []
    for row in 0..<vectors.count {
      let vector = vectors.row(row)
      for place in vector.indices { questions.append(vector[place]) }
    }
    return JSONText.object(["count": "\(vectors.count)"])
  }

  private func open(_ path: String) throws -> String {
    let start = ContinuousClock.now
    let index = try VectorIndexReader(path: path)
    let gone = (ContinuousClock.now - start) / Duration.seconds(1)
    self.index = index
    return JSONText.object([
      "seconds": "\(gone)", "choice": JSONText.string(index.summary.choice),
    ])
  }

  private func widths() -> String {
    JSONText.object([
      "widths": JSONText.array(recalls.map { JSONText.string("\($0)") }),
      "interfaces": JSONText.array([JSONText.string("each"), JSONText.string("batch")]),
    ])
  }

  /// The allowed rows as ranges; the time is that of making them.
  private func restrict(_ path: String) throws -> String {
    let start = ContinuousClock.now
    allowed = nil
    if path != "-" {
      let file = try MappedFile(path: path)
      var ranges = RangeSet<UInt32>()
      var row = 0
      while row < file.byteCount {
        let first = row
        while row < file.byteCount, file.bytes.integer(UInt8.self, at: row) != 0 { row += 1 }
        if row > first { ranges.insert(contentsOf: UInt32(first)..<UInt32(row)) }
        row += 1
      }
      allowed = DocumentRanges(ranges)
    }
    return seconds(since: start)
  }

  private func search(_ words: [String]) async throws -> String {
    guard let index else { throw Refusal(text: "no index is open") }
    let searching = Searching(
      index: index, questions: questions, k: try number(words[2]),
      recall: recalls[try number(words[3])], allowed: allowed,
      threads: try number(words[4]), isBatch: words[1] == "batch")
    let count = questions.count / dimensions
    if words[6] != "-" {
      try await searching.writeIDs(to: words[6])
      return "{}"
    }
    guard let wanted = Double(words[5]) else { throw Refusal(text: "no seconds: \(words[5])") }
    _ = try await searching.ask(0..<min(Self.warmUpQuestions, count))
    let start = ContinuousClock.now
    var passes = 0
    while true {
      _ = try await searching.ask(0..<count)
      passes += 1
      let gone = (ContinuousClock.now - start) / Duration.seconds(1)
      if gone >= wanted {
        return JSONText.object(["seconds": "\(gone / Double(passes))", "passes": "\(passes)"])
      }
    }
  }

  private func first(k: Int, width: Int) throws -> String {
    guard let index else { throw Refusal(text: "no index is open") }
    let question = Array(questions[..<dimensions])
    let start = ContinuousClock.now
    let found = try index.search(
      question.span, k: k, recall: recalls[width], among: allowed)
    let gone = (ContinuousClock.now - start) / Duration.seconds(1)
    return JSONText.object([
      "seconds": "\(gone)", "ids": JSONText.array(found.map { "\($0.document)" }),
    ])
  }

  private func seconds(since start: ContinuousClock.Instant) -> String {
    JSONText.object(["seconds": "\((ContinuousClock.now - start) / Duration.seconds(1))"])
  }

  private func number(_ word: String) throws -> Int {
    guard let value = Int(word), value >= 0 else { throw Refusal(text: "no number: \(word)") }
    return value
  }
}

/// A command that cannot be followed.
struct Refusal: Error, CustomStringConvertible {
  let text: String
  var description: String { text }
}
