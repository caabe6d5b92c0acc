package import Storage

/// The constants of the byte layout that `Documentation/Format.md` gives for kind `POST`.
package enum PostingFormat {
  package static let kind = SectionFile.Tag("POST")
  static let version: UInt32 = 1

  static let lists = SectionFile.Tag("LIST")
  static let terms = SectionFile.Tag("TERM")
  static let groupFeatures = SectionFile.Tag("GRPF")
  static let groupOffsets = SectionFile.Tag("GRPO")
  static let head = SectionFile.Tag("HEAD")
  static let headByteCount = 24

  /// Document numbers fit 31 bits, so that gaps do, too.
  static let documentCountLimit = 1 << 31
  static let groupCount = 16
  static let blockCount = 128
  static let bitmapLineCount = 128
  /// Bits of an entry's second number that hold the width of a short list's gaps.
  static let widthBits: UInt64 = 5

  /// How the postings of a feature are laid out.
  enum Shape {
    case short, column, bitmap, packed

    /// The shape that a list has by its length and the number of documents.
    init(documentFrequency: Int, documentCount: Int) {
      if documentFrequency <= PostingFormat.blockCount {
        self = .short
      } else if 3 * documentFrequency > documentCount {
        self = .column
      } else if 16 * documentFrequency > documentCount {
        self = .bitmap
      } else {
        self = .packed
      }
    }
  }

  /// Bytes that so many numbers of a width take when they are packed one after the other.
  static func packedByteCount(_ count: Int, width: Int) -> Int { (count * width + 7) / 8 }

  /// The least width that holds a number.
  static func width(of greatest: UInt32) -> Int { UInt32.bitWidth - greatest.leadingZeroBitCount }
}
