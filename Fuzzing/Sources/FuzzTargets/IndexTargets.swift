import Footnote
import Storage
import WikiModel

/// Opens the tiny index with another manifest, which its pointer vouches for.
func openManifest(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  workplace.put(manifest: bytes)
  openBrokenIndex(workplace)
}

/// Opens the tiny index with other changes in its second segment.
func openChanges(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  for bytes in [bytes, mended(bytes)] {
    workplace.put(indexFile: FuzzWorkplace.changesName, bytes)
    openBrokenIndex(workplace)
  }
}

private func openBrokenIndex(_ workplace: FuzzWorkplace) {
  do throws(FootnoteError) {
    let index = try Index(path: workplace.brokenIndexPath)
    precondition("\(index.summary)".utf8.count > 10)
    for found in try index.search("lighthouse keepers in Maine") { check(found) }
    for found in try index.passages(at: 0..<Int(index.summary.passageCount)) { check(found) }
    _ = try index.verify()
  } catch {
    check(error)
  }
}

/// Asks the tiny index; the first bytes choose the options.
func ask(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  let choices = bytes.prefix(4) + [0, 0, 0, 0]
  let text = String(decoding: bytes.dropFirst(4), as: UTF8.self)
  func choice(_ index: Int) -> Int { Int(choices[choices.startIndex + index]) }
  var options = SearchOptions(count: choice(0) % 12)
  options.languages = [nil, [], ["en"], ["de", "zz", text]][choice(1) % 4]
  options.accuracy = choice(1) >= 128 ? .approximate : .exact
  options.explains = choice(2) % 2 == 1
  if choice(3) % 2 == 1 { options.filter.sections = ["", text] }
  if choice(3) % 4 > 1 { options.filter.languages = [text, "en"] }
  if choice(3) % 8 > 3 { options.filter.wikis = [text] }
  options.mode = [nil, .sparse, .hybrid, .dense][choice(3) / 8 % 4]
  do throws(FootnoteError) {
    let found = try workplace.index.search(text, options: options)
    precondition(found.count <= options.count, "more passages than were asked for")
    for found in found { check(found) }
    _ = try workplace.index.unknownValues(of: options.filter)
  } catch {
    check(error)
  }
}

private func check(_ found: AttributedPassage) {
  for format in PassageFormat.allCases {
    precondition(!found.rendered(as: format).isEmpty)
  }
  precondition(!found.attribution.licenses.isEmpty, "text without a licence")
}

private func check(_ error: FootnoteError) {
  precondition("\(error)".utf8.count > 10, "an error without words")
}
