import CKernels

/// Documents that may be among the results of a search, ascending, with what is summed up so far.
package struct Candidates: Sendable {
  package private(set) var count = 0
  package fileprivate(set) var documents: [UInt32]
  package fileprivate(set) var sums: [UInt32]

  /// Room for so many candidates.
  package init(capacity: Int) {
    let roomCount = capacity + Int(FOOTNOTE_SLACK_COUNT)
    documents = [UInt32](repeating: 0, count: roomCount)
    sums = documents
  }

  var capacity: Int { documents.count - Int(FOOTNOTE_SLACK_COUNT) }

  /// Forgets the candidates.
  package mutating func removeAll() { count = 0 }

  /// Adds a candidate after those before, making room when there is none.
  package mutating func append(document: UInt32, sum: UInt32) {
    if count == capacity {
      let more = [UInt32](repeating: 0, count: max(16, capacity))
      documents += more
      sums += more
    }
    documents[count] = document
    sums[count] = sum
    count += 1
  }
}

extension Candidates {
  /// Takes as candidates the documents whose scores exceed a threshold, and clears the scores.
  ///
  /// Looks at the first `count` scores, of the documents from `start` on.
  package mutating func collect(
    _ scores: inout [UInt32], count scoreCount: Int, above threshold: UInt32, start: UInt32,
    _ kernels: Kernels = .current
  ) {
    precondition(scoreCount <= scores.count && scoreCount <= capacity)
    guard scoreCount > 0 else { return removeAll() }
    count = unsafe scores.withUnsafeMutableBufferPointer { scores in
      unsafe documents.withUnsafeMutableBufferPointer { documents in
        unsafe sums.withUnsafeMutableBufferPointer { sums in
          unsafe kernels.table.pointee.collect(
            scores.baseAddress.unsafelyUnwrapped, scoreCount, threshold, start,
            documents.baseAddress.unsafelyUnwrapped, sums.baseAddress.unsafelyUnwrapped)
        }
      }
    }
  }

  /// Keeps the candidates whose sums exceed a threshold.
  package mutating func retain(above threshold: UInt32, _ kernels: Kernels = .current) {
    count = unsafe documents.withUnsafeMutableBufferPointer { documents in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        unsafe kernels.table.pointee.retain(
          documents.baseAddress.unsafelyUnwrapped, sums.baseAddress.unsafelyUnwrapped, count,
          threshold)
      }
    }
  }

  /// Adds `weight` times the impact that a column has for each candidate.
  package mutating func add(
    column: RawSpan, weight: UInt32, _ kernels: Kernels = .current
  ) {
    guard column.byteCount > 0 else { return }
    let count = count
    unsafe column.withUnsafeBytes { column in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        unsafe documents.withUnsafeBufferPointer { documents in
          unsafe kernels.table.pointee.look_up_column(
            column.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self),
            column.count, documents.baseAddress.unsafelyUnwrapped,
            sums.baseAddress.unsafelyUnwrapped, count, weight)
        }
      }
    }
  }

  /// Adds `weight` times the impact of each candidate whose bit is set.
  ///
  /// - Parameters:
  ///   - ranks: for each line of 128 bits, a u32: how many bits are set before it.
  ///   - words: two 64-bit words a line.
  /// - Returns: false when the ranks lead beyond the impacts.
  package mutating func add(
    ranks: RawSpan, words: RawSpan, impacts: RawSpan, weight: UInt32,
    _ kernels: Kernels = .current
  ) -> Bool {
    let lineCount = ranks.byteCount / 4
    precondition(words.byteCount == 16 * lineCount)
    guard lineCount > 0, impacts.byteCount > 0 else { return true }
    let count = count
    let isSound = unsafe ranks.withUnsafeBytes { ranks in
      unsafe words.withUnsafeBytes { words in
        unsafe impacts.withUnsafeBytes { impacts in
          unsafe sums.withUnsafeMutableBufferPointer { sums in
            unsafe documents.withUnsafeBufferPointer { documents in
              unsafe kernels.table.pointee.look_up_bitmap(
                ranks.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self),
                words.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self),
                lineCount,
                impacts.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self),
                impacts.count, documents.baseAddress.unsafelyUnwrapped,
                sums.baseAddress.unsafelyUnwrapped, count, weight)
            }
          }
        }
      }
    }
    return isSound == 1
  }

  /// Adds `weight` times the impact of those of a range of candidates that are listed.
  ///
  /// `listed` ascends and has at most 128 numbers.
  package mutating func add(
    listed: Span<UInt32>, impacts: RawSpan, weight: UInt32, to range: Range<Int>,
    _ kernels: Kernels = .current
  ) {
    precondition(listed.count == impacts.byteCount && listed.count <= Kernels.blockCount)
    precondition(range.upperBound <= count)
    guard listed.count > 0 else { return }
    unsafe listed.withUnsafeBufferPointer { listed in
      unsafe impacts.withUnsafeBytes { impacts in
        unsafe sums.withUnsafeMutableBufferPointer { sums in
          unsafe documents.withUnsafeBufferPointer { documents in
            unsafe kernels.table.pointee.look_up_listed(
              listed.baseAddress.unsafelyUnwrapped,
              impacts.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self),
              listed.count, documents.baseAddress.unsafelyUnwrapped + range.lowerBound,
              sums.baseAddress.unsafelyUnwrapped + range.lowerBound, range.count, weight)
          }
        }
      }
    }
  }
}
