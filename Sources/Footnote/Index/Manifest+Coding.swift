import JSON
import Storage
import WikiModel

extension Manifest {
  /// The manifest's bytes; equal manifests have equal bytes.
  var encoded: [UInt8] {
    let value: JSONValue = [
      "embedder": ["description": .string(embedder), "sha256": .string(embedderDigest)],
      "format": .string(Self.format),
      "generation": .count(generation),
      "inputs": .array(
        inputs.map { ["date": .optional($0.date), "name": .string($0.name)] }),
      "languages": Self.json(languages),
      "licenses": Self.json(licenses),
      "passages": .string(passages),
      "segments": [segment.json],
      "skipped": Self.json(skipped),
      "text_bytes": .count(textByteCount),
      "version": .count(version),
      "wikis": Self.json(wikis),
    ]
    guard let embedding, case .object(let members) = value else { return value.canonical }
    return JSONValue.object(members + [.init("embedding", embedding.json)]).canonical
  }

  /// Older programs read an index without vectors; of one with vectors they say it is too new.
  private var version: UInt64 {
    embedding == nil ? Self.versionWithoutEmbedding : Self.version
  }

  private static func json(_ counts: Counts) -> JSONValue {
    .object(counts.map { JSONValue.Member($0.key, .count($0.value)) })
  }

  /// Reads a manifest's bytes.
  ///
  /// - Throws: `.storage` with a too-new or too-old version; `.damagedManifest` for anything that a
  ///   manifest cannot be.
  init(decoding bytes: [UInt8], path: String) throws(FootnoteError) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw .damagedManifest(path: path, expected: "JSON", found: "\(error)")
    }
    let members = ManifestMembers(value: value, path: path)
    guard try members.string("format") == Self.format else {
      throw .damagedManifest(path: path, expected: "format \(Self.format)", found: "another")
    }
    let version = try members.unsigned("version")
    guard version > 0 else {
      throw .damagedManifest(path: path, expected: "a version from 1 on", found: "\(version)")
    }
    try Self.checkVersion(version, path)
    let generation = try members.unsigned("generation")
    guard generation > 0 else {
      throw .damagedManifest(path: path, expected: "a generation from 1 on", found: "0")
    }
    let embedder = try members.object("embedder")
    let segments = try members.objects("segments")
    guard segments.count == 1 else {
      throw .damagedManifest(path: path, expected: "one segment", found: "\(segments.count)")
    }
    let embedding =
      version == Self.versionWithoutEmbedding ? nil : try members.object("embedding").embedding()
    let names = IndexFolder.segmentFileNames(hasVectors: embedding != nil)
    self.init(
      generation: generation,
      embedderDigest: try embedder.string("sha256"),
      embedder: try embedder.string("description"), passages: try members.string("passages"),
      inputs: try members.inputs(), embedding: embedding,
      segment: try segments[0].segment(files: names),
      textByteCount: try members.unsigned("text_bytes"),
      languages: try members.counts("languages"), licenses: try members.counts("licenses"),
      wikis: try members.counts("wikis"), skipped: try members.counts("skipped"))
  }
}

extension Manifest {
  private static func checkVersion(_ version: UInt64, _ path: String) throws(FootnoteError) {
    let found = UInt32(clamping: version)
    guard version <= Self.version else {
      throw .storage(.tooNew(path: path, found: found, supported: UInt32(Self.version)))
    }
    let oldest = Self.versionWithoutEmbedding
    guard version >= oldest else {
      throw .storage(.tooOld(path: path, found: found, supported: UInt32(oldest)))
    }
  }
}

extension Manifest.File {
  var json: JSONValue {
    ["bytes": .count(byteCount), "name": .string(name), "sha256": .string(sha256)]
  }
}

extension Manifest.Segment {
  fileprivate var json: JSONValue {
    [
      "features": .count(featureCount),
      "files": .array(files.map(\.json)),
      "name": .string(name),
      "pages": .count(pageCount),
      "passages": .count(passageCount),
      "postings": .count(postingCount),
    ]
  }
}

/// The members of an object of a manifest, each read or refused by name.
struct ManifestMembers {
  var value: JSONValue
  var path: String

  private func missing(_ name: String, _ kind: String) -> FootnoteError {
    .damagedManifest(path: path, expected: "a member \(name) that is \(kind)", found: "none")
  }

  func string(_ name: String) throws(FootnoteError) -> String {
    guard let string = value[name]?.string else { throw missing(name, "a string") }
    return string
  }

  func unsigned(_ name: String) throws(FootnoteError) -> UInt64 {
    guard let number = value[name]?.unsigned, number <= Article.identifierLimit else {
      throw missing(name, "a count below 2^53")
    }
    return number
  }

  func object(_ name: String) throws(FootnoteError) -> ManifestMembers {
    guard let object = value[name], object.object != nil else { throw missing(name, "an object") }
    return ManifestMembers(value: object, path: path)
  }

  func objects(_ name: String) throws(FootnoteError) -> [ManifestMembers] {
    guard let array = value[name]?.array else { throw missing(name, "an array") }
    return array.map { ManifestMembers(value: $0, path: path) }
  }

  func counts(_ name: String) throws(FootnoteError) -> Manifest.Counts {
    guard let members = value[name]?.object else { throw missing(name, "an object") }
    var counts: Manifest.Counts = [:]
    for member in members {
      guard let count = member.value.unsigned, count <= Article.identifierLimit else {
        throw missing(member.name, "a count below 2^53")
      }
      counts[member.name] = count
    }
    return counts
  }

  func file() throws(FootnoteError) -> Manifest.File {
    Manifest.File(
      name: try string("name"), byteCount: try unsigned("bytes"), sha256: try string("sha256"))
  }

  func inputs() throws(FootnoteError) -> [Manifest.Input] {
    var inputs: [Manifest.Input] = []
    for input in try objects("inputs") {
      inputs.append(
        Manifest.Input(name: try input.string("name"), date: input.value["date"]?.string))
    }
    return inputs
  }

  func segment(files names: [String]) throws(FootnoteError) -> Manifest.Segment {
    var files: [Manifest.File] = []
    for file in try objects("files") { files.append(try file.file()) }
    guard files.map(\.name) == names else {
      throw .damagedManifest(
        path: path, expected: "the files \(names)", found: "\(files.map(\.name))")
    }
    let name = try string("name")
    guard IndexFolder.isSegmentName(name) else {
      throw .damagedManifest(path: path, expected: "a segment's name", found: name)
    }
    return Manifest.Segment(
      name: name, pageCount: try unsigned("pages"), passageCount: try unsigned("passages"),
      postingCount: try unsigned("postings"), featureCount: try unsigned("features"),
      files: files)
  }
}
