import TestSupport
import Testing

@testable import Footnote

@Suite("Offsets in characters")
struct CharacterCounterTests {
  @Test("Ranges in any order have the characters that counting from the start gives")
  func anyOrder() {
    var generator = SeededGenerator()
    let characters = ["a", "é", "語", "😀"]
    let words = (0..<300).map { _ in characters.randomElement(using: &generator) ?? "" }
    let text = Array(words.joined().utf8)
    func count(before offset: Int) -> Int { text[..<offset].count { $0 & 0xC0 != 0x80 } }
    var counter = CharacterCounter()
    for _ in 0..<1_000 {
      let start = Int.random(in: 0...text.count, using: &generator)
      let end = Int.random(in: start...text.count, using: &generator)
      let expected = count(before: start)..<count(before: end)
      #expect(counter.range(start..<end, in: text) == expected)
    }
  }

  @Test("A long element that many passages are cut from is counted once", .timeLimit(.minutes(1)))
  func repeated() {
    let text = [UInt8](repeating: 0x61, count: 1 << 20)
    var counter = CharacterCounter()
    for _ in 0..<30_000 {
      #expect(counter.range(1..<text.count, in: text) == 1..<text.count)
    }
  }
}
