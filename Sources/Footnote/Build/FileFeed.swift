import Storage
import WikiIngest
import WikiModel

/// The articles of files, one file after the other.
struct FileFeed: ArticleFeed {
  private let options: IngestOptions
  private let takesEmptyFiles: Bool
  private var paths: ArraySlice<String>
  private var input: ArticleInput?
  /// What reads the open file's markup; made when its first article comes.
  private var converter: WikitextConverter?
  /// Of the files that were read to their end.
  private var finishedBytes: UInt64 = 0
  private var finishedSkipped: [SkipReason: Int] = [:]
  private var finishedFaults: [IngestError] = []
  /// How far the files' feeds of changes were read.
  private(set) var progress = FeedProgress()
  private(set) var namespaceNames: Manifest.NamespaceNames = [:]
  let bytesTotal: UInt64?

  /// Checks that every file is there before the first is read.
  init(paths: [String], options: BuildOptions) throws(FootnoteError) {
    var ingest = options.ingest
    // A page is in one dump once; in several inputs, a later one may have taken it back.
    ingest.handsOnWithdrawnPages = paths.count > 1
    try self.init(paths: paths, ingest)
  }

  /// - Parameter takesEmptyFiles: Whether a file without a byte is one without changes, as an
  ///   hour's events on a quiet wiki are, and no fault.
  init(
    paths: [String], _ ingest: IngestOptions, takesEmptyFiles: Bool = false
  ) throws(FootnoteError) {
    options = ingest
    self.takesEmptyFiles = takesEmptyFiles
    self.paths = paths[...]
    do throws(StorageError) {
      bytesTotal = try Self.byteCount(of: paths)
    } catch {
      throw .input(.storage(error))
    }
  }

  private static func byteCount(of paths: [String]) throws(StorageError) -> UInt64? {
    var total: UInt64? = 0
    for path in paths {
      let count = try byteCount(of: path)
      total = total.flatMap { total in count.map { total + $0 } }
    }
    return total
  }

  private static func byteCount(of path: String) throws(StorageError) -> UInt64? {
    // A pipe, which has no size, is opened once alone: closing it would end who writes to it.
    guard path != "-", try Folder.byteCount(ofFile: path) > 0 else { return nil }
    return try InputFile(path: path).byteCount
  }

  mutating func next() throws(FootnoteError) -> SourcedArticle? {
    let page = try advance { (input) throws(IngestError) in try input.next() }
    return page.map { .read($0, openConverter()) }
  }

  /// The next change of a page; its text is read by ``openConverter()``.
  mutating func nextChange() throws(FootnoteError) -> PageChange? {
    try advance { (input) throws(IngestError) in try input.nextChange() }
  }

  /// What a file gives next, from one file after the other.
  private mutating func advance<Element>(
    _ read: (ArticleInput) throws(IngestError) -> Element?
  ) throws(FootnoteError) -> Element? {
    do throws(IngestError) {
      while true {
        if input == nil {
          guard let path = paths.popFirst() else { return nil }
          input = try open(path)
          if input == nil { continue }
        }
        guard let input else { return nil }
        if let element = try read(input) { return element }
        finish(input)
        self.input = nil
        converter = nil
      }
    } catch {
      throw .input(error)
    }
  }

  /// Nil for an empty file that is taken.
  private func open(_ path: String) throws(IngestError) -> ArticleInput? {
    do throws(IngestError) {
      return try ArticleInput(path: path, options: options)
    } catch {
      guard takesEmptyFiles, case .empty = error else { throw error }
      return nil
    }
  }

  /// What reads the markup of the file that gave the last page.
  mutating func openConverter() -> WikitextConverter {
    if let converter { return converter }
    let fileNamespace: Int32 = 6
    let categoryNamespace: Int32 = 14
    let names = input?.site.map {
      $0.names(ofNamespace: fileNamespace) + $0.names(ofNamespace: categoryNamespace)
    }
    if let input, let names, !names.isEmpty {
      namespaceNames.add(names, toldBy: SourceName(path: input.path).name)
    }
    let made = WikitextConverter(fileAndCategoryNames: names ?? [])
    converter = made
    return made
  }

  var templateNamespaces: [String] {
    let templateNamespace: Int32 = 10
    return input?.site?.names(ofNamespace: templateNamespace) ?? []
  }

  private mutating func finish(_ input: ArticleInput) {
    finishedBytes += input.bytesRead
    finishedFaults += input.log.faults
    progress.merge(input.progress)
    finishedSkipped.merge(input.skipped) { $0 + $1 }
  }

  var bytesRead: UInt64 { finishedBytes + (input?.bytesRead ?? 0) }

  var skipped: [SkipReason: Int] {
    finishedSkipped.merging(input?.skipped ?? [:]) { $0 + $1 }
  }

  var faults: [IngestError] { finishedFaults + (input?.log.faults ?? []) }
}

extension ArticleInput {
  fileprivate var skipped: [SkipReason: Int] {
    Dictionary(uniqueKeysWithValues: counts.skipped.map { ($0.reason, $0.count) })
  }
}
