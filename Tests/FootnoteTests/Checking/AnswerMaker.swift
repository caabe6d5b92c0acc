import JSON
import TestSupport

@testable import Footnote

/// A shape in which programs hand back answers with citations.
enum AnswerShape: CaseIterable, Sendable {
  case packets, quotes, searchResults, documents, webSearch, responses, chat, thread

  /// Whether citations have passages' keys, and not the addresses of revisions alone.
  var namesPassages: Bool {
    switch self {
    case .packets, .quotes, .documents, .thread: true
    case .searchResults, .webSearch, .responses, .chat: false
    }
  }
}

/// What can go wrong with an answer on its way.
enum AnswerCorruption: CaseIterable, Sendable {
  case alteredWord, lostWord, swappedCitations, wrongRevision, strippedLicense, strippedPermalink
  case strippedModifications, alteredAttribution
}

/// An answer that is being made: what it cites, and what it says of it.
struct AnswerDraft {
  struct Citation {
    var passage: AttributedPassage
    var words: String
    /// The key and address that are given; a corruption may change them.
    var key: String
    var address: String
  }

  var shape: AnswerShape
  var citations: [Citation]
  /// Whether licence, permalinks and changes are told.
  var tellsLicense = true
  var linksLicense = true
  var tellsPermalinks = true
  var tellsModifications = true
  /// Made of the attribution of each packet before it is written.
  var packetEdits: [@Sendable (JSONValue) -> JSONValue] = []

  /// Draws words of some passages that have a permalink.
  init(
    _ shape: AnswerShape, of passages: [AttributedPassage],
    using generator: inout some RandomNumberGenerator
  ) {
    self.shape = shape
    citations = (0..<Int.random(in: 1...4, using: &generator)).compactMap { _ in
      guard let passage = passages.randomElement(using: &generator),
        let permalink = passage.attribution.permalink
      else { return nil }
      return Citation(
        passage: passage, words: Self.words(of: passage.text, using: &generator),
        key: "\(passage.attribution.key)", address: permalink)
    }
  }

  /// Some words in a row, with what stands between them.
  private static func words(
    of text: String, using generator: inout some RandomNumberGenerator
  ) -> String {
    let scalars = Array(text.unicodeScalars)
    let count = min(scalars.count, Int.random(in: 24...160, using: &generator))
    let start = Int.random(in: 0...(scalars.count - count), using: &generator)
    return String(String.UnicodeScalarView(scalars[start..<start + count]))
  }

  /// The answer as the shape's interface would give it.
  var document: JSONValue {
    switch shape {
    case .packets: ["passages": .array(citations.map { packet(of: $0, text: $0.words) })]
    case .quotes:
      [
        "id": "a", "answer": .string(text),
        "citations": .array(
          citations.map { ["passage": .string($0.key), "quote": .string($0.words)] }),
      ]
    case .searchResults, .documents, .webSearch: anthropic
    case .responses:
      [
        "output": [
          ["type": "reasoning"],
          [
            "type": "message",
            "content": [
              [
                "type": "output_text", "text": .string(text),
                "annotations": .array(annotations { $0 }),
              ]
            ],
          ],
        ]
      ]
    case .chat:
      [
        "choices": [
          [
            "message": [
              "role": "assistant", "content": .string(text),
              "annotations": .array(
                annotations { ["type": "url_citation", "url_citation": $0] }),
            ]
          ]
        ]
      ]
    case .thread:
      [
        "content": [
          [
            "type": "text",
            "text": ["value": .string(text), "annotations": .array(fileCitations)],
          ]
        ]
      ]
    }
  }

  /// The words one after the other, then the notices.
  private var text: String {
    let words = citations.map(\.words).joined(separator: "\n\n")
    return words + "\n\n" + notices
  }

  private var notices: String {
    citations.map { citation in
      let attribution = citation.passage.attribution
      let license = attribution.licenses[0]
      var parts = ["Source"]
      if tellsPermalinks { parts.append("<\(citation.address)>") }
      if tellsLicense { parts.append(license.name) }
      if tellsLicense, linksLicense { parts.append("<\(license.url)>") }
      if tellsModifications { parts.append("An excerpt.") }
      return parts.joined(separator: " ")
    }.joined(separator: "\n")
  }

  private func packet(of citation: Citation, text: String) -> JSONValue {
    var packet = (try? JSONValue(parsing: citation.passage.rendered(as: .json))) ?? .null
    for edit in packetEdits { packet = edit(packet) }
    if citation.key != "\(citation.passage.attribution.key)" {
      packet = packet.replacing(["attribution", "key"], with: .string(citation.key))
    }
    // The whole text where the words are not altered.
    return citation.passage.text.contains(text)
      ? packet : packet.replacing(["text"], with: .string(text))
  }

  private var anthropic: JSONValue {
    var blocks: [JSONValue] = citations.map { citation in
      var members: [JSONValue.Member] = [.init("cited_text", .string(citation.words))]
      switch shape {
      case .searchResults:
        members += [
          .init("type", "search_result_location"), .init("source", .string(citation.address)),
          .init("title", "Results"),
        ]
      case .webSearch:
        members += [
          .init("type", "web_search_result_location"), .init("url", .string(citation.address)),
        ]
      default:
        members += [
          .init("type", "char_location"), .init("document_index", 0),
          .init("document_title", .string("Wiki (\(citation.key))")),
          .init("start_char_index", 0), .init("end_char_index", 5),
        ]
      }
      return ["type": "text", "text": "It is so.", "citations": [.object(members)]]
    }
    blocks.append(["type": "text", "text": .string(notices)])
    return ["role": "assistant", "type": "message", "content": .array(blocks)]
  }

  /// Where each citation's words stand in the text, in code points.
  private var places: [Range<Int64>] {
    var start: Int64 = 0
    return citations.map { citation in
      let count = Int64(citation.words.unicodeScalars.count)
      defer { start += count + 2 }
      return start..<start + count
    }
  }

  private func annotations(_ body: (JSONValue) -> JSONValue) -> [JSONValue] {
    zip(citations, places).map { citation, place in
      body([
        "type": "url_citation", "url": .string(citation.address), "title": "Wiki",
        "start_index": .integer(place.lowerBound), "end_index": .integer(place.upperBound),
      ])
    }
  }

  private var fileCitations: [JSONValue] {
    citations.map { citation in
      [
        "type": "file_citation", "text": "【4:0†source】",
        "filename": .string("\(citation.key).txt"),
        "file_citation": ["file_id": "file-1", "quote": .string(citation.words)],
      ]
    }
  }
}

extension JSONValue {
  /// The value with a member of its objects, by their names, in another state; nil takes it out.
  func replacing(_ path: [String], with value: JSONValue?) -> JSONValue {
    guard let name = path.first, case .object(let members) = self else { return value ?? .null }
    return .object(
      members.compactMap { member in
        guard member.name == name else { return member }
        if path.count == 1 { return value.map { Member(name, $0) } }
        return Member(name, member.value.replacing(Array(path.dropFirst()), with: value))
      })
  }
}
