import Chunking
import Storage
import WikiIngest
import WikiModel

/// The most decompressed bytes that are read of an input; a few bytes of bzip2 give gigabytes.
private let readLimit = 4 << 20

func readCompressed(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  let path = workplace.file("input", bytes)
  var piece = [UInt8](repeating: 0, count: DecompressedInput.pieceByteCount)
  do throws(IngestError) {
    let input = try DecompressedInput(path: path)
    while input.offset < UInt64(readLimit) {
      let count = try input.read(into: &piece)
      precondition(count <= piece.count)
      precondition(input.compressedOffset <= UInt64(bytes.count), "more was decoded than there is")
      if count == 0 { break }
    }
  } catch {
    check(error)
  }
}

func readDump(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  readChanges(bytes, workplace) { options in
    options.skipsBadPages = bytes.count % 2 == 0
    options.handsOnWithdrawnPages = bytes.count % 4 > 1
  }
}

func readLines(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  readChanges(bytes, workplace) { options in
    options.skipsBadPages = true
    options.handsOnWithdrawnPages = bytes.count % 2 == 0
  }
}

private func readChanges(
  _ bytes: [UInt8], _ workplace: FuzzWorkplace, _ change: (inout IngestOptions) -> Void
) {
  let path = workplace.file("input", bytes)
  var options = IngestOptions()
  options.licenses = License(spdxIdentifier: "CC-BY-SA-4.0").map { [$0] }
  change(&options)
  do throws(IngestError) {
    let input = try ArticleInput(path: path, options: options)
    do throws(IngestError) {
      while let change = try input.nextChange() { check(change, input.progress) }
    } catch {
      check(error)
    }
    let counts = input.counts
    let skipped = counts.skipped.reduce(0) { $0 + $1.count }
    precondition(counts.articles + skipped <= counts.pages, "more became of pages than there are")
    for fault in input.log.faults { check(fault) }
  } catch {
    check(error)
  }
}

private func check(_ change: PageChange, _ progress: FeedProgress) {
  if let position = change.position {
    precondition(progress.has(position), "an event was handed on and is not remembered")
  }
  switch change.content {
  case .notice(let notice):
    precondition(!notice.wiki.isEmpty && !notice.title.isEmpty, "a notice of no page")
    precondition(notice.page.rawValue <= Article.identifierLimit)
  case .revision(let page):
    let article = page.article
    precondition(!article.title.isEmpty, "an article without title")
    precondition(
      max(article.page.rawValue, article.revision.rawValue) <= Article.identifierLimit)
    precondition(article.text.isEmpty || !article.licenses.isEmpty, "text without a licence")
    precondition(String(validating: article.text, as: UTF8.self) != nil, "text that is no UTF-8")
    do throws(IngestError) { try page.checkDigest() } catch { check(error) }
  }
}

/// An error must say where and what; making its text must not trap.
private func check(_ error: IngestError) {
  precondition("\(error)".utf8.count > 10, "an error without words")
}

private let converter = WikitextConverter()
private let chunker = Chunker()

func convertWikitext(_ bytes: [UInt8]) {
  let (text, work) = converter.readableTextCountingWork(of: bytes)
  precondition(work <= 40 * bytes.count + 200, "more work than the length warrants")
  precondition(text.sourceMap.textCount == text.bytes.count, "the source map is of another text")
  precondition(
    String(validating: bytes, as: UTF8.self) == nil
      || String(validating: text.bytes, as: UTF8.self) != nil, "text that is no UTF-8")
  for passage in chunker.passages(of: text, language: "en") {
    precondition(passage.sourceBytes.upperBound <= bytes.count, "a passage beyond its source")
    precondition(!passage.text.isEmpty, "a passage without text")
  }
}
