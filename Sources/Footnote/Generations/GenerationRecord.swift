import JSON
import Storage
public import WikiModel

/// A generation of an index, as its log tells.
public struct GenerationRecord: Hashable, Sendable {
  /// What made a generation.
  public enum Origin: String, Sendable {
    /// The first one: an index was built.
    case build
    /// Pages came, changed or went.
    case update
    /// Segments were merged; what can be found is the same.
    case compaction
    /// An older generation's state was taken up again.
    case rollback
  }

  /// Counts an index's publications, from 1.
  public let generation: UInt64
  /// What made it.
  public let origin: Origin
  /// The generation whose state was taken up again, of a rollback.
  public let restored: UInt64?
  /// The moment of the newest change that was taken in, where one is known.
  public let asOf: Timestamp?
  /// SHA-256 of the generation's manifest, as 64 hexadecimal digits.
  public let manifestDigest: String
  /// Pages that were new; nil where they were not counted, as by a rollback and in a log that was
  /// mended.
  public let addedPageCount: UInt64?
  /// Pages that came in a newer revision; nil likewise.
  public let replacedPageCount: UInt64?
  /// Pages that went; nil likewise.
  public let removedPageCount: UInt64?
  /// Pages that can be found.
  public let pageCount: UInt64
  /// Passages that can be found.
  public let passageCount: UInt64
  /// Segments that hold them.
  public let segmentCount: UInt64
}

extension GenerationRecord {
  /// How many pages a generation changed.
  struct Changes {
    var added: UInt64 = 0
    var replaced: UInt64 = 0
    var removed: UInt64 = 0
  }

  /// - Parameter changes: nil where they are not known.
  init(
    _ manifest: Manifest, digest: String, _ changes: Changes?, restored: UInt64? = nil
  ) {
    self.init(
      generation: manifest.generation, origin: manifest.origin,
      restored: restored, asOf: manifest.asOf, manifestDigest: digest,
      addedPageCount: changes?.added, replacedPageCount: changes?.replaced,
      removedPageCount: changes?.removed, pageCount: manifest.contents.pageCount,
      passageCount: manifest.contents.passageCount,
      segmentCount: UInt64(manifest.segments.count))
  }

  /// One line of the log.
  var encoded: [UInt8] {
    var members: [JSONValue.Member] = [
      .init("generation", .count(generation)),
      .init("manifest", .string(manifestDigest)), .init("origin", .string(origin.rawValue)),
      .init("pages", .count(pageCount)), .init("passages", .count(passageCount)),
      .init("segments", .count(segmentCount)),
    ]
    let counts = [
      ("added", addedPageCount), ("removed", removedPageCount), ("replaced", replacedPageCount),
    ]
    for case (let name, let count?) in counts { members.append(.init(name, .count(count))) }
    if let asOf { members.append(.init("as_of", .string("\(asOf)"))) }
    if let restored { members.append(.init("restored", .count(restored))) }
    return JSONValue.object(members).canonical
  }

  /// Reads a line of the log.
  init(decoding line: [UInt8], path: String) throws(FootnoteError) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: line)
    } catch {
      throw .damagedManifest(path: path, expected: "a JSON object a line", found: "\(error)")
    }
    let members = ManifestMembers(value: value, path: path)
    func optional(_ name: String) throws(FootnoteError) -> UInt64? {
      members.value[name] == nil ? nil : try members.unsigned(name)
    }
    self.init(
      generation: try members.generation(), origin: try members.origin(),
      restored: try optional("restored"),
      asOf: try members.asOf(), manifestDigest: try members.string("manifest"),
      addedPageCount: try optional("added"), replacedPageCount: try optional("replaced"),
      removedPageCount: try optional("removed"),
      pageCount: try members.unsigned("pages"), passageCount: try members.unsigned("passages"),
      segmentCount: try members.unsigned("segments"))
  }
}
