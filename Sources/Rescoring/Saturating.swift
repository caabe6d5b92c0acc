extension FixedWidthInteger {
  /// The sum, or the greatest number there is.
  func saturatingAdd(_ other: Self) -> Self {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? .max : sum
  }

  /// The difference, or 0 where it would be below.
  func subtractingDownToZero(_ other: Self) -> Self { self > other ? self - other : 0 }
}
