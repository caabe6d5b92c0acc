import Footnote

/// Times searches with and without receipts, and the checking of receipts.
struct Proofs {
  let index: Index
  let key: SigningKey
  let options: SearchOptions

  /// Opens a signed index; only its public key matters, which the secret one knows.
  init(path: String, key: SigningKey, count: Int) throws {
    index = try Index(path: path)
    self.key = key
    options = SearchOptions(count: count)
  }

  /// Prints one JSON object: nanoseconds of searches, of the receipts over what they found, and of
  /// checking these without the index; and the bytes of a receipt of one passage each.
  ///
  /// One round before the first is not counted.
  func measure(rounds: Int) throws {
    let questions = SearchBenchmark.readLines()
    let keys = try KeySet([key.verificationKey])
    let clock = ContinuousClock()
    var searches: [Int64] = []
    var receipts: [Int64] = []
    var checks: [Int64] = []
    var bytes: [Int] = []
    for round in 0...rounds {
      for question in questions {
        let start = clock.now
        let found = try index.search(question, options: options)
        let searched = clock.now
        guard !found.isEmpty else { continue }
        let receipt = try index.receipt(for: found)
        let written = receipt.encoded
        let proved = clock.now
        let read = try Receipt(decoding: written)
        _ = try read.verify(by: keys)
        let checked = clock.now
        guard round > 0 else {
          for passage in found {
            bytes.append(try index.receipt(for: [passage]).encoded.count)
          }
          continue
        }
        searches.append(SearchBenchmark.nanoseconds(searched - start))
        receipts.append(SearchBenchmark.nanoseconds(proved - searched))
        checks.append(SearchBenchmark.nanoseconds(checked - proved))
      }
    }
    print(
      "{\"search\":\(searches),\"receipt\":\(receipts),\"check\":\(checks),\"bytes\":\(bytes)}")
  }
}
