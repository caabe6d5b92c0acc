import Storage
import TestSupport
import Testing
import WikiIngest
import WikiModel

@testable import Footnote

/// A dump with its pages' histories, as one dump for each revision.
private struct SplitHistory {
  struct Revision {
    var timestamp: String
    var number: UInt64
    /// The page with this revision alone.
    var page: String
  }

  /// What stands before the first page.
  private var head = ""
  /// In the order in which they were saved.
  var revisions: [Revision] = []

  init(_ path: String) throws {
    let input = try DecompressedInput(path: path)
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = try input.read(into: &piece), count > 0 { bytes += piece[..<count] }
    var (page, revision) = ("", "")
    var (isInPage, isInRevision) = (false, false)
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let line = String(decoding: line, as: UTF8.self)
      let mark = line.drop { $0 == " " }
      if mark == "<page>" { (isInPage, page) = (true, "") }
      if mark == "<revision>" { (isInRevision, revision) = (true, "") }
      if mark == "</page>" { isInPage = false }
      if isInRevision {
        revision += line + "\n"
      } else if isInPage {
        page += line + "\n"
      } else if revisions.isEmpty {
        head += line + "\n"
      }
      if mark == "</revision>" {
        isInRevision = false
        revisions.append(try Self.revision(page, revision))
      }
    }
    revisions.sort { ($0.timestamp, $0.number) < ($1.timestamp, $1.number) }
  }

  private static func revision(_ page: String, _ revision: String) throws -> Revision {
    let bytes = Array(revision.utf8)
    func text(_ name: String) throws -> String {
      let range = try #require(bytes.between("<\(name)>", "</\(name)>"))
      return String(decoding: bytes[range], as: UTF8.self)
    }
    return Revision(
      timestamp: try text("timestamp"), number: try #require(UInt64(try text("id"))),
      page: page + revision + "</page>\n")
  }

  /// A dump of some revisions.
  func dump(_ revisions: some Sequence<Revision>) -> String {
    head + revisions.map(\.page).joined() + "</mediawiki>\n"
  }
}

/// An index that is built of the first revisions with passages, and follows the others.
private func replayed(
  _ history: SplitHistory, each count: Int, in folder: TemporaryFolder
) async throws -> Index {
  let path = folder("replayed.index")
  var start = 0
  while start < history.revisions.count {
    let isBuilt = Folder.exists(path)
    // A build takes a page for one that comes once.
    let some = history.revisions[start...].prefix(isBuilt ? count : 1)
    let file = try folder.file("revisions.xml", history.dump(some))
    if isBuilt {
      var options = UpdateOptions()
      options.reading.namespaces = Set(0...15)
      _ = try await IndexUpdater(options: options).update(index: path, files: [file])
    } else {
      try await buildWhereThereIsText(file, path)
    }
    start += some.count
  }
  let index = try Index(path: path)
  _ = try index.verify()
  return index
}

private func buildWhereThereIsText(_ dump: String, _ output: String) async throws {
  var options = BuildOptions()
  options.namespaces = Set(0...15)
  do throws(FootnoteError) {
    _ = try await IndexBuilder(options: options).build(files: [dump], output: output)
  } catch {
    guard case .nothingToIndex = error else { throw error }
  }
}

/// Questions of words that stand together in an index's passages.
private func questions(
  _ index: Index, _ count: Int, using generator: inout SeededGenerator
) throws -> [(question: String, options: SearchOptions)] {
  let texts = try index.passages(at: 0..<Int(index.summary.passageCount)).map(\.text)
  return (0..<count).map { _ in
    let words = (texts.randomElement(using: &generator) ?? "").split(separator: " ")
    let start = Int.random(in: 0...max(0, words.count - 6), using: &generator)
    return (words[start...].prefix(6).joined(separator: " "), SearchOptions(count: 50))
  }
}

private func build(_ dump: String, in folder: TemporaryFolder) async throws -> Index {
  try await buildWhereThereIsText(dump, folder("built.index"))
  return try Index(path: folder("built.index"))
}

@Suite("Histories, revision by revision", .enabled(if: RealData.isPresent, RealData.absence))
struct HistoryReplayTests {
  @Test("the history of a wiki ends as a build of its current pages")
  func wiki() async throws {
    var generator = SeededGenerator()
    let history = try SplitHistory(
      RealData.dump("aawiki/aawiki-20260101-pages-meta-history.xml.bz2"))
    #expect(history.revisions.count == 1307)
    let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
    let built = try await build(
      RealData.dump("aawiki/aawiki-20260101-pages-meta-current.xml.bz2"), in: other)
    let index = try await replayed(history, each: Soak.count(150, soak: 1), in: folder)
    let asked = try questions(built, 100, using: &generator)
    let (found, expected) = (try IndexContent(index, asked), try IndexContent(built, asked))
    #expect(found.difference(from: expected) == nil)
  }

  @Test(
    "the history of a page ends as a build of its last revision, in any order",
    arguments: [true, false])
  func page(isInOrder: Bool) async throws {
    var generator = SeededGenerator()
    let dump = RealData.dump("wikitrust/wiki_00023-rio-grande-history.xml.bz2")
    var history = try SplitHistory(dump)
    #expect(history.revisions.count == 247)
    if !isInOrder { history.revisions.shuffle(using: &generator) }
    let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
    let built = try await build(dump, in: other)
    let index = try await replayed(history, each: Soak.count(25, soak: 1), in: folder)
    let asked = try questions(built, 50, using: &generator)
    let (found, expected) = (try IndexContent(index, asked), try IndexContent(built, asked))
    #expect(found.difference(from: expected) == nil)
  }
}
