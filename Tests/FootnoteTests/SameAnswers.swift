import Storage
import TestSupport
import Testing
import WikiModel

@testable import Footnote

/// Everything that an index tells of its content, without what names the index itself.
struct IndexContent: Equatable {
  var counts: [String]
  var passages: [String]
  var answers: [String]

  /// - Parameters:
  ///   - asked: questions with how they are asked; all answers count, to the last bit.
  init(_ index: Index, _ asked: [(question: String, options: SearchOptions)]) throws {
    let summary = index.summary
    counts = ["\(summary.pageCount) pages", "\(summary.passageCount) passages"]
    counts.append("\(summary.textByteCount) bytes")
    for counted in [summary.languages, summary.wikis, summary.licenses] {
      counts.append("\(counted.sorted { $0.key < $1.key })")
    }
    passages = try index.passages(at: 0..<Int(summary.passageCount)).map(Self.description)
    answers = []
    for (question, options) in asked {
      counts.append("\(try index.passageCount(passing: options.filter))")
      counts.append("\(try index.unknownValues(of: options.filter))")
      answers.append("\(question) \(options.filter)")
      answers += try index.search(question, options: options).map(Self.description)
    }
  }

  private static func description(_ passage: AttributedPassage) -> String {
    let attribution = passage.attribution
    let explanation = passage.explanation.map { "\($0)" } ?? ""
    // Reflection, which "\(spans)" would use, takes a third of a long run.
    let licenses = attribution.licenses.map(\.spdxIdentifier).joined(separator: ",")
    let sections = attribution.sectionPath.joined(separator: "/")
    let spans = attribution.source.spans.map { span in
      let bytes = span.sourceBytes
      return "\(span.textByteCount):\(bytes.lowerBound)-\(bytes.upperBound):\(span.isVerbatim)"
    }.joined(separator: ",")
    return """
      \(passage.rank) \(passage.score.bitPattern) \(passage.confidence?.bitPattern ?? 0) \
      \(attribution.key) \(attribution.timestamp) \(attribution.title) \(attribution.url) \
      \(attribution.language) \(licenses) \(sections) \
      \(attribution.sectionAnchor) \(attribution.contentDigest) \
      \(attribution.source.sha1) \(spans) \(passage.text) \(explanation)
      """
  }

  /// Where two differ first; nil where they do not.
  func difference(from other: Self) -> String? {
    for (one, two) in [
      (passages, other.passages), (counts, other.counts), (answers, other.answers),
    ] {
      let places = max(one.count, two.count)
      for place in 0..<places {
        let (a, b) = (place < one.count ? one[place] : "-", place < two.count ? two[place] : "-")
        if a != b { return "\(place) of \(one.count) and \(two.count):\n  \(a)\n  \(b)" }
      }
    }
    return nil
  }
}

extension Index {
  /// The bytes of the content files of its only segment; nil where it has several.
  func contentFiles() throws -> [String: [UInt8]]? {
    guard manifest.segments.count == 1 else { return nil }
    var files: [String: [UInt8]] = [:]
    for file in manifest.segments[0].files where file.name != IndexFolder.changesName {
      files[file.name] = try contents(
        of: folder.file(file.name, inSegment: manifest.segments[0].name))
    }
    return files
  }
}
