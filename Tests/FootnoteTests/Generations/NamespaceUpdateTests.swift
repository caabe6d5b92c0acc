import Footnote
import TestSupport
import Testing

/// A wiki's pages, each with its namespace and its revision, as a dump and as events have them.
private struct Pages {
  var pages: [(number: Int, namespace: Int, revision: Int)]

  var dump: String {
    SmallDump.head
      + pages.map { page in
        """
        <page><title>Page \(page.number)</title><ns>\(page.namespace)</ns><id>\(page.number)</id>
        <revision><id>\(page.revision)</id><timestamp>2021-01-01T00:00:\(page.revision)Z</timestamp>
        <model>wikitext</model><text>The harbour has \(page.revision) lanterns.</text></revision>
        </page>

        """
      }.joined() + SmallDump.end
  }

  var events: String {
    pages.map { page in
      """
      {"meta": {"stream": "mediawiki.page_change.v1", "domain": "t.footnote.example", \
      "uri": "https://t.footnote.example/wiki/Page_\(page.number)"}, "wiki_id": "testwiki", \
      "dt": "2021-01-01T00:00:\(page.revision)Z", "page_change_kind": "edit", \
      "page": {"page_id": \(page.number), "page_title": "Page_\(page.number)", \
      "namespace_id": \(page.namespace), "is_redirect": false}, \
      "revision": {"rev_id": \(page.revision), "rev_dt": "2021-01-01T00:00:\(page.revision)Z", \
      "is_content_visible": true, "content_slots": {"main": {"content_model": "wikitext", \
      "content_body": "The harbour has \(page.revision) lanterns."}}}}

      """
    }.joined()
  }
}

@Suite("An update that reads some of an index's namespaces")
struct NamespaceUpdateTests {
  /// The revisions that an index of the namespaces 0 and 4 has after an update.
  private func revisions(
    after update: Pages, asEvents: Bool, namespaces: Set<Int32>
  ) async throws -> [UInt64] {
    let folder = try TemporaryFolder()
    let before = Pages(pages: [(1, 0, 10), (2, 4, 20), (3, 0, 30), (4, 4, 40)])
    var options = BuildOptions()
    options.license = License(spdxIdentifier: "CC-BY-SA-4.0")
    options.namespaces = [0, 4]
    let path = folder("index")
    _ = try await IndexBuilder(options: options).build(
      files: [try folder.file("before.xml", before.dump)], output: path)
    options.namespaces = namespaces
    var updating = UpdateOptions()
    updating.reading = options
    let input =
      asEvents
      ? try folder.file("after.jsonl", update.events) : try folder.file("after.xml", update.dump)
    _ = try await IndexUpdater(options: updating).update(index: path, files: [input])
    let index = try Index(path: path)
    _ = try index.verify()
    return try index.search("harbour lanterns").map(\.attribution.revision.rawValue).sorted()
  }

  @Test(
    "leaves pages of the others alone, and takes out what has left its own",
    arguments: [true, false])
  func otherNamespaces(asEvents: Bool) async throws {
    // Page 3 was moved to a user's pages, page 4 to another namespace that is not read.
    let after = Pages(pages: [(1, 0, 11), (2, 4, 21), (3, 2, 31), (4, 2, 41)])
    let some = try await revisions(after: after, asEvents: asEvents, namespaces: [0])
    #expect(some == [11, 20, 40])
    let all = try await revisions(after: after, asEvents: asEvents, namespaces: [0, 4])
    #expect(all == [11, 21])
  }

  @Test("takes in a page that has come into its own", arguments: [true, false])
  func ownNamespace(asEvents: Bool) async throws {
    let after = Pages(pages: [(2, 0, 21)])
    let found = try await revisions(after: after, asEvents: asEvents, namespaces: [0])
    #expect(found == [10, 21, 30, 40])
  }
}
