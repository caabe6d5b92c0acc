import TestSupport
import JSON
import Storage
import Testing

@testable import Footnote

/// A small index that tests damage, and what it answers while it is sound.
struct SmallIndex: Sendable {
  static let questions = ["Where is the harbour?", "lantern", "Wo steht der Turm?", "灯台"]
  /// What an index for long runs holds at least.
  static let megabyte = 1_000_000

  let folder: TemporaryFolder
  let files: [String: [UInt8]]
  let answers: [PassageKey: AttributedPassage]
  let questions: [String]
  /// What each question finds, in the order of the questions.
  let found: [[Ranked]]
  var path: String { folder("small.index") }

  /// A passage that was found, and all that its rank follows from.
  struct Ranked: Equatable, Sendable {
    let key: PassageKey
    let score: Double
    let confidence: Double?

    init(_ passage: AttributedPassage) {
      key = passage.attribution.key
      score = passage.score
      confidence = passage.confidence
    }
  }

  static let pointer = "CURRENT"
  static let log = "LOG"
  static let manifest = "manifest-000001.json"
  static let passages = "segment-000001/passages"
  static let postings = "segment-000001/postings"
  static let words = "segment-000001/words"
  static let proofs = "segment-000001/proofs"
  static let segment = [passages, postings, words, proofs]

  init() async throws {
    let words = ["harbour", "lantern", "tower", "rope", "tide", "keeper"]
    var articles = (0..<24).map { number in
      let text = (0..<6).map { "The \(words[($0 + number) % 6]) has number \(number * $0)." }
      return plainArticle(UInt64(number) + 1, text.joined(separator: "\n"))
    }
    articles.append(plainArticle(90, "Der Turm steht am Hafen.", language: "de"))
    articles.append(plainArticle(91, "灯台は港にある。", language: "ja"))
    try await self.init(articles, questions: Self.questions)
  }

  private init(_ articles: [Article], questions: [String]) async throws {
    self.questions = questions
    folder = try TemporaryFolder()
    ExitCleaning.remove(folder.path)
    _ = try await IndexBuilder().build(articles: articles, output: folder("small.index"))
    files = try tree(folder("small.index"))
    answers = try Self.answers(folder("small.index"))
    found = try Self.found(questions, in: folder("small.index"))
  }

  /// How many passages a question asks for.
  static let count = 40

  private static func found(_ questions: [String], in path: String) throws -> [[Ranked]] {
    let index = try Index(path: path)
    return try questions.map {
      try index.search($0, options: SearchOptions(count: count)).map(Ranked.init)
    }
  }

  private static func answers(_ path: String) throws -> [PassageKey: AttributedPassage] {
    let index = try Index(path: path)
    let passages = try index.passages(at: 0..<Int(index.manifest.contents.passageCount))
    return Dictionary(uniqueKeysWithValues: passages.map { ($0.attribution.key, $0) })
  }

  /// An index of several segments, which take passages out of each other.
  private init(updated: Void) async throws {
    questions = Self.questions
    folder = try TemporaryFolder()
    ExitCleaning.remove(folder.path)
    for number in 0...2 {
      let lines = ChangeLines.lines(ofUpdate: number).joined(separator: "\n")
      let file = try folder.file("\(number).jsonl", lines)
      if number == 0 {
        _ = try await IndexBuilder().build(files: [file], output: folder("small.index"))
      } else {
        var options = UpdateOptions()
        options.compacts = false
        _ = try await IndexUpdater(options: options).update(
          index: folder("small.index"), files: [file])
      }
    }
    // Of older generations and of the lock, nothing is read.
    files = try tree(folder("small.index")).filter { name, _ in
      !["LOCK", "manifest-000001.json", "manifest-000002.json"].contains(name)
    }
    answers = try Self.answers(folder("small.index"))
    found = try Self.found(questions, in: folder("small.index"))
  }

  private static let building = Task { try await SmallIndex() }
  static func shared() async throws -> SmallIndex { try await building.value }

  private static let updating = Task { try await SmallIndex(updated: ()) }
  static func updated() async throws -> SmallIndex { try await updating.value }

  private static let buildingMegabyte = Task {
    var generator = SeededGenerator(continuing: 1)
    let letters = Array("abcdefghijklmnoprstuvwy")
    let words = (0..<3_000).map { _ in
      String(
        (0..<Int.random(in: 3...9, using: &generator)).map { _ in
          letters[Int.random(in: letters.indices, using: &generator)]
        })
    }
    func text(_ count: Int) -> String {
      (0..<count).map { _ in words[Int.random(in: words.indices, using: &generator)] }
        .joined(separator: " ")
    }
    let articles = (1...520).map { number in
      plainArticle(number, (0..<3).map { _ in "\(text(60))." }.joined(separator: "\n"))
    }
    return try await SmallIndex(articles, questions: (0..<64).map { _ in text(3) })
  }
  /// An index of one segment and of at least ``megabyte`` bytes, whose texts hardly repeat.
  static func ofMegabyte() async throws -> SmallIndex { try await buildingMegabyte.value }
}

/// A copy of the small index whose files are damaged one at a time.
final class DamagedIndex {
  let original: SmallIndex
  private let folder: TemporaryFolder
  var path: String { folder("damaged.index") }

  init(_ original: SmallIndex) throws {
    self.original = original
    folder = try TemporaryFolder()
    try write(original.files, to: folder("damaged.index"))
  }

  /// Puts other bytes, or no file, in the place of one while `body` runs.
  func with<R>(_ name: String, _ bytes: [UInt8]?, _ body: () throws -> R) throws -> R {
    try Folder.removeFile("\(path)/\(name)")
    if let bytes { try overwrite("\(path)/\(name)", bytes) }
    defer { try? overwrite("\(path)/\(name)", original.files[name] ?? []) }
    return try body()
  }

  /// The error of opening, then verifying.
  func refusal() -> FootnoteError? {
    do throws(FootnoteError) {
      _ = try Index(path: path).verify()
      return nil
    } catch {
      return error
    }
  }

  /// Opens, searches and verifies; whatever is found must be as it was in the sound index.
  ///
  /// Says what is wrong: nil where the damage was told by a clear error.
  func wrongAnswer() -> String? {
    let index: Index
    do throws(FootnoteError) {
      index = try Index(path: path)
    } catch {
      return unclear(error)
    }
    for number in original.questions.indices {
      do throws(FootnoteError) {
        if let wrong = try wrongAnswer(toQuestion: number, in: index) { return wrong }
      } catch {
        if let unclear = unclear(error) { return unclear }
      }
    }
    do throws(FootnoteError) {
      _ = try index.verify()
      return "verified"
    } catch {
      return unclear(error)
    }
  }

  /// What a question finds, where that is not what it finds in the sound index.
  func wrongAnswer(toQuestion number: Int, in index: Index) throws(FootnoteError) -> String? {
    let found = try index.search(
      original.questions[number], options: SearchOptions(count: SmallIndex.count))
    if let altered = altered(found) { return altered }
    return found.map(SmallIndex.Ranked.init) == original.found[number]
      ? nil : "another ranking for \(original.questions[number])"
  }

  /// A passage that is not as it was in the sound index.
  func altered(_ found: [AttributedPassage]) -> String? {
    for passage in found {
      guard let sound = original.answers[passage.attribution.key],
        sound.text == passage.text, sound.attribution == passage.attribution
      else { return "an altered passage: \(passage)" }
    }
    return nil
  }

  /// An error that does not tell what was found where; nil of one that does.
  func unclear(_ error: FootnoteError) -> String? {
    let description = "\(error)"
    switch error {
    case .storage, .damagedManifest, .notAnIndex, .otherEmbedder:
      return description.contains(path) && description.hasSuffix(".") ? nil : description
    default: return description
    }
  }
}

/// Changes a manifest and the pointer with it, so that its digest agrees.
func forged(
  _ files: [String: [UInt8]], _ change: (inout JSONValue) -> Void
) throws -> [String: [UInt8]] {
  var files = files
  var manifest = try JSONValue(parsing: files[SmallIndex.manifest] ?? [])
  change(&manifest)
  let bytes = try manifest.compactBytes()
  files[SmallIndex.manifest] = bytes
  let sha256 = hexadecimal(digest(.sha256, of: bytes.rawBytes))
  files[SmallIndex.pointer] = Array(
    "footnote-index 1\n\(SmallIndex.manifest)\nsha256 \(sha256)\n".utf8)
  return files
}

/// The error of opening and verifying these files as an index.
func refusal(of files: [String: [UInt8]]) throws -> FootnoteError? {
  let folder = try TemporaryFolder()
  try write(files, to: folder("forged.index"))
  do throws(FootnoteError) {
    let index = try Index(path: folder("forged.index"))
    _ = try index.search("harbour")
    _ = try index.verify()
    return nil
  } catch {
    return error
  }
}
