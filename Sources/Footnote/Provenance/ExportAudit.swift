import Storage
import WikiModel

/// What an audit log says of passages that leave an index without a question: copies of it.
///
/// One entry is added before the first passage leaves, which says what may leave at most, and one
/// when the last has left, with their number and a digest of their keys. So a copy that was cut off
/// has left its trace, and one of an index of millions of passages takes two entries.
///
///     var copy = try ExportAudit(SearchAudit(log: log), of: 0..<count, from: index)
///     for start in stride(from: 0, to: count, by: 512) {
///       let passages = try index.passages(at: start..<min(start + 512, count))
///       copy.add(passages)
///       // Write them out.
///     }
///     try copy.finish()
public struct ExportAudit: ~Copyable {
  private let audit: SearchAudit
  private let format: String?
  private let positions: Range<Int>
  private let index: IndexIdentity
  private var keys: KeyDigester

  /// Adds that passages at these positions are about to leave.
  ///
  /// - Parameters:
  ///   - audit: The log, for whom and what for.
  ///   - format: What they are written as, such as "jsonl"; nil leaves it unsaid.
  ///   - positions: As of ``Index/passages(at:audit:)``.
  ///   - index: The index that they leave.
  /// - Throws: As ``SearchAudit/record(_:serving:from:)``; nothing may leave then.
  public init(
    _ audit: SearchAudit, as format: String? = nil, of positions: Range<Int>, from index: Index
  ) throws(FootnoteError) {
    try audit.checkTexts()
    try SearchAudit.check(format)
    let identity = index.identity
    try audit.log.append { moment in
      .export(format, of: positions, identity, audit, at: moment)
    }
    self.audit = audit
    self.format = format
    self.positions = positions
    self.index = identity
    keys = KeyDigester()
  }

  /// Counts passages that leave, in their order.
  public mutating func add(_ passages: [AttributedPassage]) {
    for passage in passages { keys.add(passage.attribution.key) }
  }

  /// Adds what has left.
  ///
  /// - Throws: As ``init(_:as:of:from:)``; the entry from before the first is there all the same.
  public consuming func finish() throws(FootnoteError) {
    let (audit, format, positions, index) = (audit, format, positions, index)
    let copied = keys.finish()
    try audit.log.append { moment in
      .exported(copied, format, of: positions, index, audit, at: moment)
    }
  }
}

extension SearchAudit {
  /// Adds passages that leave without a question, before they do.
  func record(
    _ passages: [AttributedPassage], at positions: Range<Int>, of index: Index
  ) throws(FootnoteError) {
    try checkTexts()
    var keys = KeyDigester()
    for passage in passages { keys.add(passage.attribution.key) }
    let (copied, identity) = (keys.finish(), index.identity)
    try log.append { moment in
      .exported(copied, nil, of: positions, identity, self, at: moment)
    }
  }
}

/// The passages of a copy: how many, from which to which, and a digest of all their keys.
struct CopiedPassages {
  var count: UInt64 = 0
  var first: PassageKey?
  var last: PassageKey?
  /// SHA-256 of what `footnote export --format keys` writes of them.
  var digest = ""
}

private struct KeyDigester: ~Copyable {
  private var copied = CopiedPassages()
  private var digester = Digester(.sha256)

  mutating func add(_ key: PassageKey) {
    digester.update(Array("\(key)\n".utf8).rawBytes)
    copied.count += 1
    if copied.first == nil { copied.first = key }
    copied.last = key
  }

  consuming func finish() -> CopiedPassages {
    var copied = copied
    copied.digest = hexadecimal(digester.finish())
    return copied
  }
}
