import TestSupport
import Storage
import Testing

/// A revision as a dump holds it, found with plain searches rather than the reader under test.
struct DumpedRevision {
  var wiki: String
  var language: String
  var base: String
  var title: String
  var page: UInt64
  var revision: UInt64
  var timestamp: String
  var sha1: String
  var wikitext: [UInt8]
}

/// The revisions of one of the sample dumps, whose XML has one fixed form.
func dumpedRevisions(_ path: String) throws -> [DumpedRevision] {
  let bytes = try contents(of: path)
  func text(_ name: String, from start: Int) throws -> String {
    let range = try #require(bytes.between("<\(name)>", "</\(name)>", from: start))
    return unescaped(bytes[range]).text
  }
  let wiki = try text("dbname", from: 0)
  let base = try text("base", from: 0)
  let language = bytes[try #require(bytes.between("xml:lang=\"", "\""))].text
  var revisions: [DumpedRevision] = []
  var place = 0
  while let page = bytes.between("<page>", "</page>", from: place) {
    place = page.upperBound
    var next = page.lowerBound
    while let revision = bytes.between("<revision>", "</revision>", from: next),
      revision.upperBound < page.upperBound
    {
      next = revision.upperBound
      let tag = try #require(bytes.between("<text ", ">", from: revision.lowerBound))
      guard tag.upperBound < revision.upperBound, bytes[tag].last != UInt8(ascii: "/") else {
        continue
      }
      let wikitext = try #require(bytes.between(">", "</text>", from: tag.upperBound))
      revisions.append(
        DumpedRevision(
          wiki: wiki, language: language, base: base,
          title: try text("title", from: page.lowerBound),
          page: try #require(UInt64(try text("id", from: page.lowerBound))),
          revision: try #require(UInt64(try text("id", from: revision.lowerBound))),
          timestamp: try text("timestamp", from: revision.lowerBound),
          sha1: try text("sha1", from: revision.lowerBound),
          wikitext: unescaped(bytes[wikitext])))
    }
  }
  return revisions
}

/// XML's text with its entities put back.
private func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
  let entities: [(name: [UInt8], byte: UInt8)] = [
    (Array("&lt;".utf8), UInt8(ascii: "<")), (Array("&gt;".utf8), UInt8(ascii: ">")),
    (Array("&quot;".utf8), UInt8(ascii: "\"")), (Array("&amp;".utf8), UInt8(ascii: "&")),
  ]
  var result: [UInt8] = []
  var rest = bytes
  while let byte = rest.first {
    if byte == UInt8(ascii: "&"), let entity = entities.first(where: { rest.starts(with: $0.name) })
    {
      result.append(entity.byte)
      rest = rest.dropFirst(entity.name.count)
    } else {
      result.append(byte)
      rest = rest.dropFirst()
    }
  }
  return result
}
