import Footnote

extension ValueType<[String]> {
  /// One value, which may be any text, commas and the empty text included.
  static func anyText(_ name: String) -> Self {
    Self(
      name: name, completion: .nothing, read: { text throws(ValueError) in [text] },
      show: { $0.joined(separator: ",") })
  }
}

extension ValueType<Timestamp> {
  /// A day, which stands for its first or its last second in UTC, or a moment.
  static func date(_ name: String, isEnd: Bool) -> Self {
    Self(
      name: name, completion: .nothing,
      read: { text throws(ValueError) in
        let day = Timestamp(text + (isEnd ? "T23:59:59Z" : "T00:00:00Z"))
        guard let moment = day ?? Timestamp(text) else {
          throw ValueError(expected: "a day such as 2026-01-31, or 2026-01-31T08:00:00Z")
        }
        return moment
      },
      show: { $0.description })
  }
}
