import Storage

/// What the reading of blocks leaves for the next: a context of libzstd, and the last blocks.
///
/// Questions that follow each other are often about the same pages. For one thread at a time.
final class BlockReader {
  /// Blocks that are kept; with half as many, twice as large, nearly half of the blocks that
  /// questions about one article after the other need were there.
  static let keptCount = 128
  /// Larger blocks are not kept; nearly all are of ``PassageStoreFormat/blockTarget``.
  private static let keptByteLimit = 4 * PassageStoreFormat.blockTarget

  var decompressor = BlockDecompressor()
  /// By the blocks' numbers, the one that was asked for last at the end.
  private var kept: [(block: Int, bytes: [UInt8])] = []

  /// The content of a block that was kept.
  func content(ofBlock block: Int) -> [UInt8]? {
    guard let index = kept.lastIndex(where: { $0.block == block }) else { return nil }
    let found = kept.remove(at: index)
    kept.append(found)
    return found.bytes
  }

  /// Keeps the content of a block that is not kept yet.
  func keep(_ bytes: [UInt8], ofBlock block: Int) {
    guard bytes.count <= Self.keptByteLimit else { return }
    if kept.count == Self.keptCount { kept.removeFirst() }
    kept.append((block, bytes))
  }
}
