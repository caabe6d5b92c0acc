/// The version that `footnote --version` and the manual show.
enum Version {
  static let number = "0.1.0"
  /// The day of the release, for the manual.
  static let date = "2026-11-20"
}
