import Testing

@testable import FootnoteTool

@Suite("The terminal")
struct TerminalTests {
  private static func traits(
    isTerminal: Bool = true, _ environment: [String: String]
  ) -> TerminalTraits {
    TerminalTraits(isTerminal: isTerminal, columns: nil, environment: { environment[$0] })
  }

  @Test("colour needs a terminal that is not dumb, and no NO_COLOR")
  func color() {
    #expect(Self.traits(["TERM": "xterm-256color"]).hasColor)
    #expect(!Self.traits(isTerminal: false, ["TERM": "xterm-256color"]).hasColor)
    #expect(!Self.traits(["TERM": "xterm-256color", "NO_COLOR": "1"]).hasColor)
    #expect(!Self.traits(["TERM": "dumb"]).hasColor)
    #expect(!Self.traits([:]).hasColor)
  }

  @Test("an empty NO_COLOR counts as not set")
  func emptyNoColor() {
    #expect(Self.traits(["TERM": "xterm", "NO_COLOR": ""]).hasColor)
  }

  @Test("a line can be redrawn without colour, but not on a dumb terminal or a pipe")
  func redrawing() {
    #expect(Self.traits(["TERM": "xterm", "NO_COLOR": "1"]).canRedraw)
    #expect(!Self.traits(["TERM": "dumb"]).canRedraw)
    #expect(!Self.traits(isTerminal: false, ["TERM": "xterm"]).canRedraw)
  }

  @Test("the first locale variable that is set tells the encoding")
  func encoding() {
    #expect(Self.traits(["LANG": "de_DE.UTF-8"]).hasUnicode)
    #expect(Self.traits(["LC_ALL": "C.utf8", "LANG": "C"]).hasUnicode)
    #expect(!Self.traits(["LC_ALL": "C", "LANG": "de_DE.UTF-8"]).hasUnicode)
    #expect(!Self.traits([:]).hasUnicode)
  }

  @Test("what a terminal would obey is shown instead, lines and tabs stay")
  func harmlessText() {
    #expect("\u{1B}]0;title\u{07}x\u{7F}\r".harmless == "␛]0;title␇x␡␍")
    #expect("a\u{9B}31mb\u{202E}c\u{2066}d".harmless == "a\u{FFFD}31mb\u{FFFD}c\u{FFFD}d")
    #expect("one\n\ttwo".harmless == "one\n\ttwo")
    #expect("one\n\ttwo".harmlessLine == "one  two")
    #expect("עברית हिन्दी ไทย 👩‍🚀".harmless == "עברית हिन्दी ไทย 👩‍🚀")
  }

  @Test("each scalar is either shown as it is or replaced, never dropped")
  func everyScalar() {
    for value in UInt32(0)...0x2FFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = String(Character(scalar)).harmless
      #expect(text.unicodeScalars.count == 1)
      let isControl = scalar.properties.generalCategory == .control
      #expect(!isControl || value == 9 || value == 10 || text != String(Character(scalar)))
    }
  }

  @Test("wide letters take two columns, marks none")
  func displayWidth() {
    #expect("abc".displayWidth == 3)
    #expect("日本語".displayWidth == 6)
    #expect("e\u{301}".displayWidth == 1)
    #expect("한국어".displayWidth == 6)
    #expect("ไม้".displayWidth == 2)
    #expect("x\u{200B}y".displayWidth == 2)
  }

  @Test("errors and warnings say who speaks, what is wrong and what to do next, harmlessly")
  func messages() throws {
    let written = try Capture.standardError(traits: .plain) { messages in
      messages.error(Failure(.badInput, "no \u{1B}[2Jfile", nextStep: "Look again."))
      messages.warning("2 pages left out")
    }
    #expect(
      written == "footnote: error: no ␛[2Jfile\nLook again.\nfootnote: warning: 2 pages left out\n")
  }

  @Test("a message takes the line of progress away first")
  func messageOverProgress() throws {
    let written = try Capture.standardError(traits: .redrawable) { messages in
      messages.show(line: "Reading")
      messages.warning("careful")
      messages.clearLine()
    }
    #expect(written == "\rReading\u{1B}[K\r\u{1B}[Kfootnote: warning: careful\n")
  }
}
