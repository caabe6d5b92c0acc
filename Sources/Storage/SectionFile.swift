/// The layout that all index files share: a header, sections, and a table with checksums.
///
/// `Documentation/Format.md` gives it byte by byte.
package enum SectionFile {
  static let magic = Array("FOOTNOTE".utf8)
  static let headerByteCount = 64
  static let entryByteCount = 24
  /// Sections start at multiples of this, so that any integer in them can be read in place.
  static let alignment = 64
  /// Each block of a section has a checksum of its own.
  static let blockByteCount = 1 << 20
  /// More sections than any kind has; a bound for what is read from an untrusted header.
  static let sectionCountLimit = 256

  /// Four ASCII letters that name a kind of file or a section.
  package struct Tag: Hashable, Sendable, CustomStringConvertible {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Traps unless the name has four ASCII letters: tags are constants of the code.
    package init(_ name: StaticString) {
      precondition(name.utf8CodeUnitCount == 4, "a tag has four letters")
      rawValue = "\(name)".utf8.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    package var description: String {
      let letters = (0..<4).map { UInt8(truncatingIfNeeded: rawValue >> (8 * $0)) }
      return letters.allSatisfy { (0x20..<0x7F).contains($0) }
        ? String(decoding: letters, as: UTF8.self) : hexadecimal(letters)
    }
  }

  static func blockCount(_ byteCount: Int) -> Int {
    (byteCount + blockByteCount - 1) / blockByteCount
  }

  static func aligned(_ offset: Int) -> Int {
    (offset + alignment - 1) / alignment * alignment
  }
}
