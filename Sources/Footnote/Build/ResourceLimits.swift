import Storage

/// How much memory and disk the writing of an index may take; its bytes do not depend on it.
///
/// `Documentation/Resources.md` says what is counted.
public struct ResourceLimits: Hashable, Sendable {
  /// Bytes of memory, at least ``leastMemoryByteCount``; nil for what suits a dump of any size.
  ///
  /// With less, fewer threads work, and postings are written out as sorted runs earlier. Where
  /// what cannot be written out would pass it, the work stops.
  public var memoryByteCount: UInt64?
  /// Bytes that new files may have at any moment, temporary ones included; nil for no bound.
  ///
  /// Where they would pass it, the work stops, and what it has written goes.
  public var diskByteCount: UInt64?

  /// Makes limits; without any, memory is bounded for most inputs, and the disk by its size.
  public init(memoryByteCount: UInt64? = nil, diskByteCount: UInt64? = nil) {
    self.memoryByteCount = memoryByteCount
    self.diskByteCount = diskByteCount
  }

  /// The least memory that can be kept to: 96 MiB.
  public static let leastMemoryByteCount: UInt64 = WriterMemory.leastByteCount
}

extension ResourceLimits {
  /// Does work that writes files, and stops it where they would take more than is allowed.
  ///
  /// Work within such work counts with it.
  func keeping<Result>(
    _ work: () async throws(FootnoteError) -> Result
  ) async throws(FootnoteError) -> Result {
    guard let diskByteCount, DiskBudget.current == nil else { return try await work() }
    do {
      return try await DiskBudget.$current.withValue(DiskBudget(limit: diskByteCount)) {
        try await work()
      }
    } catch let error as FootnoteError {
      throw error
    } catch {
      preconditionFailure("work throws its own errors alone")
    }
  }
}
