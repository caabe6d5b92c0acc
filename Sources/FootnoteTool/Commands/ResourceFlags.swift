import Footnote

/// The flags of commands that write an index: what they may take.
enum ResourceFlags {
  static let all: [any FlagDefinition] = [memoryLimit, diskLimit]

  private static let memoryLimit = Flag(
    "memory-limit", optional: .byteCount("SIZE"), fallback: "what suits a dump of any size",
    "The most memory to take, such as 256MiB",
    "With less, fewer threads work and more is put aside on disk; the index is the same. At least "
      + "96MiB.")

  private static let diskLimit = Flag(
    "disk-limit", optional: .byteCount("SIZE"), fallback: "what the disk has",
    "The most that new files may take on disk meanwhile, such as 4GiB",
    "Temporary files count. Where they would take more, the work stops, leaves the index as it was "
      + "and nothing behind.")

  /// What the arguments allow.
  static func limits(_ arguments: Arguments) -> ResourceLimits {
    ResourceLimits(
      memoryByteCount: arguments[memoryLimit], diskByteCount: arguments[diskLimit])
  }
}

extension ValueType<UInt64> {
  private static var units: [(suffix: String, shift: UInt64)] {
    [("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40)]
  }

  /// Bytes, or so many of a power of 1,024.
  static func byteCount(_ name: String) -> Self {
    Self(
      name: name, completion: .nothing,
      read: { text throws(ValueError) in
        let unit = units.first { text.hasSuffix($0.suffix) }
        let digits = text.dropLast(unit?.suffix.count ?? 0)
        guard let value = UInt64(digits), digits.first != "+", value > 0,
          case let bytes = value.multipliedReportingOverflow(by: 1 << (unit?.shift ?? 0)),
          !bytes.overflow, bytes.partialValue <= UInt64(Int64.max)
        else {
          throw ValueError(
            expected: "a number of bytes, or one of KiB, MiB, GiB or TiB, such as 512MiB")
        }
        return bytes.partialValue
      },
      show: { bytes in
        let unit = units.last { bytes & ((1 << $0.shift) - 1) == 0 }
        return unit.map { "\(bytes >> $0.shift)\($0.suffix)" } ?? "\(bytes)"
      })
  }
}
