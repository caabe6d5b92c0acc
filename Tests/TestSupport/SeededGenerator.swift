/// SplitMix64 with a seed that is printed, so that a failing run can be replayed.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// Takes the seed from `FOOTNOTE_SEED`, or else a new one, and prints it.
  ///
  /// - Parameter usual: The seed where none is given, for a test of what holds of most draws but
  ///   not of each, such as a recall: it shall not fail by bad luck.
  package init(for test: String = #function, usual: UInt64? = nil) {
    let given = environment("FOOTNOTE_SEED").flatMap { UInt64($0) }
    state = given ?? usual ?? UInt64.random(in: 0...UInt64(UInt32.max))
    print("\(test): FOOTNOTE_SEED=\(state)")
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
