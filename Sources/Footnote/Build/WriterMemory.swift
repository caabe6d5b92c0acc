import Storage

/// How the memory that writing a segment may take is shared out.
struct WriterMemory: Sendable {
  /// What a program takes that reads and writes, apart from what follows: measured at 55 to 60 MiB.
  private static let programByteCount: UInt64 = 64 << 20
  /// What a thread takes: a batch that it reads, one that it has processed, its tables of words.
  private static let threadByteCount: UInt64 = 16 << 20
  /// Postings before they are written out as a sorted run, where memory is not limited.
  ///
  /// A build of a bzip2 dump then takes some 150 MB, and one from zstd 130 MB more for its window,
  /// whatever their length; 512 MB would make one of 252 million characters an eighth faster and
  /// take 550 MB.
  private static let usualPostingByteCount: UInt64 = 64 << 20
  /// The least for postings and for what grows with the input.
  private static let leastRestByteCount: UInt64 = 16 << 20
  static let leastByteCount = programByteCount + threadByteCount + leastRestByteCount

  /// Threads that work.
  let threadCount: Int
  /// Postings before they are written out.
  let postingByteCount: Int
  /// Bytes in all, and those of them for what grows with the input; nil for no bound.
  private let limit: (all: UInt64, growing: UInt64)?

  /// Shares out what is allowed; the more there is, the more threads work, as many as are wanted.
  ///
  /// - Parameter threads: How many are wanted; nil for one for each processor.
  init(_ limits: ResourceLimits, threads: Int?) throws(FootnoteError) {
    let wanted = max(1, threads ?? availableProcessors())
    guard let all = limits.memoryByteCount else {
      threadCount = wanted
      postingByteCount = Int(Self.usualPostingByteCount)
      limit = nil
      return
    }
    guard all >= Self.leastByteCount else {
      throw .invalidOption(
        "--memory-limit: expected \(Self.leastByteCount) bytes (\(Self.leastByteCount >> 20) MiB) "
          + "or more, found \(all). Allow more; less cannot be kept to.")
    }
    let spare = (all - Self.leastByteCount) / 2
    threadCount = min(wanted, 1 + Int(clamping: spare / Self.threadByteCount))
    let rest = all - Self.programByteCount - UInt64(threadCount) * Self.threadByteCount
    let postings = min(Self.usualPostingByteCount, rest / 2)
    postingByteCount = Int(postings)
    limit = (all, rest - postings)
  }

  /// What all that grows with the input may hold; nil for no bound.
  ///
  /// - Parameters:
  ///   - path: What it is held for.
  ///   - held: What others hold of it.
  func growth(of path: String, besides held: Int = 0) -> GrowthLimit? {
    limit.map { GrowthLimit(path: path, allowed: $0.all, growing: $0.growing, held: held) }
  }
}

/// A bound of what grows with the input and cannot be written out: words, pages, vectors' links.
struct GrowthLimit: Sendable {
  fileprivate let path: String
  fileprivate let allowed: UInt64
  fileprivate let growing: UInt64
  fileprivate let held: Int

  fileprivate init(path: String, allowed: UInt64, growing: UInt64, held: Int) {
    self.path = path
    self.allowed = allowed
    self.growing = growing
    self.held = held
  }

  func check(_ byteCount: Int) throws(StorageError) {
    let sum = UInt64(byteCount + held)
    guard sum > growing else { return }
    throw .limit(.memory, path: path, allowed: allowed, needed: allowed + (sum - growing))
  }
}
