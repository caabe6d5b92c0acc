/// In which fields of a candidate a question's terms were found, a bit each.
struct FoundTerms {
  var title: UInt64 = 0
  var headings: UInt64 = 0
  var text: UInt64 = 0
}

/// A part of a passage that has words.
package enum RescoringField: CaseIterable, Sendable {
  case title, section, text
}

/// The terms of a question that rescoring looks for, by the features of their stems.
package struct RescoringTerms: Sendable {
  private var numbers: [UInt32: Int] = [:]

  package init(_ question: [RescoringWord]) {
    for (number, term) in RescoringQuestion(question).terms.enumerated().reversed() {
      for stem in term.stems { numbers[stem] = number }
    }
  }

  /// The fields of a candidate that have a term; nil for a feature that is no term's stem.
  package func fields(
    of feature: UInt32, in candidate: RescoringVector
  ) -> [RescoringField]? {
    guard let number = numbers[feature] else { return nil }
    let bit: UInt64 = 1 << UInt64(number)
    return RescoringField.allCases.filter { field in
      switch field {
      case .title: candidate.found.title & bit != 0
      case .section: candidate.found.headings & bit != 0
      case .text: candidate.found.text & bit != 0
      }
    }
  }
}
