import Testing
import WikiModel

@testable import Chunking

@Suite struct PlainTextTests {
  private func blocks(_ text: ReadableText) -> [String] {
    text.blocks.map { String(decoding: text.bytes[$0.range], as: UTF8.self) }
  }

  @Test("Each line is a paragraph, and empty lines are none")
  func lines() {
    let text = ReadableText.plainText(Array("One.\n\n  Two. \n \t\nThree.\n".utf8))
    #expect(blocks(text) == ["One.", "  Two. ", "Three."])
    #expect(String(decoding: text.bytes, as: UTF8.self) == "One.\n  Two. \nThree.")
  }

  @Test("A carriage return at a line's end is left out, one inside is kept")
  func carriageReturns() {
    let text = ReadableText.plainText(Array("One.\r\nT\rwo.\r\n\r\n".utf8))
    #expect(blocks(text) == ["One.", "T\rwo."])
  }

  @Test("Every byte maps to the same byte of the source")
  func sourceMap() {
    let source = Array("Ab.\r\n\n\nCd é.\nEf.".utf8)
    let text = ReadableText.plainText(source)
    var copied: [UInt8] = []
    for run in text.sourceMap.runs {
      #expect(run.isVerbatim && run.textCount == run.sourceCount)
      copied += source[run.sourceRange]
    }
    #expect(copied == text.bytes)
  }

  @Test("Lines that follow each other are one run of the source map")
  func oneRun() {
    let text = ReadableText.plainText(Array("One.\nTwo.\nThree.".utf8))
    #expect(text.sourceMap.runs.count == 1)
  }

  @Test("Text without anything gives nothing")
  func empty() {
    #expect(ReadableText.plainText([]).blocks.isEmpty)
    #expect(ReadableText.plainText(Array("\n \r\n".utf8)).bytes.isEmpty)
  }
}
