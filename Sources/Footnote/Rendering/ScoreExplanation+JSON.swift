import JSON

extension ScoreExplanation {
  var json: JSONValue {
    var members: [JSONValue.Member] = []
    func add(_ name: String, _ features: [Feature]) {
      if !features.isEmpty {
        members.append(.init(name, ["features": .array(features.map(\.json))]))
      }
    }
    add("confidence", confidenceFeatures)
    add("fusion", fusion)
    if let vectors {
      members.append(
        .init(
          "vectors",
          ["rank": .optional(vectors.rank), "similarity": .double(vectors.similarity)]))
    }
    guard !features.isEmpty else { return .object(members) }
    members.append(.init("features", .array(features.map(\.json))))
    members.append(
      .init(
        "first_stage",
        [
          "rank": .optional(firstStageRank), "score": .double(firstStageScore),
          "terms": .array(terms.map(\.json)),
        ]))
    return .object(members)
  }
}

extension ScoreExplanation.Term {
  fileprivate var json: JSONValue {
    [
      "contribution": .double(contribution),
      "family": .string(family.name),
      "fields": fields.map { .array($0.map { .string($0.name) }) } ?? .null,
      "impact": .double(impact),
      "text": .string(text),
      "weight": .double(weight),
      "word": .string(word),
    ]
  }
}

extension ScoreExplanation.Feature {
  fileprivate var json: JSONValue {
    [
      "contribution": .double(contribution), "name": .string(name), "value": .double(value),
      "weight": .double(weight),
    ]
  }
}

extension ScoreExplanation.Family {
  var name: String {
    switch self {
    case .stem: "stem"
    case .unaccented: "unaccented"
    case .characters: "characters"
    }
  }
}

extension ScoreExplanation.Field {
  var name: String {
    switch self {
    case .title: "title"
    case .section: "section"
    case .text: "text"
    }
  }
}
