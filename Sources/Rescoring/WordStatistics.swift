/// How often the words of pages occur.
struct WordStatistics {
  private(set) var documentCount = 0
  private(set) var textWordCount: UInt64 = 0
  /// Occurrences by number, titles and headings included.
  private(set) var counts: [UInt64] = []

  /// Counts a page whose words' numbers are below a limit.
  mutating func count(_ page: NumberedPage, wordCount: Int) {
    while counts.count < wordCount { counts.append(0) }
    for number in page.title { counts[Int(number)] += 1 }
    documentCount += page.documents.count
    for document in page.documents {
      for number in document.heading { counts[Int(number)] += 1 }
      for number in document.text { counts[Int(number)] += 1 }
      textWordCount += UInt64(document.text.count)
    }
  }
}
