import Footnote
import JSON

/// An index as a package of data: its files with their digests, and the licences of its texts.
///
/// Source: SPDX 3.0.1, the profiles Core, Software, SimpleLicensing and Dataset, in JSON-LD.
struct SPDXDocument {
  let about: IndexDescription

  var json: JSONValue {
    let elements = [agent, authors, tool, dataLicense, license, package] + files + relationships
    let document = element(
      "SpdxDocument", "document", name: about.name,
      [
        .init("profileConformance", ["core", "dataset", "simpleLicensing", "software"]),
        .init("dataLicense", .string(identifier("data-license"))),
        .init("rootElement", [.string(identifier("index"))]),
        .init("element", .array(elements.compactMap { $0["spdxId"] })),
      ])
    let creation: JSONValue = [
      "type": "CreationInfo", "@id": "_:creation", "specVersion": "3.0.1",
      "created": .string("\(about.asOf)"), "createdBy": [.string(identifier("agent"))],
      "createdUsing": [.string(identifier("tool"))],
    ]
    return [
      "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
      "@graph": .array([creation, document] + elements),
    ]
  }

  private func identifier(_ name: String) -> String {
    "urn:footnote:\(about.index.identity.manifestDigest):\(percentEncoded(name))"
  }

  private func element(
    _ type: String, _ identifier: String, name: String? = nil, _ members: [JSONValue.Member] = []
  ) -> JSONValue {
    .object(
      [
        .init("type", .string(type)), .init("spdxId", .string(self.identifier(identifier))),
        .init("creationInfo", "_:creation"),
      ] + (name.map { [.init("name", .string($0))] } ?? []) + members)
  }

  private var agent: JSONValue { element("SoftwareAgent", "agent", name: "footnote") }

  private var authors: JSONValue { element("Organization", "authors", name: about.authors) }

  private var tool: JSONValue {
    element("Tool", "tool", name: "footnote-\(Version.number)")
  }

  /// That of this description, not of the texts.
  private var dataLicense: JSONValue {
    element(
      "simplelicensing_LicenseExpression", "data-license",
      [.init("simplelicensing_licenseExpression", "CC0-1.0")])
  }

  /// All choices hold, each for its passages.
  private var license: JSONValue {
    let choices = about.licenseChoices.map { choice in
      let names = choice.map(\.spdxIdentifier).joined(separator: " OR ")
      return choice.count > 1 && about.licenseChoices.count > 1 ? "(\(names))" : names
    }
    return element(
      "simplelicensing_LicenseExpression", "license",
      [.init("simplelicensing_licenseExpression", .string(choices.joined(separator: " AND ")))])
  }

  private var package: JSONValue {
    let size = about.summary.files.reduce(0) { $0 + $1.byteCount }
    return element(
      "dataset_DatasetPackage", "index", name: about.name,
      [
        .init("description", .string(about.sentence)),
        .init("software_packageVersion", .string("\(about.index.identity.generation)")),
        .init("software_primaryPurpose", "data"),
        .init("software_downloadLocation", .string(identifier("index"))),
        .init("originatedBy", [.string(identifier("authors"))]),
        .init("builtTime", .string("\(about.asOf)")),
        .init("releaseTime", .string("\(about.asOf)")),
        .init("dataset_datasetType", ["text"]),
        .init("dataset_datasetSize", .integer(Int64(clamping: size))),
        .init(
          "dataset_dataPreprocessing",
          [.string("Passages were cut from wiki pages: \(about.summary.passageOptions)")]),
        .init(
          "verifiedUsing", [Self.hash(about.index.identity.manifestDigest)]),
      ])
  }

  private var files: [JSONValue] {
    about.summary.files.map { file in
      element(
        "software_File", "file:\(file.name)", name: file.name,
        [
          .init("software_primaryPurpose", "data"),
          .init("verifiedUsing", [Self.hash(file.sha256)]),
        ])
    }
  }

  private static func hash(_ digest: String) -> JSONValue {
    ["type": "Hash", "algorithm": "sha256", "hashValue": .string(digest)]
  }

  private var relationships: [JSONValue] {
    [
      relationship("contains", about.summary.files.map { "file:\($0.name)" }),
      relationship("hasDeclaredLicense", ["license"]),
      relationship("hasConcludedLicense", ["license"]),
    ]
  }

  private func relationship(_ type: String, _ targets: [String]) -> JSONValue {
    element(
      "Relationship", "relationship:\(type)",
      [
        .init("relationshipType", .string(type)), .init("from", .string(identifier("index"))),
        .init("to", .array(targets.map { .string(identifier($0)) })),
      ])
  }
}
