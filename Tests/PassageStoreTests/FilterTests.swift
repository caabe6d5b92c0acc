import TestSupport
import PassageStore
import Storage
import Testing
import WikiModel

/// Random filters over the values that some passages have, and over others.
private struct FilterMaker {
  var maker: SampleMaker
  let stored: [ExpectedPassage]

  private mutating func some<Value: Hashable>(_ known: [Value], _ unknown: Value) -> Set<Value>? {
    guard Bool.random(using: &maker.generator) else { return nil }
    let count = Int.random(in: 0...3, using: &maker.generator)
    var values = Set((0..<count).compactMap { _ in known.randomElement(using: &maker.generator) })
    if Int.random(in: 0..<4, using: &maker.generator) == 0 { values.insert(unknown) }
    return values
  }

  private mutating func moment() -> Timestamp? {
    Bool.random(using: &maker.generator)
      ? stored.randomElement(using: &maker.generator)?.revision.timestamp : nil
  }

  mutating func filter() -> SearchFilter {
    let paths = stored.map(\.record.passage.sectionPath)
    return SearchFilter(
      languages: some(stored.map(\.revision.language) + ["zh", "ZH-hant"], "xx"),
      wikis: some(stored.map(\.revision.wiki), "xxwiki"),
      licenses: some(
        stored.flatMap { $0.revision.licenses.map(\.spdxIdentifier) } + ["cc0-1.0"], "X"),
      pages: some(stored.map(\.revision.page), PageID(rawValue: 3)),
      revisedFrom: moment(), revisedThrough: moment(),
      sections: some(paths.joined() + [""], "no such title"))
  }
}

/// Whether a passage passes, said by the plain meaning of each condition.
private func passes(_ passage: ExpectedPassage, _ filter: SearchFilter) -> Bool {
  let revision = passage.revision
  let language = revision.language.lowercased()
  if let languages = filter.languages?.map({ $0.lowercased() }),
    !languages.contains(where: { language == $0 || language.hasPrefix($0 + "-") })
  {
    return false
  }
  if let wikis = filter.wikis, !wikis.contains(revision.wiki) { return false }
  let licenses = Set(revision.licenses.map { $0.spdxIdentifier.lowercased() })
  if let wanted = filter.licenses, licenses.isDisjoint(with: wanted.map { $0.lowercased() }) {
    return false
  }
  if let pages = filter.pages, !pages.contains(revision.page) { return false }
  if let from = filter.revisedFrom, revision.timestamp < from { return false }
  if let through = filter.revisedThrough, revision.timestamp > through { return false }
  let path = passage.record.passage.sectionPath
  if let sections = filter.sections, sections.isDisjoint(with: path.isEmpty ? [""] : path) {
    return false
  }
  return true
}

@Test("A filter gives exactly the passages that have what it asks for", arguments: [1, 5, 80])
func filters(pageCount: Int) throws {
  var maker = SampleMaker()
  maker.wordLimit = 5
  let folder = try TemporaryFolder()
  let revisions = maker.revisions(pageCount)
  _ = try write(revisions, to: folder("passages"))
  let stored = revisions.flatMap(\.passages)
  let reader = try PassageStoreReader(path: folder("passages"))
  try reader.verify()
  var filters = FilterMaker(maker: maker, stored: stored)
  for _ in 0..<400 {
    let filter = filters.filter()
    let found = try reader.passages(passing: filter)
    for (number, passage) in stored.enumerated() {
      #expect(found.contains(UInt32(number)) == passes(passage, filter), "\(filter)")
    }
    #expect(found.ranges.allSatisfy { $0.upperBound <= reader.passageCount })
  }
  #expect(try reader.passages(passing: SearchFilter()).contains(0))
}

@Test("The titles with the most passages are told, most first")
func commonSections() throws {
  var maker = SampleMaker()
  let folder = try TemporaryFolder()
  var sample = maker.revision(wiki: "w", page: 1)
  let record = sample.records[0]
  sample.records = ["b", "a", "c", "b", "", "", ""].enumerated().map { number, title in
    var record = record
    record.passage.ordinal = UInt32(number)
    record.passage.sectionPath = title.isEmpty ? [] : ["a", title, title]
    return record
  }
  _ = try write([sample], to: folder("passages"))
  let reader = try PassageStoreReader(path: folder("passages"))
  try reader.verify()
  #expect(try reader.commonSections(9) == ["a", "b", "c"])
  #expect(try reader.commonSections(2) == ["a", "b"])
  #expect(try reader.passages(inSection: "a") == RangeSet(0..<4))
  #expect(try reader.passages(inSection: "") == RangeSet(4..<7))
  #expect(try reader.passages(inSection: "d").isEmpty)
}
