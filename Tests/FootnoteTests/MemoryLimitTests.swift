import Storage
import TestSupport
import Testing
import WikiModel

@testable import Footnote

@Suite("A limit of memory")
struct MemoryLimitTests {
  private static let least = ResourceLimits.leastMemoryByteCount

  private static func options(_ limit: UInt64?) -> BuildOptions {
    var options = SampleCorpus.options
    options.threads = 5
    options.limits.memoryByteCount = limit
    return options
  }

  @Test("changes no byte of an index, built, updated or merged")
  func sameBytes() async throws {
    let folder = try TemporaryFolder()
    var trees: [[String: [UInt8]]] = []
    for (number, limit) in [nil, Self.least, Self.least + 50 << 20].enumerated() {
      let path = folder("\(number).index")
      let options = Self.options(limit)
      _ = try await IndexBuilder(options: options).build(
        files: [SampleCorpus.dump("en"), SampleCorpus.dump("de")], output: path)
      var updating = UpdateOptions()
      updating.reading = options
      updating.compacts = false
      let delta = SampleCorpus.path("delta/enfootnotewiki-20260108-delta.xml")
      _ = try await IndexUpdater(options: updating).update(index: path, files: [delta])
      var merging = CompactionOptions(mergesAll: true)
      merging.limits = options.limits
      _ = try await IndexCompactor(options: merging).compact(index: path)
      trees.append(try tree(path))
    }
    for other in trees.dropFirst() { #expect(other == trees[0]) }
  }

  @Test("is shared out so that all parts together keep to it")
  func shares() throws {
    for extra in [0, 1, 31, 32, 100, 1_000, 100_000] as [UInt64] {
      let limit = Self.least + extra << 20
      for threads in [1, 2, 16, 1_000] {
        let memory = try WriterMemory(ResourceLimits(memoryByteCount: limit), threads: threads)
        #expect((1...threads).contains(memory.threadCount))
        #expect(memory.postingByteCount >= 8 << 20 && memory.postingByteCount <= 64 << 20)
        let growth = try #require(memory.growth(of: "path"))
        let rest = Int(limit) - 64 << 20 - memory.threadCount * 16 << 20 - memory.postingByteCount
        try growth.check(rest)
        #expect(
          throws: StorageError.limit(.memory, path: "path", allowed: limit, needed: limit + 1)
        ) { try growth.check(rest + 1) }
        #expect(throws: StorageError.self) {
          try memory.growth(of: "path", besides: rest)?.check(1)
        }
      }
    }
    let usual = try WriterMemory(ResourceLimits(), threads: 3)
    #expect(usual.threadCount == 3 && usual.growth(of: "path") == nil)
  }

  @Test("that cannot be kept to is refused at once")
  func tooLittle() async throws {
    let folder = try TemporaryFolder()
    for limit in [0, Self.least - 1] {
      let builder = IndexBuilder(options: Self.options(limit))
      await #expect {
        try await builder.build(files: [SampleCorpus.dump("en")], output: folder("an.index"))
      } throws: { error in
        guard case .invalidOption(let text) = error as? FootnoteError else { return false }
        return text.contains("96 MiB")
      }
    }
    #expect(try Folder.names(in: folder.path).isEmpty)
  }

  @Test("that the words of an input pass stops the build, which leaves nothing behind")
  func manyWords() async throws {
    let folder = try TemporaryFolder()
    let articles = (0..<60).map { page in
      plainArticle(
        UInt64(page) + 1,
        (0..<2_500).map { "w\(page)x\($0)" }.joined(separator: " ") + ".")
    }
    let builder = IndexBuilder(options: Self.options(Self.least))
    await #expect {
      try await builder.build(articles: articles, output: folder("an.index"))
    } throws: { error in
      guard case .storage(.limit(.memory, _, Self.least, let needed)) = error as? FootnoteError
      else { return false }
      return needed > Self.least && "\(error)".contains("--memory-limit")
    }
    #expect(try Folder.names(in: folder.path).isEmpty)
    _ = try await IndexBuilder(options: Self.options(2 * Self.least)).build(
      articles: articles, output: folder("an.index"))
  }
}
