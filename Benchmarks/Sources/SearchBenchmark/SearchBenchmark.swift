import Footnote

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Times openings and searches inside one process, through the public interface alone.
///
/// Prints one JSON object of nanoseconds, in the order in which they were taken.
@main
enum SearchBenchmark {
  static let usage = """
    usage: SearchBenchmark first INDEX QUESTION         open, then ask one question
           SearchBenchmark open INDEX COUNT             open COUNT times
           SearchBenchmark search INDEX ROUNDS K...     ask the lines of standard input
           SearchBenchmark answer INDEX K               ask each line when it comes
           SearchBenchmark threads INDEX K ROUNDS N...  ask the lines with N threads at once
           SearchBenchmark receipts INDEX K ROUNDS      ask the lines, prove what was found; the
                                                        secret key's PEM is in FOOTNOTE_KEY
           SearchBenchmark revocations INDEX N ROUNDS   put lists of N revisions in place, and ask
                                                        the lines before and after
           SearchBenchmark embed TABLE LANGUAGE ROUNDS  embed the lines, a title, a tab and a text
                                                        each
    """

  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count >= 3 else { fatalError(usage) }
    let path = arguments[1]
    switch arguments[0] {
    case "first": try first(path, question: arguments[2])
    case "open": try open(path, count: number(arguments[2]))
    case "search":
      try search(path, rounds: number(arguments[2]), counts: arguments.dropFirst(3).map(number))
    case "answer": try answer(path, count: number(arguments[2]))
    case "threads":
      guard arguments.count >= 5 else { fatalError(usage) }
      try await Throughput(path: path, count: number(arguments[2]))
        .measure(rounds: number(arguments[3]), threads: arguments.dropFirst(4).map(number))
    case "receipts":
      guard arguments.count == 4 else { fatalError(usage) }
      guard let pem = unsafe getenv("FOOTNOTE_KEY") else { fatalError(usage) }
      try Proofs(
        path: path, key: SigningKey(pem: unsafe String(cString: pem)),
        count: number(arguments[2])
      ).measure(rounds: number(arguments[3]))
    case "revocations":
      guard arguments.count == 4 else { fatalError(usage) }
      try Revocations(path: path).measure(
        count: number(arguments[2]), rounds: number(arguments[3]))
    case "embed":
      guard arguments.count == 4 else { fatalError(usage) }
      try embed(path, language: arguments[2], rounds: number(arguments[3]))
    default: fatalError(usage)
    }
  }

  /// Times whole rounds of embedding the texts of standard input with one thread.
  private static func embed(_ table: String, language: String, rounds: Int) throws {
    var embedder = try TextEmbedder(table: table)
    let texts = readLines().map { line in
      let tab = line.firstIndex(of: "\t") ?? line.startIndex
      return (title: String(line[..<tab]), text: String(line[tab...].dropFirst()))
    }
    let clock = ContinuousClock()
    var samples: [Int64] = []
    for _ in 0..<rounds {
      let start = clock.now
      var zeroCount = 0
      for (title, text) in texts {
        let vector = embedder.vector(of: text, under: [title], language: language)
        if vector.allSatisfy({ $0 == 0 }) { zeroCount += 1 }
      }
      samples.append(nanoseconds(clock.now - start))
      guard zeroCount * 100 < texts.count else { fatalError("a table that knows the texts") }
    }
    print(
      "{\"texts\":\(texts.count),\"dimensions\":\(embedder.dimensions),\"embed\":\(samples)}")
  }

  private static func first(_ path: String, question: String) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let index = try Index(path: path)
    let opened = clock.now
    let found = try index.search(question).count
    let answered = clock.now
    print(
      "{\"open\":\(nanoseconds(opened - start)),\"search\":\(nanoseconds(answered - opened)),"
        + "\"found\":\(found)}")
  }

  private static func open(_ path: String, count: Int) throws {
    let clock = ContinuousClock()
    var samples: [Int64] = []
    for _ in 0..<count {
      let start = clock.now
      let index = try Index(path: path)
      samples.append(nanoseconds(clock.now - start))
      withExtendedLifetime(index) {}
    }
    print("{\"open\":\(samples)}")
  }

  /// After one pass that is not counted, asks every question in each round, once for each count.
  private static func search(_ path: String, rounds: Int, counts: [Int]) throws {
    let index = try Index(path: path)
    let questions = readLines()
    var passages = 0
    for count in counts { passages += try ask(index, questions, count).passages }
    var parts: [String] = []
    for _ in 0..<rounds {
      for count in counts {
        let pass = try ask(index, questions, count)
        parts.append("{\"k\":\(count),\"passages\":\(pass.passages),\"search\":\(pass.samples)}")
      }
    }
    print("{\"warm_up_passages\":\(passages),\"passes\":[\(parts.joined(separator: ","))]}")
  }

  /// Answers each line of standard input with a line of nanoseconds, for a driver that asks several
  /// programs in turn.
  private static func answer(_ path: String, count: Int) throws {
    let index = try Index(path: path)
    while let question = readLine() {
      let (samples, passages) = try ask(index, [question], count)
      print(samples[0], passages)
      fflush(nil)
    }
  }

  private static func ask(
    _ index: Index, _ questions: [String], _ count: Int
  ) throws -> (samples: [Int64], passages: Int) {
    let clock = ContinuousClock()
    let options = SearchOptions(count: count)
    var samples: [Int64] = []
    samples.reserveCapacity(questions.count)
    var passages = 0
    for question in questions {
      let start = clock.now
      let found = try index.search(question, options: options)
      samples.append(nanoseconds(clock.now - start))
      passages += found.count
    }
    return (samples, passages)
  }

  static func readLines() -> [String] {
    var lines: [String] = []
    while let line = readLine() { lines.append(line) }
    return lines
  }

  static func nanoseconds(_ duration: Duration) -> Int64 {
    let (seconds, attoseconds) = duration.components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }

  private static func number(_ text: String) -> Int {
    guard let value = Int(text), value > 0 else { fatalError(usage) }
    return value
  }
}
