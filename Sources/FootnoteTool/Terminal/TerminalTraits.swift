/// What may be shown on a stream: whether it is a terminal, how wide, in which colours.
struct TerminalTraits: Hashable, Sendable {
  var isTerminal: Bool
  /// A line can be drawn over: it is a terminal and not a dumb one.
  var canRedraw: Bool
  var hasColor: Bool
  /// Characters beyond ASCII are shown.
  var hasUnicode: Bool
  var columns: Int

  /// A file or pipe.
  static let plain = TerminalTraits(
    isTerminal: false, canRedraw: false, hasColor: false, hasUnicode: true, columns: 80)

  /// Derives the traits; `environment` gives the value of a variable, nil when it is not set.
  ///
  /// `NO_COLOR` counts when it is not empty (no-color.org); `TERM=dumb` forbids every escape
  /// sequence; the locale's name tells the encoding, as in `C.UTF-8`.
  init(isTerminal: Bool, columns: Int?, environment: (String) -> String?) {
    func value(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
    let locale = value("LC_ALL") ?? value("LC_CTYPE") ?? value("LANG") ?? ""
    let isDumb = value("TERM") ?? "dumb" == "dumb"
    self.init(
      isTerminal: isTerminal, canRedraw: isTerminal && !isDumb,
      hasColor: isTerminal && !isDumb && value("NO_COLOR") == nil,
      hasUnicode: locale.lowercased().contains("utf-8") || locale.lowercased().contains("utf8"),
      columns: columns ?? 80)
  }

  /// The traits of one of the process's streams.
  init(descriptor: Int32) {
    self.init(
      isTerminal: OperatingSystem.isTerminal(descriptor),
      columns: OperatingSystem.columns(descriptor), environment: OperatingSystem.environment)
  }

  private init(
    isTerminal: Bool, canRedraw: Bool, hasColor: Bool, hasUnicode: Bool, columns: Int
  ) {
    self.isTerminal = isTerminal
    self.canRedraw = canRedraw
    self.hasColor = hasColor
    self.hasUnicode = hasUnicode
    self.columns = columns
  }
}
