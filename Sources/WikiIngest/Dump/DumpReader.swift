/// Reads the pages of a MediaWiki export, of schema 0.3 to 0.11, one after the other.
///
/// Of a page's revisions the newest is taken, whatever their order. Memory does not depend on the
/// dump's size: two texts of at most ``IngestLimit/revisionByteCount`` and one piece of input.
/// Source: <https://www.mediawiki.org/wiki/Help:Export>.
package final class DumpReader {
  private let input: DecompressedInput
  private let builder: DumpBuilder
  private let xml: XMLReader
  private var piece: [UInt8]
  /// Pages that are ready, the next one last.
  private var ready: [RawPage] = []
  private var isAtEnd = false
  private var failure: IngestError?

  package convenience init(input: DecompressedInput, options: IngestOptions) {
    self.init(
      input: input, options: options, pieceByteCount: DecompressedInput.pieceByteCount)
  }

  /// Reads in pieces of another size, which must not change what is read.
  init(input: DecompressedInput, options: IngestOptions, pieceByteCount: Int) {
    self.input = input
    builder = DumpBuilder(path: input.path, options: options)
    xml = XMLReader(path: input.path, builder: builder)
    piece = [UInt8](repeating: 0, count: pieceByteCount)
  }

  package var counts: IngestCounts { builder.counts }
  package var log: FaultLog { builder.log }
  /// What the dump says about its wiki; whole once the first page was read.
  package var site: SiteInfo { builder.site }

  /// The next page that is wanted; nil at the end.
  ///
  /// Where bad pages are skipped, a fault that nothing can be read behind (of the XML, or data that
  /// were cut short) ends the reading and is noted in ``log``, unless no page came before it.
  package func next() throws(IngestError) -> RawPage? {
    while true {
      if let page = ready.popLast() { return page }
      if let failure {
        self.failure = nil
        try report(failure)
      }
      if isAtEnd { return nil }
      readPiece()
      ready = builder.pages.reversed()
      builder.pages.removeAll(keepingCapacity: true)
    }
  }

  private func readPiece() {
    do throws(IngestError) {
      let count = try input.read(into: &piece)
      try xml.feed(piece[..<count])
      isAtEnd = count == 0
    } catch {
      failure = error
      isAtEnd = true
    }
  }

  private func report(_ failure: IngestError) throws(IngestError) {
    guard builder.options.skipsBadPages, failure.leavesPagesIntact, builder.counts.pages > 0
    else { throw failure }
    builder.log.note(failure)
  }
}
