import Storage

/// The constants of the words file; `Documentation/Format-words.md` explains them.
enum WordStoreFormat {
  static let kind = SectionFile.Tag("WORD")
  static let version: UInt32 = 2

  static let head = SectionFile.Tag("HEAD")
  static let codes = SectionFile.Tag("CODE")
  static let documentGroups = SectionFile.Tag("DOCG")
  static let documentOffsets = SectionFile.Tag("DOCO")
  static let pages = SectionFile.Tag("PAGE")
  static let titles = SectionFile.Tag("TITL")
  static let stems = SectionFile.Tag("STEM")
  static let prefixes = SectionFile.Tag("PREF")
  static let frequencies = SectionFile.Tag("FREQ")
  static let pairs = SectionFile.Tag("PAIR")
  static let pairEntries = SectionFile.Tag("PCNT")

  static let headByteCount = 40
  /// Documents whose codes' starts are counted from one place.
  static let groupCount = 64
  static let pageEntryByteCount = 8
  static let stemEntryByteCount = 12
  static let prefixEntryByteCount = 8
  static let frequencyByteCount = 4
  static let pairEntryByteCount = 8

  /// Of what removed documents counted, in a file of any kind.
  static let removedWords = SectionFile.Tag("RWRD")
  static let removedPairs = SectionFile.Tag("RPAR")
  static let removedPairEntries = SectionFile.Tag("RPCN")
  static let removedTotals = SectionFile.Tag("RTOT")

  static let removedWordByteCount = 12
  static let removedTotalsByteCount = 24

  static let pairSections = PairTable.Sections(cells: pairs, entries: pairEntries)
  static let removedPairSections = PairTable.Sections(
    cells: removedPairs, entries: removedPairEntries)
}
