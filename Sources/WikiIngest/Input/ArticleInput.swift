/// One input of articles, whichever its format and compression.
package final class ArticleInput {
  private enum Reader {
    case dump(DumpReader)
    case lines(ArticleLinesReader)
  }

  private let input: DecompressedInput
  private let reader: Reader

  /// Opens a path, or standard input for "-", and tells its format by its first bytes.
  ///
  /// - Throws: `.storage`, `.empty` or `.wrongFormat`, and the faults of compressed data.
  package init(path: String, options: IngestOptions) throws(IngestError) {
    input = try DecompressedInput(path: path)
    switch try InputFormat(firstBytes: input.firstBytes(), path: input.path) {
    case .dump: reader = .dump(DumpReader(input: input, options: options))
    case .lines: reader = .lines(ArticleLinesReader(input: input, options: options))
    }
  }

  /// The next article that is wanted and has text, in the input's order; nil at the end.
  ///
  /// Its text is still to be checked against the digest that the dump claims for it, with
  /// ``RawPage/checkDigest()``; all that is left out was checked here. Where
  /// ``IngestOptions/handsOnWithdrawnPages`` is set, pages that are no articles now come as well,
  /// without text.
  package func next() throws(IngestError) -> RawPage? {
    switch reader {
    case .dump(let reader): try reader.next()
    case .lines(let reader): try reader.next()
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

  /// What a dump says about its wiki, whole once the first page was read; nil for JSON Lines.
  package var site: SiteInfo? {
    switch reader {
    case .dump(let reader): reader.site
    case .lines: nil
    }
  }
}
