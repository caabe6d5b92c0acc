import PassageStore
import Storage
import Testing

@testable import Footnote

/// Real dumps, which are no part of the repository; tests of them are skipped where they are not.
enum RealData {
  /// `FOOTNOTE_DATA`, or else `../shared/data` beside the working directory or the repository.
  static let folder: String? = {
    let places = [
      environment("FOOTNOTE_DATA"), "../shared/data",
      Folder.parent(of: SampleCorpus.root) + "/shared/data",
    ]
    return places.compactMap { $0 }.first { Folder.isFolder("\($0)/dumps") }
  }()

  static var isPresent: Bool { folder != nil }
  static let absence: Comment = "there is no folder of real dumps: FOOTNOTE_DATA names it"

  static func dump(_ name: String) -> String { "\(folder ?? "")/dumps/\(name)" }

  static func dumps(in folder: String) throws -> [String] {
    try Folder.names(in: dump(folder)).filter {
      $0.hasSuffix(".bz2") || $0.hasSuffix(".gz") || $0.hasSuffix(".xml")
    }.map { dump("\(folder)/\($0)") }
  }
}

/// Some dumps do not say which wiki they are of, or that their licence is Wikimedia's.
private func options(dryRun: Bool = false) -> BuildOptions {
  var options = BuildOptions()
  options.isDryRun = dryRun
  return options
}

@Test(
  "Every real dump builds, or fails with one clear error",
  .enabled(if: RealData.isPresent, RealData.absence),
  arguments: [
    "aawiki", "dumpster-dive", "gensim", "itwiki", "operations-dumps", "wikitrust",
    "wiktionary-wtp",
  ])
func realDumps(folder: String) async throws {
  let output = try TemporaryFolder()
  for path in try RealData.dumps(in: folder) {
    do throws(FootnoteError) {
      let report = try await IndexBuilder(options: options(dryRun: true)).build(
        files: [path], output: output("real.index"))
      #expect(report.passageCount > 0)
      #expect(report.faults.isEmpty)
      #expect(!mustFail(path), "\(path)")
    } catch {
      #expect("\(error)".contains(path))
      #expect("\(error)".hasSuffix("."))
      #expect(mayFail(path, error), "\(error)")
    }
    #expect(try output.names.isEmpty)
  }
}

/// Dumps that are cut off or not well-formed.
private func mustFail(_ path: String) -> Bool {
  ["wiki4.xml", "wiki5.xml", "sample4.xml-p4606p5340.bz2", "sample4.xml-p5341p5345.bz2"]
    .contains { path.hasSuffix($0) }
}

/// Dumps of one namespace, of structured data or of no text have nothing to index.
private func mayFail(_ path: String, _ error: FootnoteError) -> Bool {
  switch error {
  case .input(.malformedXML): path.hasSuffix("wiki4.xml") || path.hasSuffix("wiki5.xml")
  case .input(.cutOff): path.contains("sample4.xml-p")
  case .nothingToIndex: path.contains("operations-dumps")
  default: false
  }
}

@Test(
  "The question for the first self-styled anarchist philosopher finds its article and revision",
  .enabled(if: RealData.isPresent, RealData.absence))
func anarchism() async throws {
  let folder = try TemporaryFolder()
  let dump = RealData.dump(
    "gensim/enwiki-latest-pages-articles1.xml-p000000010p000030302-shortened.bz2")
  let report = try await IndexBuilder().build(files: [dump], output: folder("enwiki.index"))
  #expect(report.pageCount == 105)
  let index = try Index(path: folder("enwiki.index"))
  _ = try index.verify()
  let found = try index.search(
    "who was the first political philosopher to call himself an anarchist")
  #expect(found.count == 5)
  let answer = try #require(
    found.first { $0.attribution.title == "Anarchism" && $0.text.contains("Proudhon") })
  let attribution = answer.attribution
  #expect(attribution.wiki == "enwiki")
  #expect(attribution.language == "en")
  #expect(attribution.page.rawValue == 12)
  #expect(attribution.revision.rawValue == 716_551_092)
  #expect(
    attribution.permalink
      == "https://en.wikipedia.org/w/index.php?title=Anarchism&oldid=716551092")
  #expect(attribution.url == "https://en.wikipedia.org/wiki/Anarchism")
  #expect(
    attribution.licenses.map(\.spdxIdentifier) == ["CC-BY-SA-3.0", "GFDL-1.3-or-later"])
  #expect(attribution.credit.contains("Wikipedia contributors"))
  let schema = try PacketSchema.load()
  for passage in found {
    #expect(try schema.faults(in: Array(passage.rendered(as: .json).utf8)) == [])
  }
}

@Test(
  "Each small wiki gives passages where it has article text",
  .enabled(if: RealData.isPresent, RealData.absence))
func smallWikis() async throws {
  let output = try TemporaryFolder()
  let dumps = try RealData.dumps(in: "dbpedia-minidumps")
  #expect(dumps.count == 125)
  var empty: [String] = []
  for path in dumps {
    let name = String(Folder.name(of: path).prefix { $0 != "." })
    var options = options(dryRun: true)
    options.language = ["simple", "commons", "wikidata"].contains(name) ? "en" : name
    options.wiki = ["simple", "commons"].contains(name) ? "\(name)wiki" : "\(name)wiki"
    do throws(FootnoteError) {
      let report = try await IndexBuilder(options: options).build(
        files: [path], output: output("small.index"))
      #expect(report.passageCount > 0)
    } catch {
      guard case .nothingToIndex = error else {
        Issue.record("\(path): \(error)")
        continue
      }
      empty.append("\(name): \(error)")
    }
  }
  print("small wikis without article text: \(empty)")
}

/// Every page of an index with its passages' texts, without what tells where it was read from.
private func decoded(_ path: String) throws -> [String] {
  let passages = try Index(path: path).passages
  var lines: [String] = []
  try passages.forEachPassage(in: 0..<passages.passageCount) { _, stored in
    let revision = stored.revision
    lines.append(
      "\(stored.key) \(revision.title) \(revision.timestamp) \(revision.sourceDigest) "
        + "\(stored.record.passage) \(stored.record.anchor)")
  }
  return lines
}

@Test(
  "A wiki's whole history ends in the same index as its current pages",
  .enabled(if: RealData.isPresent, RealData.absence), arguments: [false, true])
func historyEndsAsCurrent(allNamespaces: Bool) async throws {
  let folder = try TemporaryFolder()
  var indexes: [[String]] = []
  for name in ["history", "current"] {
    var options = options()
    if allNamespaces { options.namespaces = Set(0...15).union([828, 829]) }
    let path = RealData.dump("aawiki/aawiki-20260101-pages-meta-\(name).xml.bz2")
    do throws(FootnoteError) {
      _ = try await IndexBuilder(options: options).build(files: [path], output: folder(name))
      indexes.append(try! decoded(folder(name)))
    } catch {
      print("\(name): \(error)")
    }
  }
  try #require(indexes.count == 2)
  #expect(indexes[0] == indexes[1])
  #expect(!indexes[0].isEmpty)
}
