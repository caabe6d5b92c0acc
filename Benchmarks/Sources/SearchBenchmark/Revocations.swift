import Footnote

/// Times how a list of what is revoked takes effect in an index that is open.
struct Revocations {
  let path: String

  /// Revokes revisions of the index, spread evenly, and prints one JSON object, nanoseconds of
  /// putting a list in place, of the next search, and of searches before and after.
  ///
  /// The index has the list in place afterwards. Each round puts a newer version of it in place.
  func measure(count: Int, rounds: Int) throws {
    let questions = SearchBenchmark.readLines()
    let index = try Index(path: path)
    let key = SigningKey.generate()
    let trusted = try KeySet([key.verificationKey])
    guard let now = Timestamp("2026-01-01T00:00:00Z"),
      let end = Timestamp("2100-01-01T00:00:00Z")
    else { fatalError("two moments") }
    let entries = try entries(of: index, count: count)
    let before = try searches(index, questions)
    let version = try index.revocations()?.version ?? 0
    let clock = ContinuousClock()
    var placed: [Int64] = []
    var next: [Int64] = []
    for round in 1...UInt64(rounds) {
      let list = RevocationList(
        version: version + round, issued: now, expires: end, entries: entries)
      let bytes = try list.signed(by: [key])
      let start = clock.now
      let verified = try VerifiedRevocations(bytes, document: "list", by: trusted, now: now)
      try IndexRevoker(path: path).revoke(verified)
      let isInPlace = clock.now
      _ = try index.search(questions[Int(round) % questions.count])
      placed.append(SearchBenchmark.nanoseconds(isInPlace - start))
      next.append(SearchBenchmark.nanoseconds(clock.now - isInPlace))
    }
    let after = try searches(index, questions)
    let masked = try index.revocations()?.maskedPassageCount ?? 0
    print(
      "{\"entries\":\(entries.count),\"masked\":\(masked),\"revoke\":\(placed),"
        + "\"next_search\":\(next),\"before\":\(before),\"after\":\(after)}")
  }

  private func entries(of index: Index, count: Int) throws -> [RevocationList.Entry] {
    let total = Int(index.summary.passageCount)
    var revisions: [RevocationList.Target] = []
    for start in stride(from: 0, to: total, by: 4_096) {
      for passage in try index.passages(at: start..<min(start + 4_096, total))
      where passage.attribution.ordinal == 0 {
        revisions.append(
          .revision(wiki: passage.attribution.wiki, passage.attribution.revision))
      }
    }
    let wanted = min(count, revisions.count)
    return (0..<wanted).map {
      RevocationList.Entry(revisions[$0 * revisions.count / wanted], reason: "measured")
    }
  }

  /// After one pass that is not counted.
  private func searches(_ index: Index, _ questions: [String]) throws -> [Int64] {
    let clock = ContinuousClock()
    for question in questions { _ = try index.search(question) }
    return try questions.map { question in
      let start = clock.now
      _ = try index.search(question)
      return SearchBenchmark.nanoseconds(clock.now - start)
    }
  }
}
