import Storage

/// SplitMix64 with a seed that is printed, so that a failing run can be replayed.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// Takes the seed from `FOOTNOTE_SEED`, or else another one, and prints it.
  ///
  /// Without a given one each run of `make soak` draws anew, while `make test` draws what it drew
  /// before, so that what it says is about the code.
  ///
  /// - Parameter test: What is drawn for; rounds of a test that shall differ need names that do.
  /// - Parameter usual: The seed where none is given, in soaks too, for a test of what holds of
  ///   most draws but not of each, such as a recall.
  package init(for test: String = #function, usual: UInt64? = nil) {
    let given = environment("FOOTNOTE_SEED").flatMap { UInt64($0) }
    let drawn = Soak.isOn ? UInt64.random(in: 0...UInt64(UInt32.max)) : Self.seed(of: test)
    state = given ?? usual ?? drawn
    print("\(test): FOOTNOTE_SEED=\(state)")
  }

  /// A generator of its own for a part of a test, from a number that the test's drew.
  package init(continuing number: UInt64) { state = number }

  private static func seed(of test: String) -> UInt64 {
    checksum(Array(test.utf8).rawBytes) & UInt64(UInt32.max)
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  package mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }
}
