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

/// Reads the tiny index's history from another log, as it came and with its hashes mended.
func readLog(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  for bytes in [bytes, withMendedHashes(bytes)] {
    workplace.put(indexFile: FuzzWorkplace.logName, bytes)
    let history = IndexHistory(path: workplace.brokenIndexPath)
    attempt { () throws(FootnoteError) in
      for record in try history.records() { precondition(!"\(record)".isEmpty) }
    }
    attempt { () throws(FootnoteError) in
      try history.forEachDifference(from: 1, to: 2) { precondition(!$0.wiki.isEmpty) }
    }
    attempt { () throws(FootnoteError) in
      let moment = Timestamp(secondsSince1970: 1_700_000_100)
      _ = try Index(path: workplace.brokenIndexPath, asOf: moment)
    }
    attempt { () throws(FootnoteError) in
      for finding in try IndexDoctor(path: workplace.brokenIndexPath).examine() {
        precondition("\(finding)".utf8.count > 10, "a finding without words")
      }
    }
  }
}

/// The lines with their texts' hashes before them.
func withMendedHashes(_ bytes: [UInt8]) -> [UInt8] {
  var lines: [[UInt8]] = []
  for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
    guard line.count > 16 else {
      lines.append(Array(line))
      continue
    }
    let digits = String(checksum(Array(line.dropFirst(17)).rawBytes), radix: 16)
    let zeros = [UInt8](repeating: 0x30, count: 16 - digits.utf8.count)
    lines.append(zeros + digits.utf8 + line.dropFirst(16))
  }
  return Array(lines.joined(separator: [0x0A]))
}

private func attempt(_ read: () throws(FootnoteError) -> Void) {
  do throws(FootnoteError) { try read() } catch { check(error) }
}

private func openBrokenIndex(_ workplace: FuzzWorkplace) {
  do throws(FootnoteError) {
    let index = try Index(path: workplace.brokenIndexPath)
    precondition("\(index.summary)".utf8.count > 10)
    check(try index.search("lighthouse keepers in Maine"))
    check(try index.passages(at: 0..<Int(index.summary.passageCount)))
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
    check(found, from: choice(2) / 2)
    _ = try workplace.index.unknownValues(of: options.filter)
  } catch {
    check(error)
  }
}

/// Renders each passage in one format, in turn, since all of them would take half of the time.
private func check(_ found: [AttributedPassage], from first: Int = 0) {
  let formats = PassageFormat.allCases
  for (place, found) in found.enumerated() {
    precondition(!found.rendered(as: formats[(first + place) % formats.count]).isEmpty)
    precondition(!found.attribution.licenses.isEmpty, "text without a licence")
  }
}

private func check(_ error: FootnoteError) {
  precondition("\(error)".utf8.count > 10, "an error without words")
}
