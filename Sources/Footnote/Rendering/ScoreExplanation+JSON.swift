import JSON

extension ScoreExplanation {
  var json: JSONValue {
    [
      "confidence": ["features": .array(confidenceFeatures.map(\.json))],
      "features": .array(features.map(\.json)),
      "first_stage": [
        "rank": .integer(Int64(firstStageRank)),
        "score": .double(firstStageScore),
        "terms": .array(terms.map(\.json)),
      ],
    ]
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
