import TestSupport
import CBzip2
import Storage
import Testing

@testable import Footnote

/// A dump of a few pages, as text to be damaged.
enum SmallDump {
  static let head = """
    <mediawiki version="0.11" xml:lang="en">
    <siteinfo><sitename>S</sitename><dbname>testwiki</dbname>
    <base>https://t.footnote.example/wiki/Main</base>
    <namespaces><namespace key="0"/></namespaces></siteinfo>

    """
  static let end = "</mediawiki>\n"

  static func page(
    _ id: Int, _ text: String, revision: String? = nil, sha1: String = ""
  ) -> String {
    let made = """
      <revision><id>\(id)0</id><timestamp>2020-01-01T00:00:00Z</timestamp>
      <model>wikitext</model><text xml:space="preserve">\(text)</text>
      <sha1>\(sha1)</sha1></revision>

      """
    return "<page><title>Page \(id)</title><ns>0</ns><id>\(id)</id>\n\(revision ?? made)</page>\n"
  }

  static let sound = page(1, "The first page is sound.") + page(2, "The second page is sound.")
  static var whole: String { head + sound + end }

  static func bzip2(_ bytes: [UInt8]) -> [UInt8] {
    var packed = [UInt8](repeating: 0, count: bytes.count + bytes.count / 50 + 1_000)
    var source = bytes
    var count = UInt32(packed.count)
    let code = unsafe packed.withUnsafeMutableBytes { target in
      unsafe source.withUnsafeMutableBytes { source in
        unsafe BZ2_bzBuffToBuffCompress(
          target.baseAddress?.assumingMemoryBound(to: CChar.self), &count,
          source.baseAddress?.assumingMemoryBound(to: CChar.self), UInt32(source.count), 1, 0, 0)
      }
    }
    precondition(code == BZ_OK, "bzip2 cannot compress")
    return Array(packed[..<Int(count)])
  }
}

/// An input that no index can be made of, and what its error must say.
struct BadInput: CustomTestStringConvertible, Sendable {
  var name: String
  var bytes: [UInt8]
  /// Pieces of the description: the place and what to do next.
  var says: [String]

  init(_ name: String, _ text: String, says: [String]) {
    self.init(name, bytes: Array(text.utf8), says: says)
  }

  init(_ name: String, bytes: [UInt8], says: [String]) {
    self.name = name
    self.bytes = bytes
    self.says = says
  }

  var testDescription: String { name }

  static var all: [BadInput] { compressed + markup + pages + others }

  private static let compressed: [BadInput] = {
    let packed = SmallDump.bzip2(Array(SmallDump.whole.utf8))
    var flipped = packed
    flipped[packed.count / 2] ^= 0x10
    return [
      BadInput(
        "truncated bzip2", bytes: Array(packed.dropLast(20)),
        says: ["bzip2", "byte", "Fetch or copy it again"]),
      BadInput(
        "corrupt bzip2", bytes: flipped, says: ["bzip2", "byte", "Fetch or copy it again"]),
    ]
  }()

  private static let markup: [BadInput] = [
    BadInput(
      "malformed XML", SmallDump.head + SmallDump.sound + "<page><title>A</page>",
      says: ["line", "byte", "Mend the XML"]),
    BadInput(
      "an undefined entity", SmallDump.head + SmallDump.page(1, "&times;") + SmallDump.end,
      says: ["line", "byte", "Mend the XML"]),
    BadInput(
      "a DOCTYPE", "<!DOCTYPE mediawiki SYSTEM \"http://e.example/x.dtd\">" + SmallDump.whole,
      says: ["line", "byte", "take it out"]),
    BadInput(
      "an entity bomb",
      "<!DOCTYPE mediawiki [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
        + SmallDump.head + SmallDump.page(1, "&b;") + SmallDump.end,
      says: ["line", "byte", "take it out"]),
    BadInput(
      "invalid UTF-8",
      bytes: Array(SmallDump.head.utf8) + Array(SmallDump.page(1, "ab").utf8)
        + [0xC3, 0x28] + Array(SmallDump.end.utf8),
      says: ["line", "byte", "UTF-8"]),
    BadInput(
      "a dump that is cut off", SmallDump.head + SmallDump.sound,
      says: ["</mediawiki>", "2 whole pages", "Fetch or export it again"]),
    BadInput("only the head of a dump", SmallDump.head, says: ["</mediawiki>", "cut off"]),
  ]

  private static let pages: [BadInput] = [
    BadInput(
      "a wrong SHA-1",
      SmallDump.head + SmallDump.page(1, "Sound.")
        + SmallDump.page(7, "Other text.", sha1: "phoiac9h4m842xq45sp7s6u21eteeq1")
        + SmallDump.end,
      says: ["Page 7", "id 7", "revision 70", "line", "SHA-1", "--skip-bad-pages"]),
    BadInput(
      "a page without a revision",
      SmallDump.head + SmallDump.sound + SmallDump.page(8, "", revision: "") + SmallDump.end,
      says: ["Page 8", "id 8", "a page with a revision", "--skip-bad-pages"]),
  ]

  private static let others: [BadInput] = [
    BadInput("an empty file", "", says: ["found nothing", "written whole"]),
    BadInput("white space alone", " \n\t\n", says: ["found nothing"]),
    BadInput("text", "Dear reader,\n", says: ["Dear reader", "Name a pages-articles dump"]),
    BadInput(
      "an HTML page", "<!DOCTYPE html><html></html>", says: ["an HTML page", "the dump itself"]),
    BadInput("a ZIP archive", "PK\u{3}\u{4}rest", says: ["ZIP", "Unpack it"]),
    BadInput("a JSON array", "[{}]", says: ["a JSON array", "one object a line"]),
    BadInput(
      "a line that is no JSON", "{\"page_id\": }\n", says: ["line 1", "byte", "Mend the line"]),
    BadInput(
      "a line of 33 MB", "{\"text\": \"" + String(repeating: "long ", count: 6_900_000) + "\"}\n",
      says: ["line 1", "byte"]),
    BadInput(
      "a line without a title", "{\"page_id\": 1, \"revision_id\": 2}\n",
      says: ["line 1", "title", "Mend the line"]),
  ]
}

/// The error of a build that must fail, and what it leaves in the folder of the index.
private func failure(
  of files: [String], into folder: TemporaryFolder, options: BuildOptions = SampleCorpus.options
) async throws -> FootnoteError? {
  do {
    _ = try await IndexBuilder(options: options).build(
      files: files, output: folder("made.index"))
    return nil
  } catch {
    return error
  }
}

@Test("Each bad input gives one clear error and leaves nothing behind", arguments: BadInput.all)
func badInput(input: BadInput) async throws {
  let folder = try TemporaryFolder()
  let output = try TemporaryFolder()
  let path = try folder.file("input", input.bytes)
  for threads in [1, 3] {
    var options = SampleCorpus.options
    options.threads = threads
    let error = try #require(try await failure(of: [path], into: output, options: options))
    guard case .input = error else {
      Issue.record("\(error)")
      return
    }
    let description = "\(error)"
    #expect(description.contains(path))
    for piece in input.says { #expect(description.contains(piece), "\(description)") }
    #expect(!description.contains("\n"))
    #expect(try output.names.isEmpty)
  }
}

@Test("A page of 100 MB, longer than any wiki's, is told by its place, not taken into memory whole")
func enormousPage() async throws {
  let folder = try TemporaryFolder()
  let file = try OutputFile(creating: folder("enormous.xml"))
  try file.append(Array((SmallDump.head + "<page><title>Enormous</title><id>3</id>").utf8))
  try file.append(Array("<revision><id>30</id><text>".utf8))
  let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
  for _ in 0..<100 { try file.append(piece) }
  try file.append(Array("</text></revision></page></mediawiki>".utf8))
  let output = try TemporaryFolder()
  let error = try #require(try await failure(of: [folder("enormous.xml")], into: output))
  guard case .input(.badPage(let fault)) = error else {
    Issue.record("\(error)")
    return
  }
  #expect(fault.title == "Enormous")
  #expect(fault.revision == 30)
  #expect("\(error)".contains("--skip-bad-pages"))
  #expect(try output.names.isEmpty)
}

@Test("A missing file and a folder as input are told before anything is read or written")
func inputsThatAreNoFiles() async throws {
  let folder = try TemporaryFolder()
  let sound = try folder.file("sound.xml", SmallDump.whole)
  try Folder.make(folder("folder"))
  let cases = [(folder("missing.xml"), "Check the name"), (folder("folder"), "Name a file")]
  for (path, says) in cases {
    let output = try TemporaryFolder()
    let error = try #require(try await failure(of: [sound, path], into: output))
    guard case .input(.storage) = error else {
      Issue.record("\(error)")
      continue
    }
    #expect("\(error)".contains(path))
    #expect("\(error)".contains(says))
    #expect(try output.names.isEmpty)
  }
}

@Test("A fault in the last of several inputs leaves nothing of the first ones")
func faultInTheLastInput() async throws {
  let folder = try TemporaryFolder()
  let output = try TemporaryFolder()
  let bad = try folder.file("bad.xml", SmallDump.head + SmallDump.sound)
  let error = try await failure(of: try SampleCorpus.dumps + [bad], into: output)
  guard case .input(.cutOff)? = error else {
    Issue.record("\(String(describing: error))")
    return
  }
  #expect(try output.names.isEmpty)
}

@Test("Of several faults the first in the input is told, whatever the number of threads")
func firstOfSeveralFaults() async throws {
  let folder = try TemporaryFolder()
  let long = String(repeating: "Nothing but a long and sound text.\n", count: 16_000)
  let digest = "phoiac9h4m842xq45sp7s6u21eteeq1"
  let pages = (1...6).map { SmallDump.page($0, long, sha1: $0 == 2 || $0 == 4 ? digest : "") }
  let path = try folder.file(
    "faults.xml", SmallDump.head + pages.joined() + "<page><title>A</page>")
  for threads in [1, 2, 3, 6] {
    var options = SampleCorpus.options
    options.threads = threads
    guard
      case .input(.badPage(let fault))? = try await failure(
        of: [path], into: folder, options: options)
    else {
      Issue.record("\(threads) threads told another fault")
      continue
    }
    #expect(fault.page == 2)
  }
  #expect(try folder.names == ["faults.xml"])
}

@Test("Inputs without an article with text say what was left out, and what to try")
func nothingToIndex() async throws {
  let folder = try TemporaryFolder()
  let output = try TemporaryFolder()
  let redirect = SmallDump.page(1, "#REDIRECT [[Page 2]]") + SmallDump.page(2, "")
  let path = try folder.file("redirects.xml", SmallDump.head + redirect + SmallDump.end)
  let error = try #require(try await failure(of: [path], into: output))
  guard case .nothingToIndex(_, let skipped) = error else {
    Issue.record("\(error)")
    return
  }
  #expect(skipped == ["redirect": 1, "empty text": 1])
  #expect("\(error)".contains("1 × redirect"))
  #expect("\(error)".contains("--namespaces"))
  #expect(try output.names.isEmpty)
  let none = try #require(try await failure(of: [], into: output))
  guard case .nothingToIndex = none else {
    Issue.record("\(none)")
    return
  }
  #expect(try output.names.isEmpty)
}

@Test("A wiki that is not Wikimedia's needs its licence said")
func unknownLicense() async throws {
  let output = try TemporaryFolder()
  let error = try await failure(
    of: [SampleCorpus.dump("de")], into: output, options: BuildOptions())
  guard case .input(.unknownLicense)? = error else {
    Issue.record("\(String(describing: error))")
    return
  }
  #expect("\(String(describing: error))".contains("--license"))
  #expect(try output.names.isEmpty)
}

@Test("Bad pages are left out and reported where they are to be, in the order of the input")
func skippedPages() async throws {
  let folder = try TemporaryFolder()
  let digest = "phoiac9h4m842xq45sp7s6u21eteeq1"
  var pages = ""
  for id in 1...40 {
    switch id % 4 {
    case 1: pages += SmallDump.page(id, "Text that was changed.", sha1: digest)
    case 2: pages += SmallDump.page(id, "", revision: "")
    default: pages += SmallDump.page(id, "Page number \(id) is sound and says so.")
    }
  }
  let path = try folder.file("bad-pages.xml", SmallDump.head + pages + SmallDump.end)
  var options = SampleCorpus.options
  options.skipsBadPages = true
  var descriptions: Set<[String]> = []
  for threads in [1, 4] {
    options.threads = threads
    let report = try await IndexBuilder(options: options).build(
      files: [path], output: folder("index-\(threads)"))
    #expect(report.pageCount == 20)
    #expect(report.skipped == ["bad page": 20])
    #expect(report.faults.count == 20)
    descriptions.insert(report.faults.map { "\($0)" })
    for fault in report.faults {
      #expect(fault.description.hasPrefix(fault.finding + " "))
      #expect(!fault.finding.contains("--skip-bad-pages"))
    }
    #expect(try Index(path: folder("index-\(threads)")).manifest.skipped == ["bad page": 20])
  }
  #expect(descriptions.count == 1)
}

@Test("Of a dump that is cut off, the whole pages are kept where bad pages are to be left out")
func skippedEnd() async throws {
  let folder = try TemporaryFolder()
  let path = try folder.file("cut.xml", SmallDump.head + SmallDump.sound + "<page><title>Pa")
  var options = SampleCorpus.options
  options.skipsBadPages = true
  let report = try await IndexBuilder(options: options).build(
    files: [path], output: folder("cut.index"))
  #expect(report.pageCount == 2)
  #expect(report.faults.count == 1)
  let nothing = try folder.file("nothing.xml", SmallDump.head)
  await #expect(throws: FootnoteError.self) {
    try await IndexBuilder(options: options).build(files: [nothing], output: folder("n.index"))
  }
  #expect(try folder.names == ["cut.index", "cut.xml", "nothing.xml"])
}
