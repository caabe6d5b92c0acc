import JSON
import Storage
import Testing

@testable import FootnoteTool

@Suite(
  "What an index is written out as, beside passages",
  .enabled(if: BuiltTool.exists, "the tool is not beside the tests"))
struct SidecarTests {
  /// Runs a script after a build of two dumps and an update, in `$work`.
  private static func afterBuild(_ script: String) -> ShellResult {
    BuiltTool.run(
      """
      licence="--license CC-BY-SA-4.0"
      footnote build Data/dumps/{en,ja}*-pages-articles.xml $licence --quiet \
        -o "$work/my wiki.index" &&
      footnote update "$work/my wiki.index" Data/delta/*delta.xml $licence --no-compact --quiet \
        || exit 98
      export() { footnote export "$work/my wiki.index" --format "$@"; }
      \(script)
      """)
  }

  private static func document(_ format: String) throws -> JSONValue {
    let result = afterBuild("export \(format)")
    #expect(result.status == 0)
    return try JSONValue(parsing: result.output)
  }

  /// The files of the index that have a digest, as `footnote inspect` tells them.
  private static func files() throws -> [String: String] {
    let result = afterBuild("footnote inspect \"$work/my wiki.index\" --json")
    let files = try JSONValue(parsing: result.output)["files"]?.array ?? []
    return Dictionary(
      uniqueKeysWithValues: files.map { ($0["name"]?.string ?? "", $0["sha256"]?.string ?? "") })
  }

  @Test("a Croissant description has what the specification requires, and the export's digest")
  func croissant() throws {
    let data = try Self.document("croissant")
    #expect(data["@type"] == "sc:Dataset")
    #expect(data["conformsTo"] == "http://mlcommons.org/croissant/1.0")
    for name in [
      "@context", "name", "description", "license", "url", "creator", "datePublished", "citeAs",
    ] {
      #expect(data[name] != nil, "\(name)")
    }
    #expect(data["name"] == "my wiki.index" && data["version"] == "2.0.0")
    #expect(data["license"] == ["https://creativecommons.org/licenses/by-sa/4.0/"])
    #expect(data["inLanguage"] == ["en", "ja"])
    let files = try #require(data["distribution"]?.array)
    let size = Self.afterBuild("export jsonl | wc -c | tr -d ' \\n'")
    let digest = Self.afterBuild("export jsonl | sha256sum")
    #expect(
      files[0]["sha256"]?.string == digest.output.split(separator: " ").first.map(String.init))
    #expect(files[0]["contentSize"]?.string == "\(size.output) B")
    let known = try Self.files()
    let told = files.dropFirst().map { ($0["name"]?.string ?? "", $0["sha256"]?.string ?? "") }
    #expect(Dictionary(uniqueKeysWithValues: told) == known)
    let set = try #require(data["recordSet"]?[0])
    let fields = try #require(set["field"]?.array)
    let identifiers = Set(fields.compactMap { $0["@id"]?.string })
    #expect(identifiers.count == fields.count && fields.count == 10)
    #expect(identifiers.contains(set["key"]?["@id"]?.string ?? ""))
    let packet = try JSONValue(parsing: try #require(Self.afterBuild("export jsonl").lines.first))
    for field in fields {
      let source = try #require(field["source"])
      let column = try #require(source["extract"]?["column"]?.string)
      let paths = (source["transform"]?.array ?? []).compactMap { $0["jsonPath"]?.string }
      let names = paths.flatMap { $0.dropFirst(2).split(separator: ".").map(String.init) }
      // Of a list, each path leads on from the elements.
      let value = names.reduce(packet[column]) { value, name in (value?[0] ?? value)?[name] }
      #expect((value?[0] ?? value)?.string != nil, "\(column) \(paths)")
      #expect((value?.array != nil || paths.count > 1) == (field["repeated"] == true))
      for term in ["source", "extract", "column", "transform", "jsonPath", "repeated"] {
        #expect(data["@context"]?[term] != nil)
      }
      #expect(field["source"]?["fileObject"]?["@id"] == files[0]["@id"])
    }
  }

  @Test("a PROV document's relations lead to what it tells of, and each revision is in it")
  func prov() throws {
    let document = try Self.document("prov")
    let sorts = ["entity", "activity", "agent"].map { document[$0]?.object?.map(\.name) ?? [] }
    for names in sorts { #expect(!names.isEmpty && Set(names).count == names.count) }
    let (entities, activities, agents) = (Set(sorts[0]), Set(sorts[1]), Set(sorts[2]))
    let prefixes = Set(document["prefix"]?.object?.map(\.name) ?? [])
    for name in sorts.joined() {
      #expect(prefixes.contains(String(name.prefix { $0 != ":" })), "\(name)")
    }
    let ends: [(String, String, Set<String>)] = [
      ("wasGeneratedBy", "prov:entity", entities), ("wasGeneratedBy", "prov:activity", activities),
      ("used", "prov:activity", activities), ("used", "prov:entity", entities),
      ("wasAssociatedWith", "prov:activity", activities),
      ("wasAssociatedWith", "prov:agent", agents),
      ("wasDerivedFrom", "prov:generatedEntity", entities),
      ("wasDerivedFrom", "prov:usedEntity", entities),
    ]
    for (relation, end, known) in ends {
      let members = try #require(document[relation]?.object)
      #expect(Set(members.map(\.name)).count == members.count && !members.isEmpty)
      for member in members {
        #expect(known.contains(member.value[end]?.string ?? ""), "\(relation) \(member.name)")
      }
    }
    let packets = try Self.afterBuild("export jsonl").lines.map { try JSONValue(parsing: $0) }
    let revisions = Set(
      packets.compactMap { $0["attribution"]?["key"]?.string }.map { key in
        "revision:" + key.split(separator: ":").dropLast().joined(separator: "/")
      })
    #expect(Set(entities.filter { $0.hasPrefix("revision:") }) == revisions)
    #expect(entities.contains("index:generation-1") && entities.contains("index:generation-2"))
    for revision in revisions {
      let about = try #require(document["entity"]?[revision])
      #expect(about["prov:location"]?.string?.contains("oldid=") == true)
      #expect(about["footnote:credit"]?.string?.isEmpty == false)
      #expect(about["footnote:license"]?[0]?.string?.hasPrefix("https://") == true)
    }
  }

  @Test("an SPDX document has its elements once, with licences and digests")
  func spdx() throws {
    let document = try Self.document("spdx")
    #expect(document["@context"] == "https://spdx.org/rdf/3.0.1/spdx-context.jsonld")
    let graph = try #require(document["@graph"]?.array)
    func all(_ type: String) -> [JSONValue] { graph.filter { $0["type"]?.string == type } }
    #expect(all("CreationInfo").count == 1 && all("SpdxDocument").count == 1)
    #expect(all("CreationInfo")[0]["specVersion"] == "3.0.1")
    let elements = graph.filter { $0["type"] != "CreationInfo" }
    let identifiers = elements.compactMap { $0["spdxId"]?.string }
    #expect(identifiers.count == elements.count && Set(identifiers).count == elements.count)
    #expect(elements.allSatisfy { $0["creationInfo"] == "_:creation" })
    let listed = Set(all("SpdxDocument")[0]["element"]?.array?.compactMap(\.string) ?? [])
    #expect(listed.union([all("SpdxDocument")[0]["spdxId"]?.string ?? ""]) == Set(identifiers))
    for relationship in all("Relationship") {
      let ends = [relationship["from"]] + (relationship["to"]?.array ?? [])
      for end in ends { #expect(identifiers.contains(end?.string ?? "")) }
    }
    let kinds = Set(all("Relationship").compactMap { $0["relationshipType"]?.string })
    #expect(kinds == ["contains", "hasConcludedLicense", "hasDeclaredLicense"])
    let package = try #require(all("dataset_DatasetPackage").first)
    for name in [
      "builtTime", "dataset_datasetType", "name", "originatedBy", "releaseTime",
      "software_downloadLocation", "software_primaryPurpose",
    ] {
      #expect(package[name] != nil, "\(name)")
    }
    let known = try Self.files()
    let told = all("software_File").map {
      ($0["name"]?.string ?? "", $0["verifiedUsing"]?[0]?["hashValue"]?.string ?? "")
    }
    #expect(Dictionary(uniqueKeysWithValues: told) == known)
    let expressions = all("simplelicensing_LicenseExpression").compactMap {
      $0["simplelicensing_licenseExpression"]?.string
    }
    #expect(Set(expressions) == ["CC-BY-SA-4.0", "CC0-1.0"])
  }

  @Test("BEIR's corpus has each passage with the packet beside its text")
  func beir() throws {
    let result = Self.afterBuild("export beir; export jsonl")
    let lines = try result.lines.map { try JSONValue(parsing: $0) }
    let documents = lines.prefix(lines.count / 2)
    for (document, packet) in zip(documents, lines.suffix(lines.count / 2)) {
      #expect(document.object?.map(\.name) == ["_id", "metadata", "text", "title"])
      #expect(document["_id"] == packet["attribution"]?["key"])
      #expect(document["text"] == packet["text"])
      #expect(document["title"] == packet["attribution"]?["name"])
      #expect(document["metadata"]?["attribution"] == packet["attribution"])
      #expect(document["metadata"]?["text"] == nil)
    }
  }

  @Test("the same index gives the same bytes, and a reader that stops early ends them all")
  func streams() {
    let same = Self.afterBuild(
      """
      for f in jsonl beir croissant prov spdx; do
        cmp <(export $f) <(export $f) || echo "$f differs"
        export $f 2>&1 | head -c 1
      done
      """)
    #expect(same.output == "{{{{{")
  }
}
