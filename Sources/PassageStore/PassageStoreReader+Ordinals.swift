package import Storage
import WikiModel

extension PassageStoreReader {
  /// The number of a page's passage of some ordinal; nil where it has none.
  ///
  /// Ordinals rise within a page, and are its passages' places but where one was left out.
  package func number(
    ofPassage ordinal: UInt32, in page: Page
  ) throws(StorageError) -> UInt32? {
    var low = page.passages.lowerBound
    var high = page.passages.upperBound
    // Where no passage was left out, it is this one.
    if ordinal < page.passages.count {
      let guess = low + ordinal
      let found = try self.ordinal(of: guess)
      if found == ordinal { return guess }
      if found > ordinal { high = guess } else { low = guess + 1 }
    }
    while low < high {
      let middle = low + (high - low) / 2
      let found = try self.ordinal(of: middle)
      if found == ordinal { return middle }
      if found < ordinal { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  private func ordinal(of number: UInt32) throws(StorageError) -> UInt32 {
    try passages([number])[0].record.passage.ordinal
  }
}
