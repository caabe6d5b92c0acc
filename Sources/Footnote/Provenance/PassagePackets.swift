import JSON
import PassageStore
import Provenance
import Storage
import WikiIngest

/// Writes the packets of a revision's passages: the records that leaves of a tree are over.
///
/// `Documentation/Format-provenance.md`, "The packet of a passage", lists the members; the bytes
/// are canonical JSON, written straight since a build makes one for each passage.
struct PassagePackets {
  private let beforeOrdinal: [UInt8]
  private let beforeSection: [UInt8]
  private let beforeText: [UInt8]
  private let end: [UInt8]
  /// The section path of the last packet, which the next one often has, too.
  private var section: (path: [String], json: [UInt8]) = ([], Array("[]".utf8))
  /// The last packet.
  private var bytes: [UInt8] = []

  init(_ revision: RevisionRecord) {
    let format = revision.format == .wikitext ? "wikitext" : "plain"
    let key =
      JSONValue.string(revision.wiki).canonical.dropLast()
      + Array(":\(revision.page.rawValue):\(revision.revision.rawValue):".utf8)
    beforeOrdinal = Array(",\"format\":\"\(format)\",\"key\":".utf8) + key
    let licenses = JSONValue.array(revision.licenses.map { .string($0.spdxIdentifier) })
    beforeSection =
      Array("\",\"language\":".utf8) + JSONValue.string(revision.language).canonical
      + Array(",\"licenses\":".utf8) + licenses.canonical
      + Array(",\"namespace\":\(revision.namespace),\"section\":".utf8)
    let synthetic = revision.revisionIsSynthetic ? "\"synthetic\":true," : ""
    beforeText = Array(
      ",\"sha1\":\"\(base36(revision.sourceDigest))\",\(synthetic)\"text_sha256\":\"".utf8)
    end =
      Array("\",\"timestamp\":\"\(revision.timestamp)\",\"title\":".utf8)
      + JSONValue.string(revision.title).canonical + [UInt8(ascii: "}")]
  }

  /// The packet of one of the revision's passages.
  mutating func packet(of passage: Passage, _ hasher: inout SHA256Hasher) -> [UInt8] {
    write(passage, &hasher)
    return bytes
  }

  /// The leaf over a passage's packet.
  mutating func leaf(of passage: Passage, _ hasher: inout SHA256Hasher) -> SHA256Digest {
    write(passage, &hasher)
    return MerkleTree.leafHash(of: bytes, &hasher)
  }

  private mutating func write(_ passage: Passage, _ hasher: inout SHA256Hasher) {
    bytes.removeAll(keepingCapacity: true)
    bytes += "{\"bytes\":[".utf8
    bytes.append(decimal: passage.sourceBytes.lowerBound)
    bytes.append(UInt8(ascii: ","))
    bytes.append(decimal: passage.sourceBytes.upperBound)
    bytes.append(UInt8(ascii: "]"))
    bytes += beforeOrdinal
    bytes.append(decimal: Int(passage.ordinal))
    bytes += beforeSection
    if passage.sectionPath != section.path {
      section = (
        passage.sectionPath, JSONValue.array(passage.sectionPath.map { .string($0) }).canonical
      )
    }
    bytes += section.json
    bytes += beforeText
    bytes.append(hexadecimal: hasher.digest(passage.text.rawBytes))
    bytes += end
  }
}

extension [UInt8] {
  /// Adds a number's decimal digits.
  fileprivate mutating func append(decimal number: Int) {
    let start = count
    var rest = number.magnitude
    repeat {
      append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    if number < 0 { append(UInt8(ascii: "-")) }
    self[start...].reverse()
  }
}
