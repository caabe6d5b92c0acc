import JSON
import WikiModel

// The packet: what `Documentation/passage.schema.json` describes. Names follow Wikimedia
// Enterprise's article schema (`identifier`, `name`, `version`, `is_part_of`, `in_language`,
// `license`) wherever it has one.

extension AttributedPassage {
  /// The version of the packet's schema.
  static let schemaVersion: Int64 = 4

  var json: JSONValue {
    let packet: [JSONValue.Member] = [
      .init("attribution", attribution.json),
      .init("hidden_text", .array(hiddenText.map(\.json))),
      .init("rank", .integer(Int64(rank))),
      .init("schema_version", .integer(Self.schemaVersion)),
      .init("score", .double(score)),
      .init("text", .string(text)),
    ]
    return .object(
      packet + (confidence.map { [.init("confidence", .double($0))] } ?? [])
        + (explanation.map { [.init("explanation", $0.json)] } ?? []))
  }
}

extension HiddenText {
  var json: JSONValue {
    ["at": .string(pointer), "bytes": .range(bytes), "kind": .string(kind.rawValue)]
  }

  /// The place within the packet (RFC 6901).
  private var pointer: String {
    switch place {
    case .text: "/text"
    case .title: "/attribution/name"
    case .section(let number): "/attribution/section/path/\(number)"
    }
  }
}

extension Attribution {
  var json: JSONValue {
    [
      "content_sha256": .string(contentDigest),
      "credit": .object(
        [.init("text", .string(credit))]
          + (historyURL.map { [.init("url", .string($0))] } ?? [])),
      "identifier": .count(page.rawValue),
      "in_language": ["identifier": .string(language)],
      "index": index.json,
      "is_part_of": ["identifier": .string(wiki)],
      "key": .string("\(key)"),
      "license": .array(licenses.map(\.json)),
      "modifications": .array(modifications.map { .string($0) }),
      "name": .string(title),
      "namespace": ["identifier": .integer(Int64(namespace))],
      "ordinal": .integer(Int64(ordinal)),
      "section": [
        "anchor": .string(sectionAnchor), "path": .array(sectionPath.map { .string($0) }),
      ],
      "source": source.json,
      "text_fragment_url": .string(textFragmentURL),
      "url": .string(url),
      "version": version,
    ]
  }

  private var version: JSONValue {
    [
      "date_modified": .string("\(timestamp)"),
      "identifier": .count(revision.rawValue),
      "is_synthetic": .bool(revisionIsSynthetic),
      "permalink": .optional(permalink),
    ]
  }
}

extension License {
  var json: JSONValue {
    ["identifier": .string(spdxIdentifier), "name": .string(name), "url": .string(url)]
  }
}

extension PassageSource {
  fileprivate var json: JSONValue {
    [
      "bytes": .range(bytes),
      "characters": .range(characters),
      "date": .optional(name.date),
      "format": .string(format == .wikitext ? "wikitext" : "plain"),
      "length": .count(byteCount),
      "name": .string(name.name),
      "sha1": .string(sha1),
      "spans": .array(spans.map(\.json)),
    ]
  }
}

extension PassageSource.Span {
  fileprivate var json: JSONValue {
    [
      "end": .integer(Int64(sourceBytes.upperBound)),
      "is_verbatim": .bool(isVerbatim),
      "start": .integer(Int64(sourceBytes.lowerBound)),
      "text_bytes": .integer(Int64(textByteCount)),
    ]
  }
}

extension IndexIdentity {
  fileprivate var json: JSONValue {
    [
      "embedder_sha256": .string(embedderDigest),
      "generation": .count(generation),
      "manifest_sha256": .string(manifestDigest),
    ]
  }
}
