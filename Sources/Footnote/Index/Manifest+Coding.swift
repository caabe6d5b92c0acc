import JSON
import Storage
import WikiModel

extension Manifest {
  /// The manifest's bytes; equal manifests have equal bytes.
  var encoded: [UInt8] {
    var members: [JSONValue.Member] = [
      .init("embedder", ["description": .string(embedder), "sha256": .string(embedderDigest)]),
      .init("feeds", feeds.json),
      .init("format", .string(Self.format)),
      .init("generation", .count(generation)),
      .init(
        "inputs",
        .array(inputs.map { ["date": .optional($0.date), "name": .string($0.name)] })),
      .init("languages", Self.json(contents.languages)),
      .init("licenses", Self.json(contents.licenses)),
      .init("next_segment", .count(nextSegment)),
      .init("origin", .string(origin.rawValue)),
      .init("pages", .count(contents.pageCount)),
      .init("passage_count", .count(contents.passageCount)),
      .init("passages", .string(passages)),
      .init("segments", .array(segments.map(\.json))),
      .init("skipped", Self.json(skipped)),
      .init("text_bytes", .count(contents.textByteCount)),
      .init("version", .count(Self.version)),
      .init("wikis", Self.json(contents.wikis)),
    ]
    if !namespaceNames.isEmpty {
      let names = namespaceNames.map {
        JSONValue.Member($0.key, .array($0.value.map { .string($0) }))
      }
      members.append(.init("namespace_names", .object(names)))
    }
    if let policy { members.append(.init("policy", policy.json)) }
    if let asOf { members.append(.init("as_of", .string("\(asOf)"))) }
    if let embedding { members.append(.init("embedding", embedding.json)) }
    if let parent {
      members.append(
        .init(
          "parent",
          ["generation": .count(parent.generation), "sha256": .string(parent.sha256)]))
    }
    return JSONValue.object(members).canonical
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
    try Self.checkVersion(version, path)
    let embedder = try members.object("embedder")
    let embedding =
      members.value["embedding"] != nil ? try members.object("embedding").embedding() : nil
    self.init(
      generation: try members.generation(), embedderDigest: try embedder.string("sha256"),
      embedder: try embedder.string("description"), passages: try members.string("passages"),
      inputs: try members.inputs(), embedding: embedding,
      segments: try members.segments(hasVectors: embedding != nil),
      contents: try members.contents(), skipped: try members.counts("skipped"))
    try readHistory(members)
  }

  private mutating func readHistory(_ members: ManifestMembers) throws(FootnoteError) {
    feeds = try members.feeds()
    nextSegment = try members.unsigned("next_segment")
    // A writer removes segments of this number and above, as what a crash has left.
    for segment in segments {
      guard let number = IndexFolder.number(ofSegment: segment.name), number >= nextSegment else {
        continue
      }
      throw .damagedManifest(
        path: members.path, expected: "a next_segment above \(segment.name)",
        found: "\(nextSegment)")
    }
    namespaceNames = try members.namespaceNames()
    origin = try members.origin()
    asOf = try members.asOf()
    policy = try members.policy()
    if members.value["parent"] != nil {
      let before = try members.object("parent")
      parent = Parent(
        generation: try before.unsigned("generation"), sha256: try before.string("sha256"))
    }
  }

  private static func checkVersion(_ version: UInt64, _ path: String) throws(FootnoteError) {
    guard version > 0 else {
      throw .damagedManifest(path: path, expected: "a version from 1 on", found: "\(version)")
    }
    let found = UInt32(clamping: version)
    guard version <= Self.version else {
      throw .storage(.tooNew(path: path, found: found, supported: UInt32(Self.version)))
    }
    guard version == Self.version else {
      throw .storage(.tooOld(path: path, found: found, supported: UInt32(Self.version)))
    }
  }
}

extension FeedProgress {
  /// Offsets may be beyond what JSON's numbers can hold.
  fileprivate var json: JSONValue {
    .array(
      partitions.map {
        [
          "feed": .string($0.partition.feed), "next_offset": .string("\($0.nextOffset)"),
          "partition": .count(UInt64($0.partition.partition)),
        ]
      })
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
      "root": .string(root),
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

  func damage(_ expected: String, _ found: String) -> FootnoteError {
    .damagedManifest(path: path, expected: expected, found: found)
  }

  func generation() throws(FootnoteError) -> UInt64 {
    let generation = try unsigned("generation")
    guard generation > 0 else { throw damage("a generation from 1 on", "0") }
    return generation
  }

  func origin() throws(FootnoteError) -> GenerationRecord.Origin {
    let text = try string("origin")
    guard let origin = GenerationRecord.Origin(rawValue: text) else {
      throw damage("an origin that is known", text)
    }
    return origin
  }

  func policy() throws(FootnoteError) -> Policy? {
    guard let policy = value["policy"] else { return nil }
    do throws(FootnoteError) {
      return try Policy(PolicyPlace(policy, path: path))
    } catch {
      throw damage("a policy", "\(error)")
    }
  }

  /// The moment `as_of`; nil where there is none.
  func asOf() throws(FootnoteError) -> Timestamp? {
    guard value["as_of"] != nil else { return nil }
    let text = try string("as_of")
    guard let moment = Timestamp(text) else { throw damage("a moment", text) }
    return moment
  }

  func feeds() throws(FootnoteError) -> FeedProgress {
    var feeds = FeedProgress()
    for feed in try objects("feeds") {
      let text = try feed.string("next_offset")
      guard let partition = UInt32(exactly: try feed.unsigned("partition")),
        let offset = UInt64(text), "\(offset)" == text
      else { throw damage("a partition and an offset of a feed", text) }
      feeds.advance(
        FeedPartition(feed: try feed.string("feed"), partition: partition), to: offset)
    }
    return feeds
  }

  func contents() throws(FootnoteError) -> Manifest.Contents {
    Manifest.Contents(
      pageCount: try unsigned("pages"), passageCount: try unsigned("passage_count"),
      textByteCount: try unsigned("text_bytes"), languages: try counts("languages"),
      licenses: try counts("licenses"), wikis: try counts("wikis"))
  }

  func namespaceNames() throws(FootnoteError) -> Manifest.NamespaceNames {
    guard value["namespace_names"] != nil else { return [:] }
    var names: Manifest.NamespaceNames = [:]
    for input in try object("namespace_names").value.object ?? [] {
      let texts = (input.value.array ?? []).map(\.string)
      guard input.value.array != nil, !texts.contains(nil) else {
        throw missing("namespace_names.\(input.name)", "an array of strings")
      }
      names[input.name] = texts.compactMap { $0 }
    }
    return names
  }

  private func root() throws(FootnoteError) -> String {
    let text = try string("root")
    guard SHA256Digest(hexadecimal: text) != nil else { throw damage("a root's digest", text) }
    return text
  }

  func segments(hasVectors: Bool) throws(FootnoteError) -> [Manifest.Segment] {
    var segments: [Manifest.Segment] = []
    for object in try objects("segments") { segments.append(try object.segment(hasVectors)) }
    guard !segments.isEmpty, Set(segments.map(\.name)).count == segments.count else {
      throw damage("segments of different names", "\(segments.map(\.name))")
    }
    return segments
  }

  private func segment(_ hasVectors: Bool) throws(FootnoteError) -> Manifest.Segment {
    var files: [Manifest.File] = []
    for file in try objects("files") { files.append(try file.file()) }
    let names = IndexFolder.segmentFileNames(hasVectors: hasVectors)
    guard files.map(\.name) == names || files.map(\.name) == names + [IndexFolder.changesName]
    else {
      throw damage("the files \(names)", "\(files.map(\.name))")
    }
    let name = try string("name")
    guard IndexFolder.isSegmentName(name) else { throw damage("a segment's name", name) }
    return Manifest.Segment(
      name: name, pageCount: try unsigned("pages"), passageCount: try unsigned("passages"),
      postingCount: try unsigned("postings"), featureCount: try unsigned("features"),
      root: try root(), files: files)
  }
}
