import JSON
import Storage
import TestSupport
import Testing

@testable import Footnote

/// The rules that a check of an answer breaks.
private func rules(
  _ answer: JSONValue, _ checker: AnswerChecker
) throws -> [CitationRule] {
  let report = try checker.check(try answer.compactBytes())
  return (report.findings + report.citations.flatMap(\.findings)).map(\.rule)
}

@Suite("What a check says of answers")
struct CheckShapeTests {
  private static func sample() async throws -> (AnswerChecker, AttributedPassage) {
    let index = try await SampleIndex.shared().index
    let passage = try #require(try index.search("How long is it between high waters?").first)
    return (try AnswerChecker(index: index), passage)
  }

  private static let notices =
    "CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/deed.de), an excerpt"

  @Test("what 'query --format json' wrote holds, and each packet is a citation")
  func ownPackets() async throws {
    let index = try await SampleIndex.shared().index
    let found = try index.search("the history of the lighthouse")
    let packets = found.map { $0.rendered(as: .json) }.joined(separator: ",\n")
    let answer = #"{"question":"…","passages":["# + packets + "]}"
    let report = try AnswerChecker(index: index).check(Array(answer.utf8))
    #expect(report.isSound && report.findings.isEmpty)
    #expect(report.citations.map(\.key) == found.map(\.attribution.key))
    #expect(report.citations.allSatisfy { $0.quotation == .verbatim && $0.findings.isEmpty })
    #expect(report.citations.allSatisfy { $0.succession?.state == .unchanged })
    #expect(report.citations[1].place == "/passages/1")
  }

  @Test("a citation names its passage by rank, by key, or by an address in any of the forms")
  func references() async throws {
    let (checker, passage) = try await Self.sample()
    let about = passage.attribution
    let permalink = try #require(about.permalink)
    let origin = try #require(permalink.firstRange(of: "/w/")).lowerBound
    let words = JSONValue.string(String(passage.text.prefix(30)))
    let short = String(permalink[..<origin])
    let addresses = [
      permalink, "\(short)/w/index.php?oldid=\(about.revision.rawValue)",
      "\(short)/wiki/Special:PermanentLink/\(about.revision.rawValue)",
      "\(short)/wiki/Special:Permalink/\(about.revision.rawValue)#Tides",
    ]
    for address in addresses {
      let citation: JSONValue = ["source": .string(address), "cited_text": words]
      let answer: JSONValue = ["answer": .string(Self.notices), "citations": [citation]]
      #expect(try rules(answer, checker) == [], "\(address)")
      let report = try checker.check(try answer.compactBytes())
      #expect(report.citations[0].key == about.key)
    }
    let packet = try JSONValue(parsing: passage.rendered(as: .json))
    for name: JSONValue in [1, .string("\(about.key)")] {
      let answer: JSONValue = [
        "answer": "", "citations": [["passage": name, "quote": words]], "passages": [packet],
      ]
      #expect(try rules(answer, checker) == [])
    }
  }

  @Test("the words of an annotation are quoted, but for a link and a mark of the interface")
  func annotatedWords() async throws {
    let (checker, passage) = try await Self.sample()
    let permalink = try #require(passage.attribution.permalink)
    let cases: [(String, Quotation)] = [
      (String(passage.text.prefix(20)), .verbatim), ("([Tide](\(permalink)))", .none),
      ("【4:0†source】", .none), (permalink, .none), ("(not there", .altered(matchingByteCount: 1)),
    ]
    for (words, expected) in cases {
      let text = "é \(words) \(Self.notices)"
      let annotation: JSONValue = [
        "type": "url_citation", "url": .string(permalink), "start_index": 2,
        "end_index": .integer(Int64(2 + words.unicodeScalars.count)),
      ]
      let answer: JSONValue = ["content": .string(text), "annotations": [annotation]]
      let report = try checker.check(try answer.compactBytes())
      #expect(report.citations[0].quotation == expected, "\(words)")
    }
  }

  @Test("the answer's text is looked through for what the licence asks for")
  func noticesInText() async throws {
    let (checker, passage) = try await Self.sample()
    let permalink = try #require(passage.attribution.permalink)
    func rulesOf(_ text: String) throws -> [CitationRule] {
      let citation: JSONValue = [
        "passage": .string("\(passage.attribution.key)"), "quote": .string(passage.text),
      ]
      return try rules(["answer": .string(text), "citations": [citation]], checker)
    }
    for format in PassageFormat.allCases where format != .json {
      #expect(try rulesOf(passage.rendered(as: format)) == [], "\(format)")
    }
    #expect(try rulesOf("\(permalink) \(Self.notices)") == [])
    let (name, link) = ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/")
    #expect(try rulesOf("\(permalink) \(name), an excerpt") == [.licenseUnlinked])
    #expect(try rulesOf("\(permalink) \(link), an excerpt") == [.licenseUnnamed])
    #expect(try rulesOf("\(permalink), an excerpt") == [.licenseMissing])
    #expect(try rulesOf("\(permalink) \(name) \(link)") == [.modificationsUnsaid])
    #expect(try rulesOf("\(permalink)0 \(Self.notices)") == [.permalinkMissing])
    let all: [CitationRule] = [.permalinkMissing, .licenseMissing, .modificationsUnsaid]
    #expect(try rulesOf("") == all)
    #expect(try rulesOf(passage.text + " An excerpt.").contains(.modificationsUnsaid) == false)
    // What the quoted words say is not said of them.
    let quoted: JSONValue = [
      "passage": .string("\(passage.attribution.key)"), "quote": "an edited excerpt",
    ]
    let answer: JSONValue = ["answer": "It is “an edited excerpt”.", "citations": [quoted]]
    #expect(try rules(answer, checker).contains(.modificationsUnsaid))
  }

  @Test("each way in which an answer can be wrong has its own rule")
  func faults() async throws {
    let (checker, passage) = try await Self.sample()
    let packet = try JSONValue(parsing: passage.rendered(as: .json))
    func rulesOf(_ path: [String], _ value: JSONValue?) throws -> [CitationRule] {
      try rules(["passages": [packet.replacing(path, with: value)]], checker)
    }
    let index = ["attribution", "index"]
    let cases: [([String], JSONValue?, [CitationRule])] = [
      (["text"], "Something else.", [.quotationAltered]),
      (["attribution", "key"], "enwiki:1:2:3", [.passageUnknown]),
      (["attribution", "key"], "nonsense", [.passageUnnamed]),
      (index + ["generation"], 7, [.generationUnknown]),
      (index + ["manifest_sha256"], "00", [.manifestDiffers]),
      (["attribution", "version", "permalink"], nil, [.permalinkMissing]),
      (["attribution", "version", "permalink"], "https://x.example/", [.permalinkWrong]),
      (["attribution", "license"], nil, [.licenseMissing]),
      (["attribution", "license"], [["name": "MIT", "url": "x"]], [.attributionAltered]),
      (["attribution", "modifications"], nil, [.modificationsUnsaid]),
      (["attribution", "name"], "Other", [.attributionAltered]),
      (["attribution", "credit", "text"], "me", [.attributionAltered]),
    ]
    for (path, value, expected) in cases {
      #expect(try rulesOf(path, value) == expected, "\(path)")
    }
    #expect(try rules(["answer": "x", "citations": []], checker) == [.citationMissing])
    #expect(try rules(["content": []], checker) == [.citationMissing])
    #expect(try rules(["abstains": true, "passages": []], checker) == [])
    let nothing: JSONValue = ["answer": "x", "citations": [["quote": "x"]]]
    #expect(try rules(nothing, checker) == [.passageUnnamed])
  }

  @Test("a passage that was taken back is told, found or not")
  func revoked() async throws {
    let index = try await SampleIndex.shared().index
    let passage = try #require(try index.search("lighthouse").first)
    let key = passage.attribution.key
    let gone = PassageKey(wiki: key.wiki, page: key.page, revision: key.revision, ordinal: 99_999)
    let checker = try AnswerChecker(index: index) { asked, _ in
      asked == key || asked == gone ? "taken back by list 3" : nil
    }
    let packet = try JSONValue(parsing: passage.rendered(as: .json))
    #expect(try rules(["passages": [packet]], checker) == [.revoked])
    let other = packet.replacing(["attribution", "key"], with: .string("\(gone)"))
    #expect(try rules(["passages": [other]], checker) == [.passageUnknown, .revoked])
  }

  @Test("what is no answer is refused with what was expected")
  func refusals() async throws {
    let (checker, _) = try await Self.sample()
    for text in ["", "{", "3", "{}", #"{"a":1,"a":2}"#, "[[[", #"{"text":"x"}"#] {
      #expect(throws: FootnoteError.self) { try checker.check(Array(text.utf8)) }
    }
  }

  @Test("answers of every kind of wrong value are checked without a trap")
  func hostile() async throws {
    let (checker, passage) = try await Self.sample()
    var generator = SeededGenerator()
    let index = try await SampleIndex.shared().index
    let passages = try index.passages(at: 0..<40)
    let others: [JSONValue] = [
      .null, .bool(true), .integer(.min), .integer(.max), .double(1e300), "", "https://",
      "a:b:c:d", .array([]), .object([]), .string(passage.text),
      .array([["start_index": .integer(.min), "end_index": .integer(.max)]]),
    ]
    for _ in 0..<Soak.count(1_000, soak: 100_000) {
      let shape = AnswerShape.allCases.randomElement(using: &generator) ?? .packets
      var document = AnswerDraft(shape, of: passages, using: &generator).document
      for _ in 0..<3 {
        let other = others.randomElement(using: &generator) ?? .null
        document = document.replacingAny(with: other, using: &generator)
      }
      _ = try? checker.check(try document.compactBytes())
    }
  }
}

extension JSONValue {
  /// The value with something in it, at any depth, put in another's place.
  fileprivate func replacingAny(
    with other: JSONValue, using generator: inout some RandomNumberGenerator
  ) -> JSONValue {
    guard Int.random(in: 0..<6, using: &generator) > 0 else { return other }
    switch self {
    case .object(var members):
      guard let place = members.indices.randomElement(using: &generator) else { return other }
      members[place].value = members[place].value.replacingAny(with: other, using: &generator)
      return .object(members)
    case .array(var elements):
      guard let place = elements.indices.randomElement(using: &generator) else { return other }
      elements[place] = elements[place].replacingAny(with: other, using: &generator)
      return .array(elements)
    default: return other
    }
  }
}
