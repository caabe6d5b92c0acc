import Numerics
import PassageStore
import PostingIndex
import Rescoring
import Storage
import VectorIndex
import WikiModel

/// Files are read as they came and with their checksums mended; a target reads without verifying
/// first, as a search does.
private func withFiles(
  _ bytes: [UInt8], _ workplace: FuzzWorkplace, _ read: (String) throws(StorageError) -> Void
) {
  for bytes in [bytes, mended(bytes)] {
    let path = workplace.file("segment", bytes)
    do throws(StorageError) { try read(path) } catch { check(error) }
  }
}

/// What each of several readings throws, so that one does not hide the others.
private func attempt(_ read: () throws(StorageError) -> Void) {
  do throws(StorageError) { try read() } catch { check(error) }
}

private func check(_ error: StorageError) {
  precondition("\(error)".utf8.count > 10, "an error without words")
}

/// Numbers to look at of so many: the first, the last and some between.
private func samples(of count: UInt32) -> [UInt32] {
  guard count > 0 else { return [] }
  return [count - 1, 0, count / 2, count / 3, min(1, count - 1)]
}

func readPassages(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  withFiles(bytes, workplace) { path throws(StorageError) in
    let path = packedBlocks(path, to: workplace.vacant("packed")) ?? path
    let reader = try PassageStoreReader(path: path)
    attempt { () throws(StorageError) in
      let numbers = samples(of: reader.passageCount)
      let found = try reader.passages(numbers)
      precondition(found.count == numbers.count, "passages were lost")
    }
    attempt { () throws(StorageError) in
      for index in samples(of: UInt32(clamping: reader.pageCount)) {
        let page = try reader.page(at: Int(index))
        precondition(page.passages.upperBound <= reader.passageCount)
      }
    }
    attempt { () throws(StorageError) in
      let titles = try reader.commonSections(3)
      for title in titles + ["", "History"] { _ = try reader.passages(inSection: title) }
    }
    for filter in [
      SearchFilter(languages: ["en"]), SearchFilter(wikis: ["testwiki"]),
      SearchFilter(licenses: ["CC-BY-SA-4.0"], sections: [""]),
      SearchFilter(
        pages: [PageID(rawValue: 2)], revisedFrom: Timestamp(secondsSince1970: 1_600_000_000)),
    ] {
      attempt { () throws(StorageError) in
        let passing = try reader.passages(passing: filter)
        precondition((passing.ranges.last?.upperBound ?? 0) <= reader.passageCount)
      }
    }
    attempt { () throws(StorageError) in try reader.verify() }
  }
}

func readPostings(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  withFiles(bytes, workplace) { path throws(StorageError) in
    let reader = try PostingIndexReader(path: path)
    var features: [UInt32] = []
    attempt { () throws(StorageError) in
      try reader.forEachList { if features.count < 20 { features.append($0.feature) } }
    }
    var terms: [PostingTerm] = []
    for (index, feature) in features.enumerated() {
      terms.append(PostingTerm(feature: feature, weight: UInt32(index + 1) * 700))
    }
    attempt { () throws(StorageError) in _ = try reader.documentFrequencies(of: features) }
    let count = UInt32(clamping: reader.documentCount)
    // A search looks at every document that the file claims to be about. An index refuses a file
    // of more documents than it has passages when it is opened.
    guard count < 1 << 20 else { return try reader.verify() }
    let some = DocumentRanges(RangeSet([count / 4..<count / 2, count - count / 3..<count]))
    attempt { () throws(StorageError) in
      let counts = try reader.documentFrequencies(of: features, among: some)
      precondition(counts.allSatisfy { $0 >= 0 }, "a count below 0")
    }
    for allowed in [nil, some] {
      for limit in [10, Int.max] {
        attempt { () throws(StorageError) in
          let found = try reader.search(terms, k: 5, among: allowed, postingLimit: limit)
          precondition(found.allSatisfy { $0.document < count }, "a document beyond the last")
        }
      }
    }
    attempt { () throws(StorageError) in
      for feature in features.prefix(5) {
        _ = try reader.impacts(of: feature, in: Set(samples(of: count)).sorted())
      }
    }
    attempt { () throws(StorageError) in try reader.verify() }
  }
}

func readWords(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  withFiles(bytes, workplace) { path throws(StorageError) in
    let reader = try WordStoreReader(path: path)
    let candidates = Set(samples(of: UInt32(clamping: reader.documentCount))).sorted().map {
      RescoringCandidate(document: $0, score: 3)
    }
    let question = workplace.words.map {
      RescoringWord(readings: [$0], weight: 4_000, isName: $0.prefix % 2 == 0)
    }
    attempt { () throws(StorageError) in
      let found = try Rescorer(reader).rescored(candidates, for: question)
      precondition(found.count == candidates.count, "candidates were lost")
    }
    attempt { () throws(StorageError) in try reader.verify() }
  }
}

func readVectors(_ bytes: [UInt8], _ workplace: FuzzWorkplace) {
  withFiles(bytes, workplace) { path throws(StorageError) in
    let reader = try VectorIndexReader(path: path)
    let query = (0..<reader.dimensions).map { Float($0 % 7) - 3 }
    let count = UInt32(clamping: reader.vectorCount)
    let some = DocumentRanges(RangeSet([count / 4..<count / 2, count - count / 3..<count]))
    for allowed in [nil, some] {
      for recall in [0.9, 1] {
        attempt { () throws(StorageError) in
          let found = try reader.search(query.span, k: 5, recall: recall, among: allowed)
          precondition(found.allSatisfy { $0.document < count }, "a document beyond the last")
        }
      }
    }
    precondition(!reader.summary.choice.isEmpty)
    attempt { () throws(StorageError) in try reader.verify() }
  }
}
