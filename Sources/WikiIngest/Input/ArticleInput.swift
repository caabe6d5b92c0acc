package import WikiModel

/// One input of articles and changes, whichever its format and compression.
package final class ArticleInput {
  private enum Reader {
    case dump(DumpReader)
    case lines(LinesReader)
  }

  private let input: DecompressedInput
  private let reader: Reader
  private let namespaces: Set<Int32>

  /// Opens a path, or standard input for "-", and tells its format by its first bytes.
  ///
  /// - Throws: `.storage`, `.empty` or `.wrongFormat`, and the faults of compressed data.
  package init(path: String, options: IngestOptions) throws(IngestError) {
    input = try DecompressedInput(path: path)
    namespaces = options.namespaces
    switch try InputFormat(firstBytes: input.firstBytes(), path: input.path) {
    case .dump: reader = .dump(DumpReader(input: input, options: options))
    case .lines: reader = .lines(LinesReader(input: input, options: options))
    }
  }

  /// The next article that is wanted and has text, in the input's order; nil at the end.
  ///
  /// Its text is still to be checked against the digest that the dump claims for it, with
  /// ``RawPage/checkDigest()``; all that is left out was checked here. Where
  /// ``IngestOptions/handsOnWithdrawnPages`` is set, pages that are no articles now come as well,
  /// without text.
  ///
  /// Of change events, a page that was deleted or hidden comes as one without text, too.
  package func next() throws(IngestError) -> RawPage? {
    switch reader {
    case .dump(let reader): return try reader.next()
    case .lines(let reader):
      while let change = try reader.next() {
        if let page = change.page { return page }
        if !change.isEdit { reader.leaveOut(.changeWithoutText) }
      }
      return nil
    }
  }

  /// The next change of a page, in the input's order; nil at the end.
  ///
  /// A dump's pages are changes to the revision that it holds. What ``next()`` says of texts and
  /// withdrawn pages is true here, too.
  package func nextChange() throws(IngestError) -> PageChange? {
    switch reader {
    case .dump(let reader):
      guard let page = try reader.next() else { return nil }
      var change = PageChange(page)
      change.isOfDump = true
      change.isOfOtherNamespace = !namespaces.contains(page.article.namespace)
      return change
    case .lines(let reader): return try reader.next()
    }
  }

  /// The file's path, or "standard input".
  package var path: String { input.path }

  /// Bytes of the file that were read and decoded.
  package var bytesRead: UInt64 { input.compressedOffset }

  /// The file's size; nil for a pipe.
  package var bytesTotal: UInt64? { input.compressedByteCount }

  /// What was read so far, and what became of it.
  package var counts: IngestCounts {
    switch reader {
    case .dump(let reader): reader.counts
    case .lines(let reader): reader.counts
    }
  }

  /// The faults that were passed over so far.
  package var log: FaultLog {
    switch reader {
    case .dump(let reader): reader.log
    case .lines(let reader): reader.log
    }
  }

  /// How far the feeds were read whose events the input holds.
  package var progress: FeedProgress {
    switch reader {
    case .dump: FeedProgress()
    case .lines(let reader): reader.progress
    }
  }

  /// What a dump says about its wiki, whole once the first page was read; nil for JSON Lines.
  package var site: SiteInfo? {
    switch reader {
    case .dump(let reader): reader.site
    case .lines: nil
    }
  }
}
