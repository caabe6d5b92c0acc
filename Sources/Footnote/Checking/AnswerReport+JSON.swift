import JSON

extension AnswerReport {
  /// The report as one JSON object on a line, without a line feed.
  ///
  /// `Documentation/Checking.md` gives its members.
  public var json: String {
    let value: JSONValue = [
      "citations": .array(citations.map(\.value)),
      "findings": .array(findings.map(\.value)),
      "id": .optional(identifier),
      "is_sound": .bool(isSound),
    ]
    return String(decoding: value.canonical, as: UTF8.self)
  }
}

extension CitationReport {
  fileprivate var value: JSONValue {
    [
      "findings": .array(findings.map(\.value)),
      "generation": generation.map { .count($0) } ?? .null,
      "key": .optional(key.map { "\($0)" }),
      "place": .string(place),
      "quotation": quotation.map(\.value) ?? .null,
      "succession": succession.map(\.value) ?? .null,
    ]
  }
}

extension CitationFinding {
  fileprivate var value: JSONValue {
    [
      "message": .string(message), "rule": .string(rule.rawValue),
      "severity": .string(rule.severity.rawValue),
    ]
  }
}

extension Quotation {
  fileprivate var value: JSONValue {
    switch self {
    case .none: ["match": "none"]
    case .verbatim: ["match": "verbatim"]
    case .normalized(let differences):
      [
        "differences": .array(
          differences.map {
            ["byte": .integer(Int64($0.byteOffset)), "kind": .string($0.kind.rawValue)]
          }),
        "match": "normalized",
      ]
    case .altered(let count): ["match": "altered", "matching_bytes": .integer(Int64(count))]
    }
  }
}

extension Succession {
  fileprivate var value: JSONValue {
    ["revision": revision.map { .count($0.rawValue) } ?? .null, "state": .string(state.rawValue)]
  }
}
