import TestSupport
import PassageStore
import Storage
import Synchronization
import Testing

@testable import Footnote

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Removes folders that live as long as the process when it ends.
enum ExitCleaning {
  private static let paths = Mutex<[String]>([])

  static func remove(_ path: String) {
    let isFirst = paths.withLock { paths in
      paths.append(path)
      return paths.count == 1
    }
    if isFirst { atexit { ExitCleaning.paths.withLock { $0.forEach(removeAll) } } }
  }
}

/// The files of an index that hold its content, without the manifest that names its inputs.
func segment(_ path: String) throws -> [String: [UInt8]] {
  try tree(path).filter { $0.key.hasPrefix("segment-") }
}

/// The texts of an index's passages, in order.
func texts(_ path: String) throws -> [String] {
  let passages = try Index(path: path).passages
  var texts: [String] = []
  try passages.forEachPassage(in: 0..<passages.passageCount) { _, stored in
    texts.append(stored.record.passage.text.text)
  }
  return texts
}

/// An article of plain text; its number is its page's.
func plainArticle(
  _ number: UInt64, _ text: String, title: String? = nil, revision: UInt64? = nil,
  isSynthetic: Bool = false, wiki: String = "testwiki", language: String = "en",
  url: String? = nil, timestamp: Int64 = 1_700_000_000
) -> Article {
  Article(
    wiki: wiki, page: PageID(rawValue: number),
    revision: RevisionID(rawValue: revision ?? number * 10), revisionIsSynthetic: isSynthetic,
    title: title ?? "Page \(number)", language: language,
    timestamp: Timestamp(secondsSince1970: timestamp),
    url: url ?? "https://test.example/wiki/Page_\(number)", licenses: [License.known[0]],
    format: .plainText, text: Array(text.utf8))
}

/// Articles of which each fills a batch by itself, with little to do for the threads.
func largeArticles(count: Int) -> [Article] {
  let markup = String(repeating: "<!-- nothing to read -->", count: 22_000)
  return (1...UInt64(count)).map { number in
    var article = plainArticle(number, "\(markup)Page number \(number) is here.\n\(markup)")
    article.format = .wikitext
    return article
  }
}

/// What a build told of its progress.
final class ProgressLog: Sendable {
  private struct State {
    var seen: [BuildProgress] = []
    var isInside = false
    var overlapped = false
  }

  private let state = Mutex(State())

  func note(_ progress: BuildProgress) {
    state.withLock { state in
      state.overlapped = state.overlapped || state.isInside
      state.isInside = true
    }
    sched_yield()
    state.withLock { state in
      state.isInside = false
      state.seen.append(progress)
    }
  }

  var seen: [BuildProgress] { state.withLock { $0.seen } }
  var overlapped: Bool { state.withLock { $0.overlapped } }
}

/// A pipe with a name, which another process writes a file into once someone reads.
struct NamedPipe {
  let path: String
  private var writer: pid_t = 0

  init(_ path: String, writing file: String) throws {
    self.path = path
    let code = unsafe mkfifo(path, 0o600)
    try #require(code == 0)
    let words = ["sh", "-c", "cat \"$0\" > \"$1\"", file, path]
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
    let spawned = unsafe posix_spawn(&writer, "/bin/sh", nil, nil, &arguments, environ)
    unsafe arguments.forEach { unsafe free($0) }
    try #require(spawned == 0)
  }

  /// The writer's exit status, once it has ended: 0 where all of the file was read.
  func status() -> Int32 {
    var status: Int32 = -1
    unsafe waitpid(writer, &status, 0)
    return status
  }
}
