import Storage

/// The constants of the passages file; `Documentation/Format.md` explains them.
enum PassageStoreFormat {
  static let kind = SectionFile.Tag("PASS")
  static let version: UInt32 = 1
  static let versions: ClosedRange<UInt32> = 1...1

  /// Compressed blocks, one after the other.
  static let blocks = SectionFile.Tag("BLKS")
  /// One entry a block.
  static let blockDirectory = SectionFile.Tag("BDIR")
  /// One entry a page, in key order.
  static let pages = SectionFile.Tag("PAGE")
  /// The names of the wikis, by number.
  static let wikis = SectionFile.Tag("WIKI")

  static let blockEntryByteCount = 32
  static let pageEntryByteCount = 40

  /// Uncompressed bytes after which a block is closed: small enough that one passage is read in
  /// tens of microseconds, large enough to compress well.
  static let blockTarget = 16 << 10
  /// Bounds for untrusted counts, which the writer holds too: licences of a revision, titles
  /// above a passage (deeper than any heading goes), bytes of a revision's source or text.
  static let licenseLimit = 16
  static let sectionDepthLimit = 16
  static let sourceLimit = Int(UInt32.max)

  /// A passage of the greatest length still fits; a bound for untrusted sizes.
  static let blockLimit = 256 << 20
  static let compressionLevel: Int32 = 3
}
