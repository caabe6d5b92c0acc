/// Figures as people read them: grouped digits, sizes, rates and times.
enum HumanFigures {
  /// `1234567` as `1,234,567`.
  static func grouped(_ count: some BinaryInteger) -> String {
    let digits = Array(String(count.magnitude))
    var text = count < 0 ? "-" : ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// A number with a fixed count of decimals, rounded half away from zero; "?" when not finite.
  ///
  /// - Requires: `decimals` is at most 6.
  static func decimal(_ value: Double, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (value * scale).rounded()
    guard scaled.isFinite, scaled.magnitude < 1e18 else { return "?" }
    let digits = String(Int64(scaled.magnitude))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = scaled < 0 ? "-" : ""
    let whole = grouped(Int64(padded.dropLast(decimals)) ?? 0)
    return decimals == 0 ? sign + whole : sign + whole + "." + padded.suffix(decimals)
  }

  /// Bytes in powers of 1,000, with three digits or so: `999 B`, `1.5 kB`, `12.4 MB`, `310 GB`.
  static func byteCount(_ bytes: Double) -> String {
    let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
    var value = bytes
    var unit = 0
    while value.rounded() >= 1_000, unit < units.count - 1 {
      value /= 1_000
      unit += 1
    }
    return decimal(value, decimals: unit == 0 || value >= 99.95 ? 0 : 1) + " " + units[unit]
  }

  /// Seconds as the two largest units: `0.4 s`, `42 s`, `1 min 05 s`, `2 h 10 min`, `3 d 4 h`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "?" }
    if seconds < 9.95 { return decimal(seconds, decimals: 1) + " s" }
    let whole = Int(seconds.rounded())
    func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    switch whole {
    case ..<60: return "\(whole) s"
    case ..<3_600: return "\(whole / 60) min \(twoDigits(whole % 60)) s"
    case ..<86_400: return "\(whole / 3_600) h \(twoDigits(whole / 60 % 60)) min"
    default: return "\(whole / 86_400) d \(whole / 3_600 % 24) h"
    }
  }

  /// `1 passage`, `2 passages`.
  static func counted(_ count: some BinaryInteger, _ one: String, _ many: String) -> String {
    grouped(count) + " " + (count == 1 ? one : many)
  }
}
