import Storage

/// Constants of the table's file; `Documentation/Format-embedding.md` gives every byte.
enum EmbeddingFormat {
  static let kind = SectionFile.Tag("EMBD")
  static let version: UInt32 = 1
  /// That of the features' rules, whose words have the rows: another version's are other hashes.
  static let featureVersion: UInt32 = 4

  static let head = SectionFile.Tag("HEAD")
  static let slots = SectionFile.Tag("SLOT")
  static let ranks = SectionFile.Tag("RANK")
  static let weights = SectionFile.Tag("WGHT")
  static let codes = SectionFile.Tag("CODE")
  static let note = SectionFile.Tag("NOTE")

  static let headCount = 4
  static let slotsPerRank = 512
  static let weightLimit: UInt16 = 511
  static let codeLimit = 127

  /// What counts from 1 weigh, in sixteenths: 1 + ln count; greater ones weigh as the last.
  static let countWeights: [Int16] = [
    16, 27, 34, 38, 42, 45, 47, 49, 51, 53, 54, 56, 57, 58, 59, 60,
  ]

  static func countWeight(_ count: UInt32) -> Int16 {
    count == 0 ? 0 : countWeights[min(Int(count), countWeights.count) - 1]
  }
}

/// What a table may be like.
package enum EmbeddingLimits {
  /// How many dimensions a table may have; a multiple of ``dimensionStep``.
  package static let dimensions = 16...1_024
  package static let dimensionStep = 16
  /// How many bits a slot's number may have.
  package static let slotBits = 12...22

  package static func allows(dimensions: Int) -> Bool {
    self.dimensions.contains(dimensions) && dimensions % dimensionStep == 0
  }
}

/// Where features fall in a table of 2^bits slots.
enum Slot {
  static func number(of feature: UInt32, bits: Int) -> Int { Int(feature >> UInt32(32 - bits)) }
}
