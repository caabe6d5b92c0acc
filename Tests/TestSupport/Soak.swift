/// Whether suites run with their large counts, as `make soak` has them do.
package enum Soak {
  package static let isOn = environment("FOOTNOTE_SOAK") == "1"

  /// A count for `make test`, and the one for `make soak`.
  package static func count(_ few: Int, soak many: Int) -> Int { isOn ? many : few }
}
