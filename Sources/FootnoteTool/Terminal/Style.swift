/// Emphasis that becomes escape sequences where the stream has colour, and nothing elsewhere.
struct Style: Sendable {
  let isOn: Bool

  init(_ traits: TerminalTraits) { isOn = traits.hasColor }

  func bold(_ text: String) -> String { wrapped(text, "1") }
  func faint(_ text: String) -> String { wrapped(text, "2") }
  func green(_ text: String) -> String { wrapped(text, "32") }
  func boldRed(_ text: String) -> String { wrapped(text, "1;31") }
  func boldYellow(_ text: String) -> String { wrapped(text, "1;33") }

  private func wrapped(_ text: String, _ code: String) -> String {
    isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
