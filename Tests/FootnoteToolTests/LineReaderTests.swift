import Storage
import Testing

@testable import FootnoteTool

@Suite("Lines of a batch")
struct LineReaderTests {
  /// The lines of a file that `printf` writes from a format.
  private static func lines(printf format: String) throws -> [String] {
    let path = Shell.run("file=$(mktemp) && printf \(Shell.quoted(format)) > $file && echo $file")
    let name = try #require(path.lines.first)
    defer { _ = Shell.run("rm \(Shell.quoted(name))") }
    var reader = LineReader(try InputFile(path: name))
    var lines: [String] = []
    while let line = try reader.next() { lines.append(String(decoding: line, as: UTF8.self)) }
    return lines
  }

  @Test("lines end at line feeds, the last one also without")
  func lineFeeds() throws {
    #expect(try Self.lines(printf: "one\\ntwo\\n") == ["one", "two"])
    #expect(try Self.lines(printf: "one\\n\\nthree") == ["one", "", "three"])
    #expect(try Self.lines(printf: "") == [])
  }

  @Test("a byte order mark is no part of the first line, and is one of any other")
  func byteOrderMark() throws {
    let mark = "\\357\\273\\277"
    #expect(try Self.lines(printf: "\(mark)one\\n\(mark)") == ["one", "\u{FEFF}"])
    #expect(try Self.lines(printf: mark) == [""])
  }

  @Test("a line may be longer than what is read at once")
  func longLines() throws {
    let lines = try Self.lines(printf: "%0200000d\\n%070000d\\nend")
    #expect(lines.map(\.utf8.count) == [200_000, 70_000, 3])
  }

  @Test("a line over the limit is refused with its place")
  func limit() throws {
    #expect(throws: Failure.self) { try Self.lines(printf: "short\\n%02000000d\\n") }
  }
}
