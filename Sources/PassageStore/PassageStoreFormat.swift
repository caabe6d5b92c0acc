import Storage

/// The constants of the passages file; `Documentation/Format.md` explains them.
enum PassageStoreFormat {
  static let kind = SectionFile.Tag("PASS")
  static let version: UInt32 = 2
  /// Version 1 had nothing to filter languages, licences and sections by.
  static let versions: ClosedRange<UInt32> = 2...2

  /// Compressed blocks, one after the other.
  static let blocks = SectionFile.Tag("BLKS")
  /// One entry a block.
  static let blockDirectory = SectionFile.Tag("BDIR")
  /// One entry a page, in key order.
  static let pages = SectionFile.Tag("PAGE")
  /// The names of the wikis, by number.
  static let wikis = SectionFile.Tag("WIKI")
  /// The pairs of a language and licences, by number.
  static let properties = SectionFile.Tag("PROP")
  /// The titles of sections with the passages under them, in the titles' order.
  static let sections = SectionFile.Tag("SECT")
  /// Where each title starts in `sections`.
  static let sectionDirectory = SectionFile.Tag("SDIR")

  static let blockEntryByteCount = 32
  static let pageEntryByteCount = 40

  /// Uncompressed bytes after which a block is closed: small enough that one passage is read in
  /// tens of microseconds, large enough to compress well.
  static let blockTarget = 8 << 10
  /// Bounds for untrusted counts, which the writer holds too: licences of a revision, titles
  /// above a passage (deeper than any heading goes), bytes of a revision's source or text.
  static let licenseLimit = 16
  static let sectionDepthLimit = 16
  static let sourceLimit = Int(UInt32.max)

  /// A passage of the greatest length still fits; a bound for untrusted sizes.
  static let blockLimit = 256 << 20
  static let compressionLevel: Int32 = 3
}
