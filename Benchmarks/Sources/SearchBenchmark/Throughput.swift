import Footnote

/// Asks all questions with several threads at once, round after round, for each number in turn.
struct Throughput {
  let index: Index
  let options: SearchOptions

  init(path: String, count: Int) throws {
    index = try Index(path: path)
    options = SearchOptions(count: count)
  }

  /// Prints one JSON object: by number of threads, nanoseconds for all questions of each round.
  ///
  /// One round of each before the first is not counted.
  func measure(rounds: Int, threads: [Int]) async throws {
    let questions = SearchBenchmark.readLines()
    var samples = [[Int64]](repeating: [], count: threads.count)
    for round in 0...rounds {
      for (position, count) in threads.enumerated() {
        let clock = ContinuousClock()
        let start = clock.now
        try await ask(questions, threads: count)
        if round > 0 { samples[position].append(SearchBenchmark.nanoseconds(clock.now - start)) }
      }
    }
    let members = zip(threads, samples).map { "\"\($0)\":\($1)" }
    print("{\"questions\":\(questions.count),\"threads\":{\(members.joined(separator: ","))}}")
  }

  /// Each of the threads takes every nth question.
  private func ask(_ questions: [String], threads: Int) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for first in 0..<threads {
        group.addTask { @concurrent in
          for number in stride(from: first, to: questions.count, by: threads) {
            _ = try index.search(questions[number], options: options)
          }
        }
      }
      try await group.waitForAll()
    }
  }
}
