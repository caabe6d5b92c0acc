import Rescoring
import TestSupport

/// Pages of random words, and questions about them.
struct WordCollection {
  var pages: [PageWords] = []
  private let keys: [WordKey]

  /// Words are drawn by rank, the chance of rank r falling as 1 / r; stems, forms and prefixes are
  /// shared by some of them.
  init(
    pageCount: Int, documentsEach: ClosedRange<Int> = 1...20, wordCount: Int,
    textWordCounts: ClosedRange<Int> = 0...40,
    using generator: inout SeededGenerator
  ) {
    keys = (0..<wordCount).map { number in
      let stem = UInt32(number / 2 + 1) &* 0x85EB_CA6B
      let prefix = number % 7 == 0 ? 0 : UInt32(number / 6 + 1) &* 0xC2B2_AE35
      return WordKey(stem: stem, form: UInt32(number + 1) &* 0x27D4_EB2F, prefix: prefix)
    }
    for _ in 0..<pageCount {
      var page = PageWords(title: words(0...3, using: &generator), documents: [])
      for _ in 0..<Int.random(in: documentsEach, using: &generator) {
        let text = words(textWordCounts, using: &generator)
        page.documents.append(
          DocumentWords(
            heading: words(0...2, using: &generator), text: text,
            sentenceStarts: text.indices.filter { $0 == 0 || $0 % 9 == 4 }.map { UInt32($0) }))
      }
      pages.append(page)
    }
  }

  private func words(_ counts: ClosedRange<Int>, using generator: inout SeededGenerator)
    -> [WordKey]
  {
    (0..<Int.random(in: counts, using: &generator)).map { _ in word(using: &generator) }
  }

  private func word(using generator: inout SeededGenerator) -> WordKey {
    var limit = 2
    while limit < keys.count, Bool.random(using: &generator) { limit *= 2 }
    return keys[Int.random(in: 0..<min(limit, keys.count), using: &generator)]
  }

  /// A question of words, some of them in no document, some in two languages.
  func question(_ count: Int, using generator: inout SeededGenerator) -> [RescoringWord] {
    (0..<count).map { _ in
      var readings = [word(using: &generator)]
      if Int.random(in: 0..<4, using: &generator) == 0 { readings.append(word(using: &generator)) }
      let isUnknown = Int.random(in: 0..<9, using: &generator) == 0
      // The weight is the stem's, as in an index.
      let weight = isUnknown ? 0 : 1000 + readings[0].stem % 9000
      return RescoringWord(
        readings: readings, weight: weight,
        isName: Int.random(in: 0..<3, using: &generator) == 0)
    }
  }

  var documents: [(page: Int, words: DocumentWords)] {
    pages.enumerated().flatMap { page in page.element.documents.map { (page.offset, $0) } }
  }
}

/// Writes a store of pages and opens it.
func store(_ pages: [PageWords], in folder: TemporaryFolder, order: [Int]? = nil) throws
  -> WordStoreReader
{
  let writer = try WordStoreWriter(temporaryPath: folder("unsorted"))
  for page in pages { try writer.append(page) }
  try writer.finish(path: folder("words"), order: order)
  return try WordStoreReader(path: folder("words"))
}
