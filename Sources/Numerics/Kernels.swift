import CKernels

/// The inner loops over postings, at one instruction set level.
///
/// Every level gives the same bits for whole numbers; sums of floats may differ in their last ones.
/// Lengths are checked here, once a call; the values inside the
/// arrays may be anything.
@safe
package struct Kernels: Sendable {
  /// An instruction set that kernels are written for.
  package enum Level: CaseIterable, Sendable {
    case scalar, avx2, avx512, neon
  }

  /// Postings in a full block.
  package static let blockCount = 128

  // Points at a constant of the C module.
  nonisolated(unsafe) let table: UnsafePointer<footnote_kernels>

  /// The best level of this processor, or the one that `FOOTNOTE_SIMD` names.
  package static let current = unsafe Kernels(table: footnote_kernels_current())

  private init(table: UnsafePointer<footnote_kernels>) { unsafe self.table = table }

  /// The kernels of a level, or nil where this processor or this build lacks it.
  package init?(level: Level) {
    guard let table = unsafe footnote_kernels_at(level.number) else { return nil }
    unsafe self.init(table: table)
  }

  /// Unpacks the 128 documents of a block that follow the document `before`.
  ///
  /// `packed` is `16 * width` bytes of lower parts in four lanes, then the bits of the upper parts;
  /// `width` is at most 31. Sums wrap around.
  package func unpackBlock(
    _ packed: RawSpan, width: Int, before: UInt32, into documents: inout MutableSpan<UInt32>
  ) {
    let lowByteCount = 16 * width
    precondition((0..<32).contains(width) && packed.byteCount > lowByteCount)
    precondition(documents.count >= Self.blockCount)
    unsafe packed.withUnsafeBytes { bytes in
      unsafe documents.withUnsafeMutableBufferPointer { documents in
        let low = unsafe bytes.baseAddress.unsafelyUnwrapped
          .assumingMemoryBound(to: UInt8.self)
        unsafe table.pointee.unpack_block(
          low, UInt32(width), low + lowByteCount, bytes.count - lowByteCount, before,
          documents.baseAddress.unsafelyUnwrapped)
      }
    }
  }

  /// Adds `weight * impacts[i]` to the score of `documents[i] - start`, modulo a power of two.
  ///
  /// - Parameter roomCount: the power of two; so many of the scores can change, the first ones.
  package func scatter(
    _ documents: Span<UInt32>, _ impacts: RawSpan, weight: UInt32, start: UInt32,
    into scores: inout MutableSpan<UInt32>, roomCount: Int
  ) {
    precondition(documents.count == impacts.byteCount)
    precondition(roomCount > 0 && roomCount & (roomCount - 1) == 0 && roomCount <= scores.count)
    guard documents.count > 0 else { return }
    let mask = UInt32(roomCount - 1)
    unsafe documents.withUnsafeBufferPointer { documents in
      unsafe impacts.withUnsafeBytes { impacts in
        unsafe scores.withUnsafeMutableBufferPointer { scores in
          unsafe table.pointee.scatter(
            scores.baseAddress.unsafelyUnwrapped, mask, start,
            documents.baseAddress.unsafelyUnwrapped,
            impacts.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self),
            documents.count, weight)
        }
      }
    }
  }
}
