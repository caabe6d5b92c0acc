import CKernels

/// Documents that may be among the results of a search, ascending, with what is summed up so far.
package struct Candidates: Sendable {
  package internal(set) var count = 0
  package internal(set) var documents: [UInt32]
  package internal(set) var sums: [UInt32]

  /// Room for so many candidates.
  package init(capacity: Int) {
    let roomCount = capacity + Int(FOOTNOTE_SLACK_COUNT)
    documents = [UInt32](repeating: 0, count: roomCount)
    sums = documents
  }

  var capacity: Int { documents.count - Int(FOOTNOTE_SLACK_COUNT) }

  /// Forgets the candidates.
  mutating func removeAll() { count = 0 }

  /// A value that at least `rank` of the sums reach; the greatest such but for 1 part in 2,048.
  ///
  /// 0 when there are fewer candidates than that.
  package func sum(ofRank rank: Int) -> UInt32 {
    guard rank <= count else { return 0 }
    var greatest: UInt32 = 0
    for index in 0..<count { greatest = max(greatest, sums[index]) }
    let shift = UInt32(max(0, UInt32.bitWidth - greatest.leadingZeroBitCount - 12))
    var histogram = [UInt32](repeating: 0, count: 1 << 12)
    for index in 0..<count { histogram[Int(sums[index] >> shift)] += 1 }
    var reaching = 0
    for bin in histogram.indices.reversed() {
      reaching += Int(histogram[bin])
      if reaching >= rank { return UInt32(bin) << shift }
    }
    return 0
  }
}

extension Candidates {
  /// Adds dense lists to the scores that are high enough, takes as candidates the documents of
  /// these whose scores then exceed a threshold, and clears the scores.
  ///
  /// Looks at the first `count` scores, of the documents from `start` on.
  ///
  /// - Parameters:
  ///   - lists: Over the same documents.
  ///   - file: Where the lists lie.
  ///   - least: Documents whose scores before the lists are lower are left out.
  package mutating func collect(
    _ scores: inout [UInt32], count scoreCount: Int, adding lists: [DenseList] = [],
    of file: RawSpan = RawSpan(), toAtLeast least: UInt32 = 0, above threshold: UInt32,
    start: UInt32, _ kernels: Kernels = .current
  ) {
    precondition(scoreCount <= scores.count && scoreCount <= capacity)
    guard scoreCount > 0 else { return removeAll() }
    count = unsafe file.withUnsafeBytes { file in
      var dense = unsafe lists.compactMap {
        unsafe $0.located(in: file, documentCount: scoreCount)
      }
      return unsafe scores.withUnsafeMutableBufferPointer { scores in
        unsafe documents.withUnsafeMutableBufferPointer { documents in
          unsafe sums.withUnsafeMutableBufferPointer { sums in
            unsafe kernels.table.pointee.collect(
              scores.baseAddress.unsafelyUnwrapped, scoreCount, &dense, dense.count, least,
              threshold, start, documents.baseAddress.unsafelyUnwrapped,
              sums.baseAddress.unsafelyUnwrapped)
          }
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

  /// These candidates and the listed documents, with `weight * impacts[i]` added to their sums.
  ///
  /// `listed` ascends.
  package func merging(
    _ listed: [UInt32], _ impacts: [UInt8], weight: UInt32, _ kernels: Kernels = .current
  ) -> Candidates {
    precondition(listed.count == impacts.count)
    var merged = Candidates(capacity: count + listed.count)
    merged.count = kernels.merge(
      self, listed, impacts, weight: weight, &merged.documents, &merged.sums)
    return merged
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

extension Kernels {
  fileprivate func merge(
    _ candidates: Candidates, _ listed: [UInt32], _ impacts: [UInt8], weight: UInt32,
    _ documents: inout [UInt32], _ sums: inout [UInt32]
  ) -> Int {
    // Arrays give their storage's address, also when they are empty.
    unsafe table.pointee.merge(
      candidates.documents, candidates.sums, candidates.count, listed, impacts, listed.count,
      weight, &documents, &sums)
  }
}
