import TestSupport
import Storage
import Synchronization
import Testing

@testable import Footnote

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Test("An output that exists is refused and left alone: an index, an empty folder, a file, a link")
func outputExists() async throws {
  let folder = try TemporaryFolder()
  try Folder.make(folder("empty"))
  try folder.file("file", "something")
  let linked = unsafe symlink(folder("file"), folder("link"))
  try #require(linked == 0)
  _ = try await IndexBuilder().build(
    articles: [plainArticle(1, "An index.")], output: folder("index"))
  let before = try tree(folder.path)
  for name in ["empty", "file", "link", "index", "index/", "empty//"] {
    do {
      _ = try await IndexBuilder().build(
        articles: [plainArticle(2, "Another.")], output: folder(name))
      Issue.record("\(name) was replaced")
    } catch {
      guard case .outputExists(let path) = error else {
        Issue.record("\(error)")
        continue
      }
      #expect(path == folder(name))
      #expect("\(error)".contains("Choose another name"))
    }
  }
  #expect(try tree(folder.path) == before)
  #expect(try folder.names == ["empty", "file", "index", "link"])
}

@Test("An output in a folder that does not exist, or in a file, is told at once")
func outputNowhere() async throws {
  let folder = try TemporaryFolder()
  try folder.file("file", "something")
  for path in [folder("missing/made.index"), folder("file/made.index"), ""] {
    do {
      _ = try await IndexBuilder().build(
        articles: [plainArticle(1, "Some text.")], output: path)
      Issue.record("\(path) was made")
    } catch {
      #expect("\(error)".hasPrefix((path.isEmpty ? "" : Folder.parent(of: path)) + ": cannot"))
    }
  }
  #expect(try folder.names == ["file"])
}

@Test("What a killed build of this process number left beside the place is replaced")
func leftovers() async throws {
  let folder = try TemporaryFolder()
  let left = Folder.temporaryName(for: folder("made.index"))
  try Folder.make(left)
  try Folder.make(left + "/segment-000001")
  try overwrite(left + "/segment-000001/passages.unsorted", [1, 2, 3])
  _ = try await IndexBuilder().build(
    articles: [plainArticle(1, "Some text.")], output: folder("made.index"))
  #expect(try folder.names == ["made.index"])
  _ = try Index(path: folder("made.index")).verify()
}

@Test("Of two builds at once into one place, one makes the index and the other is told")
func twoBuildsIntoOnePlace() async throws {
  let folder = try TemporaryFolder()
  let articles = largeArticles(count: 6)
  let outcomes = await withTaskGroup(of: FootnoteError?.self) { group in
    for _ in 0..<4 {
      group.addTask {
        do throws(FootnoteError) {
          _ = try await IndexBuilder().build(articles: articles, output: folder("made.index"))
          return nil
        } catch {
          return error
        }
      }
    }
    return await group.reduce(into: []) { $0.append($1) }
  }
  #expect(outcomes.filter { $0 == nil }.count == 1)
  for case .some(let error) in outcomes {
    guard case .outputExists = error else {
      Issue.record("\(error)")
      continue
    }
  }
  #expect(try folder.names == ["made.index"])
  let report = try Index(path: folder("made.index")).verify()
  #expect(report.passageCount == 6)
}

@Test("A place whose build failed can be built into")
func buildAfterFailure() async throws {
  let folder = try TemporaryFolder()
  var bad = plainArticle(1, "Some text.")
  bad.licenses = []
  await #expect(throws: FootnoteError.self) {
    try await IndexBuilder().build(articles: [bad], output: folder("made.index"))
  }
  _ = try await IndexBuilder().build(
    articles: [plainArticle(1, "Some text.")], output: folder("made.index"))
  _ = try Index(path: folder("made.index")).verify()
}

/// A file system of a few pages of memory; nil where this process may not mount one.
final class SmallDisk: Sendable {
  let folder: TemporaryFolder
  var path: String { folder("disk") }

  init?(byteCount: Int) {
    #if os(Linux)
      guard let folder = try? TemporaryFolder(), (try? Folder.make(folder("disk"))) != nil,
        unsafe mount("tmpfs", folder("disk"), "tmpfs", 0, "size=\(byteCount)") == 0
      else { return nil }
      self.folder = folder
    #else
      return nil
    #endif
  }

  deinit {
    #if os(Linux)
      _ = unsafe umount(path)
    #endif
  }

  static let isPossible = SmallDisk(byteCount: 1 << 16) != nil
}

@Test(
  "A full disk is told with the file and what to do, and its room is given back",
  .enabled(if: SmallDisk.isPossible, "mounting a small file system needs privileges"),
  arguments: [4 << 10, 16 << 10, 64 << 10, 128 << 10])
func fullDisk(byteCount: Int) async throws {
  let disk = try #require(SmallDisk(byteCount: byteCount))
  let dumps = try SampleCorpus.dumps
  do throws(FootnoteError) {
    _ = try await IndexBuilder(options: SampleCorpus.options).build(
      files: dumps, output: disk.path + "/made.index")
    Issue.record("an index went into \(byteCount) bytes")
  } catch {
    guard case .storage(.system(_, let path, let code)) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(code == ENOSPC)
    #expect(path.hasPrefix(disk.path))
    #expect("\(error)".contains("Free some room"))
  }
  #expect(try Folder.names(in: disk.path).isEmpty)
}
