import Footnote
import JSON

/// Where an index came from: its generations, what each was made of, and the revisions of pages.
///
/// Written piece by piece, since there are as many revisions as pages. Source: W3C PROV-DM, and the
/// PROV-JSON submission of 24 April 2013.
struct PROVDocument {
  let index: Index
  let records: [GenerationRecord]
  private let console: Console

  init(_ index: Index, _ console: Console) throws(Failure) {
    self.index = index
    self.console = console
    do throws(FootnoteError) {
      let number = index.identity.generation
      records = try IndexHistory(path: index.path).records().filter { $0.generation <= number }
    } catch {
      throw Failure(error)
    }
  }

  func write() throws(Failure) {
    try console.print("{\n\"prefix\":\(prefixes.line),\n")
    try console.print("\"agent\":{\"footnote:tool\":\(tool.line)}")
    try write("activity", activities)
    try write("entity", generations + files + inputs) { (body) throws(Failure) in
      try PassageListing(index: index).forEachRevision { (passage, count) throws(Failure) in
        let attribution = passage.attribution
        try body(Self.name(of: attribution), Self.revision(attribution, count))
      }
    }
    try write("wasGeneratedBy", made)
    try write("used", used)
    try write("wasAssociatedWith", associated)
    try write("wasDerivedFrom", derived) { (body) throws(Failure) in
      let newest = generation(index.identity.generation)
      var number = 0
      try PassageListing(index: index).forEachRevision { (passage, _) throws(Failure) in
        number += 1
        try body(
          "_:revision\(number)",
          [
            "prov:generatedEntity": .string(newest),
            "prov:usedEntity": .string(Self.name(of: passage.attribution)),
          ])
      }
    }
    try console.print("\n}\n")
  }

  /// Writes a member with what is known, and then what `more` gives.
  private func write(
    _ name: String, _ members: [JSONValue.Member],
    _ more: ((String, JSONValue) throws(Failure) -> Void) throws(Failure) -> Void = { _ in }
  ) throws(Failure) {
    var isFirst = true
    func add(_ name: String, _ value: JSONValue) throws(Failure) {
      try console.print((isFirst ? "\n" : ",\n") + JSONValue.string(name).line + ":" + value.line)
      isFirst = false
    }
    try console.print(",\n\"\(name)\":{")
    for member in members { try add(member.name, member.value) }
    try more(add)
    try console.print("\n}")
  }

  private var prefixes: JSONValue {
    [
      "footnote": "urn:footnote:",
      "index": .string("urn:footnote:\(index.identity.manifestDigest):"),
      "revision": "urn:footnote:revision:",
    ]
  }

  private var tool: JSONValue {
    [
      "prov:type": Self.qualified("prov:SoftwareAgent"),
      "prov:label": .string("footnote \(Version.number)"),
    ]
  }

  private static func qualified(_ name: String) -> JSONValue {
    ["$": .string(name), "type": "prov:QUALIFIED_NAME"]
  }

  private func generation(_ number: UInt64) -> String { "index:generation-\(number)" }

  private func activity(_ number: UInt64) -> String { "index:making-\(number)" }

  private var activities: [JSONValue.Member] {
    records.map {
      .init(activity($0.generation), ["prov:type": .string("footnote:\($0.origin.rawValue)")])
    }
  }

  private var generations: [JSONValue.Member] {
    records.map { record in
      .init(
        generation(record.generation),
        [
          "prov:type": Self.qualified("prov:Collection"),
          "footnote:manifest_sha256": .string(record.manifestDigest),
          "footnote:as_of": record.asOf.map { .string("\($0)") } ?? "unknown",
          "footnote:pages": .integer(Int64(clamping: record.pageCount)),
          "footnote:passages": .integer(Int64(clamping: record.passageCount)),
        ])
    }
  }

  private var files: [JSONValue.Member] {
    index.summary.files.map {
      .init(
        "index:file/\(percentEncoded($0.name))",
        [
          "prov:label": .string($0.name), "footnote:sha256": .string($0.sha256),
          "footnote:bytes": .integer(Int64(clamping: $0.byteCount)),
        ])
    }
  }

  private var inputs: [JSONValue.Member] {
    index.summary.inputs.enumerated().map { number, input in
      .init(
        "index:input-\(number + 1)",
        [
          "prov:label": .string(input.name),
          "footnote:date": input.date.map { .string($0) } ?? "unknown",
        ])
    }
  }

  private var made: [JSONValue.Member] {
    records.enumerated().map { number, record in
      .init(
        "_:made\(number + 1)",
        [
          "prov:entity": .string(generation(record.generation)),
          "prov:activity": .string(activity(record.generation)),
        ])
    }
  }

  /// Of this generation, the inputs are known; of each but the first, the one that it follows.
  private var used: [JSONValue.Member] {
    let newest = activity(index.identity.generation)
    var pairs = inputs.map { (newest, $0.name) }
    for (before, record) in zip(records, records.dropFirst()) {
      pairs.append((activity(record.generation), generation(before.generation)))
    }
    return pairs.enumerated().map {
      .init(
        "_:used\($0 + 1)",
        ["prov:activity": .string($1.0), "prov:entity": .string($1.1)])
    }
  }

  private var associated: [JSONValue.Member] {
    records.enumerated().map { number, record in
      .init(
        "_:by\(number + 1)",
        [
          "prov:activity": .string(activity(record.generation)), "prov:agent": "footnote:tool",
        ])
    }
  }

  /// Of generations and of this one's files.
  private var derived: [JSONValue.Member] {
    var pairs: [(String, String)] = []
    for (before, record) in zip(records, records.dropFirst()) {
      pairs.append(
        (generation(record.generation), generation(record.restored ?? before.generation)))
    }
    pairs += inputs.map { (generation(index.identity.generation), $0.name) }
    pairs += files.map { (generation(index.identity.generation), $0.name) }
    return pairs.enumerated().map {
      .init(
        "_:derived\($0 + 1)",
        ["prov:generatedEntity": .string($1.0), "prov:usedEntity": .string($1.1)])
    }
  }

  private static func name(of attribution: Attribution) -> String {
    "revision:\(percentEncoded(attribution.wiki))/\(attribution.page.rawValue)"
      + "/\(attribution.revision.rawValue)"
  }

  private static func revision(_ attribution: Attribution, _ passageCount: Int) -> JSONValue {
    [
      "prov:label": .string(attribution.title),
      "prov:location": .string(attribution.permalink ?? attribution.url),
      "footnote:credit": .string(attribution.credit),
      "footnote:license": .array(attribution.licenses.map { .string($0.url) }),
      "footnote:revised": .string("\(attribution.timestamp)"),
      "footnote:sha1": .string(attribution.source.sha1),
      "footnote:source": .string(attribution.source.name.name),
      "footnote:passages": .integer(Int64(passageCount)),
    ]
  }
}
