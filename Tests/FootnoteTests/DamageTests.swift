import TestSupport
import Storage
import Testing

@testable import Footnote

@Test("The small index is sound before it is damaged")
func soundIndex() async throws {
  let small = try await SmallIndex.shared()
  #expect(small.answers.count == 26)
  #expect(try refusal(of: small.files) == nil)
  for question in SmallIndex.questions {
    #expect(try !Index(path: small.path).search(question).isEmpty, "\(question)")
  }
}

@Test("Every byte of the pointer and the manifest counts", arguments: [UInt8(0x01), 0x20, 0x80])
func flippedPointerAndManifest(bit: UInt8) async throws {
  let damaged = try DamagedIndex(await SmallIndex.shared())
  for name in [SmallIndex.pointer, SmallIndex.manifest] {
    let sound = try #require(damaged.original.files[name])
    for place in sound.indices {
      var bytes = sound
      bytes[place] ^= bit
      let wrong = try damaged.with(name, bytes) { damaged.wrongAnswer() }
      #expect(wrong == nil, "byte \(place) of \(name)")
    }
  }
}

@Test("Flipped bits in a segment's files are told, and never alter what is given out")
func flippedSegment() async throws {
  let damaged = try DamagedIndex(await SmallIndex.shared())
  var generator = SeededGenerator()
  for name in SmallIndex.segment {
    let sound = try #require(damaged.original.files[name])
    for _ in 0..<400 {
      var bytes = sound
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: sound.indices, using: &generator)
        bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
      }
      guard bytes != sound else { continue }
      let wrong = try damaged.with(name, bytes) { damaged.wrongAnswer() }
      #expect(wrong == nil, "\(name)")
    }
  }
}

@Test("Files that are cut short or go on are told")
func truncations() async throws {
  let damaged = try DamagedIndex(await SmallIndex.shared())
  for (name, sound) in damaged.original.files.sorted(by: { $0.key < $1.key }) {
    let step = name.hasPrefix("segment") ? Soak.count(64, soak: 1) : 1
    for count in stride(from: 0, to: sound.count, by: step) {
      let wrong = try damaged.with(name, Array(sound[..<count])) { damaged.wrongAnswer() }
      #expect(wrong == nil, "\(count) bytes of \(name)")
    }
    // A log goes on where a writer was cut off, which is no damage.
    guard name != SmallIndex.log else { continue }
    let wrong = try damaged.with(name, sound + [0]) { damaged.wrongAnswer() }
    #expect(wrong == nil, "\(name) with one byte more")
  }
}

@Test("A missing file is named")
func missingFiles() async throws {
  let damaged = try DamagedIndex(await SmallIndex.shared())
  for name in damaged.original.files.keys.sorted() where name != SmallIndex.log {
    let error = try #require(try damaged.with(name, nil) { damaged.refusal() })
    #expect("\(error)".contains(name), "\(error)")
  }
  // Only writers and those who look back need the log.
  try damaged.with(SmallIndex.log, nil) {
    #expect(throws: Never.self) { try Index(path: damaged.path) }
    #expect(damaged.wrongAnswer() == nil)
  }
  let swapped = try damaged.with(
    SmallIndex.passages, damaged.original.files[SmallIndex.postings]
  ) { damaged.refusal() }
  guard case .storage(.wrongKind)? = swapped else {
    Issue.record("\(String(describing: swapped))")
    return
  }
}

@Test("Postings of another index are told by their number of documents, or by their digest")
func foreignPostings() async throws {
  let folder = try TemporaryFolder()
  let small = try await SmallIndex.shared()
  let texts = ["One page.", "Another page."]
  for (name, count) in [("few", 2), ("as-many", 26)] {
    let articles = (1...count).map { plainArticle(UInt64($0), texts[$0 % 2]) }
    _ = try await IndexBuilder().build(articles: articles, output: folder(name))
    var files = small.files
    files[SmallIndex.postings] = try contents(of: "\(folder(name))/\(SmallIndex.postings)")
    let error = try #require(try refusal(of: files))
    #expect("\(error)".contains("postings"))
  }
}

@Test("A pointer that may not be read is not called missing", arguments: ["/CURRENT", ""])
func unreadablePointer(name: String) async throws {
  let folder = try TemporaryFolder()
  _ = try await IndexBuilder().build(
    articles: [plainArticle(1, "Some text.")], output: folder("small.index"))
  let path = folder("small.index")
  let refused = RefusedCalls { $0.path.hasPrefix(path + name) }
  SystemInterception.$current.withValue(refused) {
    do throws(FootnoteError) {
      _ = try Index(path: path)
      Issue.record("it was opened")
    } catch {
      guard case .storage(.system(_, path + "/CURRENT", RefusedCalls.code)) = error else {
        Issue.record("\(error)")
        return
      }
    }
  }
}

@Test("What is no index is called by what it is")
func notAnIndex() async throws {
  let folder = try TemporaryFolder()
  try folder.file("file", "text")
  try Folder.make(folder("empty"))
  try Folder.make(folder("other"))
  try overwrite(folder("other/readme.txt"), [0x41])
  let cases = [
    ("file", "a file"), ("empty", "an empty folder"), ("missing", "nothing"),
    ("other", "without the file CURRENT"), ("file/below", "nothing"),
  ]
  for (name, found) in cases {
    do throws(FootnoteError) {
      _ = try Index(path: folder(name))
      Issue.record("\(name) was opened")
    } catch {
      guard case .notAnIndex(let path, _) = error else {
        Issue.record("\(error)")
        continue
      }
      #expect(path == folder(name))
      #expect("\(error)".contains(found))
      #expect("\(error)".contains("footnote build"))
    }
  }
  try Folder.make(folder("odd"))
  try Folder.make(folder("odd/CURRENT"))
  #expect(throws: FootnoteError.self) { try Index(path: folder("odd")) }
}
