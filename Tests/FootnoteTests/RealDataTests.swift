import TestSupport
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

/// What a dump needs to be told to be read.
private func options(_ path: String, dryRun: Bool = true) -> BuildOptions {
  var options = BuildOptions()
  options.isDryRun = dryRun
  // It says neither its wiki nor its address.
  if path.hasSuffix("enwiki-table-markup.xml.bz2") { options.wiki = "enwiki" }
  // Its articles are a redirect and a page without text: it was closed.
  if path.contains("aawiki") { options.namespaces = Set(0...15) }
  return options
}

/// Dumps that are cut off, not well-formed, without text, or of structured data alone.
private func mayFail(_ path: String, _ error: FootnoteError) -> Bool {
  switch error {
  case .input(.malformedXML): path.hasSuffix("wiki4.xml") || path.hasSuffix("wiki5.xml")
  case .input(.cutOff): path.contains("sample4.xml-p")
  case .nothingToIndex: path.contains("operations-dumps")
  default: false
  }
}

/// Dumps whose makers changed texts and left the digests of the old ones.
private let changedDumps = ["ltgwiki-smallwiki", "wiktionary-wtp"]

@Test(
  "Every real dump can be indexed, or fails with one clear error",
  .enabled(if: RealData.isPresent, RealData.absence),
  arguments: [
    "aawiki", "dumpster-dive", "gensim", "itwiki", "operations-dumps", "wikitrust",
    "wiktionary-wtp",
  ])
func realDumps(folder: String) async throws {
  let output = try TemporaryFolder()
  for path in try RealData.dumps(in: folder) {
    var options = options(path)
    do throws(FootnoteError) {
      let report = try await IndexBuilder(options: options).build(
        files: [path], output: output("real.index"))
      #expect(report.passageCount > 0)
      #expect(report.faults.isEmpty)
      #expect(!["wiki4.xml", "wiki5.xml", "sample4.xml-p"].contains { path.contains($0) })
    } catch {
      #expect("\(error)".contains(path))
      #expect("\(error)".hasSuffix("."))
      guard case .input(.badPage) = error, changedDumps.contains(where: path.contains) else {
        #expect(mayFail(path, error), "\(error)")
        continue
      }
      options.skipsBadPages = true
      let report = try await IndexBuilder(options: options).build(
        files: [path], output: output("real.index"))
      #expect(report.passageCount > 500)
      #expect(report.skipped["bad page"] == report.faults.count)
    }
    #expect(try output.names.isEmpty)
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
  #expect(report.pageCount == 106)
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
    let name = Folder.name(of: path).replacing(".xml.bz2", with: "")
    var options = options(path)
    // Their heads all say that they are the English Wikipedia.
    let english = ["simple", "commons", "wikidata", "wikidata.org"]
    options.language = english.contains(name) ? "en" : name
    options.wiki = "\(name.replacing(".org", with: ""))wiki"
    do throws(FootnoteError) {
      let report = try await IndexBuilder(options: options).build(
        files: [path], output: output("small.index"))
      #expect(report.passageCount > 0)
    } catch {
      guard case .nothingToIndex = error else {
        Issue.record("\(path): \(error)")
        continue
      }
      empty.append(name)
    }
  }
  // One is a redirect, one has no page; the articles of Wikidata are structured data.
  #expect(empty == ["si", "wikidata.org", "wikidata"])
}

/// Every passage of an index, without what tells the file that it was read from.
private func decoded(_ path: String) throws -> [String] {
  let passages = try Index(path: path).passages
  var lines: [String] = []
  try passages.forEachPassage(in: 0..<passages.passageCount) { _, stored in
    let revision = stored.revision
    lines.append(
      "\(stored.key) \(revision.title) \(revision.timestamp) \(revision.sourceDigest) "
        + "\(stored.record)")
  }
  return lines
}

@Test(
  "A wiki's whole history ends in the same index as its current pages",
  .enabled(if: RealData.isPresent, RealData.absence))
func historyEndsAsCurrent() async throws {
  let folder = try TemporaryFolder()
  var namespaces: [Set<Int32>] = [[0], Set(0...15).union([828, 829])]
  var pageCounts: [Int] = []
  while let chosen = namespaces.popLast() {
    var indexes: [[String]] = []
    for name in ["history", "current"] {
      let path = RealData.dump("aawiki/aawiki-20260101-pages-meta-\(name).xml.bz2")
      var options = options(path, dryRun: false)
      options.namespaces = chosen
      let output = folder("\(name)-\(chosen.count)")
      do {
        let report = try await IndexBuilder(options: options).build(files: [path], output: output)
        pageCounts.append(report.pageCount)
        indexes.append(try decoded(output))
      } catch FootnoteError.nothingToIndex {
        indexes.append([])
      }
    }
    #expect(indexes[0] == indexes[1])
    // The wiki is closed: its two articles are a redirect and an empty page.
    #expect(indexes[0].isEmpty == (chosen == [0]))
  }
  #expect(pageCounts.count == 2)
  #expect(pageCounts.allSatisfy { $0 > 300 })
}
