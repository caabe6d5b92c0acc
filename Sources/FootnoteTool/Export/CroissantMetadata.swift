import Footnote
import JSON

/// An index described for catalogues of data sets, in JSON-LD.
///
/// The records are those of `footnote export --format jsonl`, a file that is named with its digest.
/// Source: MLCommons, Croissant Format Specification, version 1.0.
struct CroissantMetadata {
  let about: IndexDescription

  /// The name of the file that the records are read from.
  private static let export = "passages.jsonl"

  var json: JSONValue {
    let identity = about.index.identity
    return [
      "@context": Self.context,
      "@type": "sc:Dataset",
      "conformsTo": "http://mlcommons.org/croissant/1.0",
      "name": .string(about.name),
      "description": .string(about.sentence),
      "version": .string("\(identity.generation).0.0"),
      "license": .array(about.licenses.map { .string($0.url) }),
      "url": .string(about.sites.first ?? ""),
      "creator": ["@type": "sc:Organization", "name": .string(about.authors)],
      "datePublished": .string("\(about.asOf)"),
      "inLanguage": .array(about.summary.languages.keys.sorted().map { .string($0) }),
      "isBasedOn": .array(about.sites.map { .string($0) }),
      "isLiveDataset": false,
      "citeAs": .string(citation),
      "distribution": .array(distribution),
      "recordSet": [recordSet],
    ]
  }

  private var citation: String {
    let identity = about.index.identity
    return "@misc{footnote_\(identity.manifestDigest.prefix(12)), "
      + "title = {\(about.name), generation \(identity.generation)}, "
      + "author = {{\(about.authors)}}, year = {\("\(about.asOf)".prefix(4))}, "
      + "howpublished = {\(about.sites.joined(separator: ", "))}, "
      + "note = {manifest SHA-256 \(identity.manifestDigest)}}"
  }

  private var distribution: [JSONValue] {
    let export = file(
      Self.export, about.exportByteCount, about.exportDigest, "application/jsonlines",
      "What 'footnote export --format jsonl' writes: a packet a line")
    return [export]
      + about.summary.files.map {
        file(
          $0.name, Int(clamping: $0.byteCount), $0.sha256, "application/octet-stream",
          "A file of the index")
      }
  }

  private func file(
    _ name: String, _ byteCount: Int, _ sha256: String, _ type: String, _ description: String
  ) -> JSONValue {
    [
      "@type": "cr:FileObject", "@id": .string(name), "name": .string(name),
      "description": .string(description), "contentUrl": .string(name),
      "contentSize": .string("\(byteCount) B"), "encodingFormat": .string(type),
      "sha256": .string(sha256),
    ]
  }

  /// A packet's members that people look for; the others stand beside them in the file.
  private static let fields: [(name: String, type: String, path: String, description: String)] = [
    ("key", "sc:Text", "$.attribution.key", "What names the passage: wiki:page:revision:ordinal"),
    ("text", "sc:Text", "$.text", "The passage"),
    ("title", "sc:Text", "$.attribution.name", "The page's title"),
    ("language", "sc:Text", "$.attribution.in_language.identifier", "A BCP 47 tag"),
    ("permalink", "sc:URL", "$.attribution.version.permalink", "The revision's address"),
    ("revised", "sc:DateTime", "$.attribution.version.date_modified", "When it was saved"),
    ("license", "sc:URL", "$.attribution.license[*].url", "Licences; any one may be chosen"),
    ("credit", "sc:Text", "$.attribution.credit.text", "Who wrote it"),
    ("modifications", "sc:Text", "$.attribution.modifications[*]", "What was changed"),
    ("content_sha256", "sc:Text", "$.attribution.content_sha256", "SHA-256 of the text"),
  ]

  private var recordSet: JSONValue {
    let fields = Self.fields.map { field -> JSONValue in
      let source: JSONValue = [
        "fileObject": ["@id": .string(Self.export)],
        "extract": ["jsonPath": .string(field.path)],
      ]
      var members: [JSONValue.Member] = [
        .init("@type", "cr:Field"), .init("@id", .string("passages/\(field.name)")),
        .init("name", .string(field.name)), .init("description", .string(field.description)),
        .init("dataType", .string(field.type)), .init("source", source),
      ]
      if field.path.contains("[*]") { members.append(.init("repeated", true)) }
      return .object(members)
    }
    return [
      "@type": "cr:RecordSet", "@id": "passages", "name": "passages",
      "description": "Passages with the attribution that must stay with their text.",
      "key": ["@id": "passages/key"], "field": .array(fields),
    ]
  }

  /// The terms that are used, as the specification's first appendix defines them.
  private static let context: JSONValue = [
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "dataType": ["@id": "cr:dataType", "@type": "@vocab"],
    "dct": "http://purl.org/dc/terms/",
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "recordSet": "cr:recordSet",
    "repeated": "cr:repeated",
    "sc": "https://schema.org/",
    "source": "cr:source",
  ]
}
