import Storage
import TestSupport

@testable import Rescoring

/// A collection's pages over several stores, some of them removed since.
struct SpreadCollection {
  let words: WordStores
  /// The live pages in the order of their documents' numbers.
  private(set) var livePages: [PageWords] = []
  /// Of each live document in this order, its number among the stores.
  private(set) var liveDocuments: [UInt32] = []

  /// Spreads pages by chance.
  ///
  /// - Parameters:
  ///   - removed: the pages that are removed.
  ///   - statisticsDocumentCount: what the stores' writers are told.
  init(
    _ pages: [PageWords], storeCount: Int, removed: Set<Int>,
    statisticsDocumentCount: Int, in folder: TemporaryFolder,
    using generator: inout SeededGenerator
  ) throws {
    var stores: [WordStoreReader] = []
    var tallies = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
      WordTally(statisticsDocumentCount: statisticsDocumentCount)
    }
    let places = pages.map { _ in Int.random(in: 0..<storeCount, using: &generator) }
    var base: UInt32 = 0
    for store in 0..<storeCount {
      let writer = try WordStoreWriter(temporaryPath: folder("unsorted-\(store)"))
      for (number, page) in pages.enumerated() where places[number] == store {
        try writer.append(page)
        let count = UInt32(page.documents.count)
        if removed.contains(number) {
          tallies[Int.random(in: tallies.indices, using: &generator)].add(page)
        } else {
          livePages.append(page)
          liveDocuments += base..<base + count
        }
        base += count
      }
      try writer.finish(
        path: folder("words-\(store)"), statisticsDocumentCount: statisticsDocumentCount)
      stores.append(try WordStoreReader(path: folder("words-\(store)")))
    }
    var retractions: [WordRetractions] = []
    for index in tallies.indices {
      retractions.append(try written(&tallies[index], to: folder("tally-\(index)")))
    }
    words = WordStores(stores, retractions: retractions)
  }
}

/// Writes a tally's sections into a file of a kind of its own, and opens them.
func written(_ tally: inout WordTally, to path: String) throws -> WordRetractions {
  let file = try SectionFileWriter(path: path, kind: tallyKind, version: 1)
  try tally.write(to: file)
  try file.finish()
  return try WordRetractions(SectionFileReader(path: path, kind: tallyKind, versions: 1...1))
}

let tallyKind = SectionFile.Tag("TALY")
