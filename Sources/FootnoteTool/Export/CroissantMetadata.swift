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
  ///
  /// A line's members are its columns, and each path leads on from what the one before gave: of a
  /// list, from each element. So readers that know JSON Lines as tables find the values, too.
  private static let fields: [Field] = [
    Field("key", "attribution", ["$.key"], "What names the passage: wiki:page:revision:ordinal"),
    Field("text", "text", [], "The passage"),
    Field("title", "attribution", ["$.name"], "The page's title"),
    Field("language", "attribution", ["$.in_language.identifier"], "A BCP 47 tag"),
    Field(
      "permalink", "attribution", ["$.version.permalink"], "The revision's address",
      type: "sc:URL"),
    Field(
      "revised", "attribution", ["$.version.date_modified"], "When it was saved",
      type: "sc:DateTime"),
    Field(
      "license", "attribution", ["$.license", "$.url"], "Licences; any one may be chosen",
      type: "sc:URL", isRepeated: true),
    Field("credit", "attribution", ["$.credit.text"], "Who wrote it"),
    Field(
      "modifications", "attribution", ["$.modifications"], "What was changed", isRepeated: true),
    Field("content_sha256", "attribution", ["$.content_sha256"], "SHA-256 of the text"),
  ]

  private struct Field {
    let name: String
    let column: String
    let paths: [String]
    let description: String
    let type: String
    let isRepeated: Bool

    init(
      _ name: String, _ column: String, _ paths: [String], _ description: String,
      type: String = "sc:Text", isRepeated: Bool = false
    ) {
      self.name = name
      self.column = column
      self.paths = paths
      self.description = description
      self.type = type
      self.isRepeated = isRepeated
    }

    var json: JSONValue {
      var source: [JSONValue.Member] = [
        .init("fileObject", ["@id": .string(CroissantMetadata.export)]),
        .init("extract", ["column": .string(column)]),
      ]
      if !paths.isEmpty {
        source.append(.init("transform", .array(paths.map { ["jsonPath": .string($0)] })))
      }
      var members: [JSONValue.Member] = [
        .init("@type", "cr:Field"), .init("@id", .string("passages/\(name)")),
        .init("name", .string(name)), .init("description", .string(description)),
        .init("dataType", .string(type)), .init("source", .object(source)),
      ]
      if isRepeated { members.append(.init("repeated", true)) }
      return .object(members)
    }
  }

  private var recordSet: JSONValue {
    [
      "@type": "cr:RecordSet", "@id": "passages", "name": "passages",
      "description": "Passages with the attribution that must stay with their text.",
      "key": ["@id": "passages/key"], "field": .array(Self.fields.map(\.json)),
    ]
  }
}
