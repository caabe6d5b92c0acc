import Storage
import WikiModel

// The bytes of records inside a block; `Documentation/Format.md`, "Passages", gives their order.

extension [UInt8] {
  mutating func append(_ revision: RevisionRecord) {
    append(counted: revision.wiki.utf8)
    append(varint: revision.page.rawValue)
    append(varint: revision.revision.rawValue)
    append(varint: revision.flags)
    append(signedVarint: Int64(revision.namespace))
    append(signedVarint: revision.timestamp.secondsSince1970)
    append(counted: revision.title.utf8)
    append(counted: revision.language.utf8)
    append(counted: revision.url.utf8)
    append(varint: UInt64(revision.licenses.count))
    for license in revision.licenses {
      append(counted: license.spdxIdentifier.utf8)
      append(counted: license.name.utf8)
      append(counted: license.url.utf8)
    }
    append(counted: revision.source.name.utf8)
    append(counted: (revision.source.date ?? "").utf8)
    append(varint: revision.sourceByteCount)
    append(counted: revision.sourceDigest)
  }

  mutating func append(_ record: PassageRecord) {
    let passage = record.passage
    append(varint: UInt64(passage.ordinal))
    append(varint: UInt64(passage.textRange.lowerBound))
    append(varint: UInt64(passage.sectionPath.count))
    for title in passage.sectionPath { append(counted: title.utf8) }
    append(counted: record.anchor.utf8)
    append(varint: UInt64(record.sourceCharacters.lowerBound))
    append(varint: UInt64(record.sourceCharacters.count))
    append(counted: passage.text)
    append(varint: UInt64(passage.sourceRuns.count))
    var end = 0
    for run in passage.sourceRuns {
      append(varint: UInt64(run.textCount) << 1 | (run.isVerbatim ? 1 : 0))
      append(signedVarint: Int64(run.sourceStart - end))
      if !run.isVerbatim { append(varint: UInt64(run.sourceCount)) }
      end = run.sourceRange.upperBound
    }
  }
}

extension RevisionRecord {
  fileprivate var flags: UInt64 {
    (revisionIsSynthetic ? 1 : 0) | (format == .plainText ? 2 : 0)
  }

  /// Reads what `append` wrote; nil when the bytes cannot be that.
  init?(_ cursor: inout ByteCursor) {
    let identifierLimit = Int(Article.identifierLimit)
    guard let wiki = cursor.countedString(), let page = cursor.count(limit: identifierLimit),
      let revision = cursor.count(limit: identifierLimit),
      let flags = cursor.varint(), flags < 4,
      let namespace = cursor.signedVarint().flatMap(Int32.init(exactly:)),
      let seconds = cursor.signedVarint(), let title = cursor.countedString(),
      let language = cursor.countedString(), let url = cursor.countedString(),
      let licenses = Self.licenses(&cursor), let sourceName = cursor.countedString(),
      let sourceDate = cursor.countedString(),
      let sourceByteCount = cursor.count(limit: PassageStoreFormat.sourceLimit),
      let sourceDigest = cursor.countedBytes(),
      sourceDigest.count == DigestAlgorithm.sha1.byteCount
    else { return nil }
    self.wiki = wiki
    self.page = PageID(rawValue: UInt64(page))
    self.revision = RevisionID(rawValue: UInt64(revision))
    revisionIsSynthetic = flags & 1 != 0
    format = flags & 2 != 0 ? .plainText : .wikitext
    self.namespace = namespace
    timestamp = Timestamp(secondsSince1970: seconds)
    self.title = title
    self.language = language
    self.url = url
    self.licenses = licenses
    source = SourceName(name: sourceName, date: sourceDate.isEmpty ? nil : sourceDate)
    self.sourceByteCount = UInt64(sourceByteCount)
    self.sourceDigest = sourceDigest
  }

  private static func licenses(_ cursor: inout ByteCursor) -> [License]? {
    guard let count = cursor.count(limit: PassageStoreFormat.licenseLimit) else { return nil }
    var licenses: [License] = []
    for _ in 0..<count {
      guard let identifier = cursor.countedString(), let name = cursor.countedString(),
        let url = cursor.countedString()
      else { return nil }
      licenses.append(License(spdxIdentifier: identifier, name: name, url: url))
    }
    return licenses
  }
}

extension PassageRecord {
  /// Reads what `append` wrote; nil when the bytes cannot be that.
  init?(_ cursor: inout ByteCursor) {
    guard let ordinal = cursor.varint().flatMap(UInt32.init(exactly:)),
      let start = cursor.count(limit: PassageStoreFormat.sourceLimit),
      let depth = cursor.count(limit: PassageStoreFormat.sectionDepthLimit)
    else { return nil }
    var sectionPath: [String] = []
    for _ in 0..<depth {
      guard let title = cursor.countedString() else { return nil }
      sectionPath.append(title)
    }
    guard let anchor = cursor.countedString(),
      let firstCharacter = cursor.count(limit: Int(UInt32.max)),
      let characterCount = cursor.count(limit: Int(UInt32.max)), let text = cursor.countedBytes(),
      let runs = Self.runs(&cursor, textCount: text.count)
    else { return nil }
    self.anchor = anchor
    sourceCharacters = firstCharacter..<firstCharacter + characterCount
    passage = Passage(
      ordinal: ordinal, textRange: start..<start + text.count, text: text,
      sectionPath: sectionPath, sourceRuns: runs)
  }

  /// Reads runs that cover the text exactly.
  private static func runs(_ cursor: inout ByteCursor, textCount: Int) -> [SourceMap.Run]? {
    guard let count = cursor.count(limit: textCount) else { return nil }
    var runs: [SourceMap.Run] = []
    // The count is untrusted.
    runs.reserveCapacity(min(count, 64))
    var end = 0
    var covered = 0
    for _ in 0..<count {
      guard let head = cursor.varint(), let gap = cursor.signedVarint(),
        case let runCount = head >> 1, runCount <= UInt64(textCount - covered)
      else { return nil }
      let isVerbatim = head & 1 != 0
      let (start, overflow) = end.addingReportingOverflow(Int(gap))
      guard !overflow, start >= 0, start <= PassageStoreFormat.sourceLimit,
        let sourceCount = isVerbatim
          ? Int(runCount) : cursor.count(limit: PassageStoreFormat.sourceLimit)
      else { return nil }
      runs.append(
        SourceMap.Run(
          textCount: Int(runCount), sourceStart: start, sourceCount: sourceCount,
          isVerbatim: isVerbatim))
      end = start + sourceCount
      covered += Int(runCount)
    }
    return covered == textCount ? runs : nil
  }
}
