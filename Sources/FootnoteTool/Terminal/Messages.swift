import Synchronization

/// Standard error: messages for the person at the terminal, and one line of progress below them.
///
/// Safe to use from several threads. What cannot be written is dropped: there is nowhere to say so.
final class Messages: Sendable {
  let traits: TerminalTraits
  private let descriptor: Int32
  private let isLineShown = Mutex(false)

  init(descriptor: Int32, traits: TerminalTraits) {
    self.descriptor = descriptor
    self.traits = traits
  }

  /// Tells why the process ends: `footnote: error: …`, then what to do next.
  func error(_ failure: Failure) {
    tell("error:", Style(traits).boldRed, failure.message, failure.nextStep)
  }

  /// Tells of something that the work went on without: `footnote: warning: …`.
  func warning(_ message: String, nextStep: String = "") {
    tell("warning:", Style(traits).boldYellow, message, nextStep)
  }

  /// Writes text that is already laid out and harmless, such as help.
  func text(_ text: String) { tell(text) }

  /// Shows a line of progress in the place of the one before; it is harmless and fits the width.
  func show(line: String) {
    isLineShown.withLock { isShown in
      isShown = true
      write("\r" + line + "\u{1B}[K")
    }
  }

  /// Takes the line of progress away.
  func clearLine() {
    isLineShown.withLock { isShown in
      if isShown { write("\r\u{1B}[K") }
      isShown = false
    }
  }

  private func tell(_ text: String) {
    isLineShown.withLock { isShown in
      write((isShown ? "\r\u{1B}[K" : "") + text)
      isShown = false
    }
  }

  /// Writes a message and, on a line of its own, the next step; a terminal's lines are broken
  /// between words.
  private func tell(
    _ kind: String, _ emphasize: (String) -> String, _ message: String, _ nextStep: String
  ) {
    // The kind's own width counts when lines are broken, and its escape sequences do not.
    let start = "footnote: \(kind)"
    let paragraphs = [start + " " + message.harmless, nextStep.harmless].filter { !$0.isEmpty }
    let lines =
      traits.isTerminal
      ? paragraphs.flatMap { TextLayout.wrap($0, width: traits.columns - 1) } : paragraphs
    let text = lines.joined(separator: "\n").dropFirst(start.count) + "\n"
    tell("footnote: " + emphasize(kind) + text)
  }

  private func write(_ text: String) {
    do throws(OperatingSystem.Code) {
      try OperatingSystem.write(text.utf8, to: descriptor)
    } catch {
      return
    }
  }
}
