import Evaluation
import JSON
import Testing

@testable import FootnoteTool

@Suite("Comparing two results")
struct EvaluationComparisonTests {
  /// A result whose questions all have one value in every measure.
  private static func result(_ values: [(id: String, value: Double)]) -> String {
    let rows = values.map { question in
      JSONValue.object(
        [.init("id", .string(question.id))]
          + RankingMetric.reported.map { .init($0.name, .double(question.value)) })
    }
    return JSONValue.object([.init("per_question", .array(rows))]).document
  }

  private static func compare(_ first: String, _ second: String) throws -> EvaluationComparison {
    try withFile(first) { first in
      try withFile(second) { second in
        try EvaluationComparison(
          EvaluationResult(path: first), EvaluationResult(path: second))
      }
    }
  }

  @Test("questions are paired by id, and those of one result alone are left out and counted")
  func pairing() throws {
    let comparison = try Self.compare(
      Self.result([("a", 0.5), ("b", 0.25), ("c", 1)]),
      Self.result([("x", 0), ("b", 1), ("a", 0.5), ("y", 0)]))
    #expect(comparison.pairedCount == 2)
    #expect(comparison.unpairedCount == (1, 2))
    for row in comparison.rows {
      #expect(row.first.mean == 0.375 && row.second.mean == 0.75)
      #expect(row.paired.difference.mean == 0.375)
      #expect(!row.paired.isSignificant)
    }
    #expect(comparison.text.contains("2 questions in both (left out: 1 only in A, 2 only in B)\n"))
    #expect(comparison.json["left_out"]?["only_in_b"]?.integer == 2)
  }

  @Test("a difference on every question is significant, and none is not")
  func significance() throws {
    let ids = (1...20).map { "q\($0)" }
    let low = Self.result(ids.map { ($0, 0.25) })
    let high = Self.result(ids.map { ($0, 0.5) })
    let better = try Self.compare(low, high)
    #expect(better.rows.allSatisfy { $0.paired.isSignificant && $0.paired.difference.low == 0.25 })
    let same = try Self.compare(low, low)
    #expect(same.rows.allSatisfy { $0.paired.pValue == 1 && !$0.paired.isSignificant })
    #expect(better.json["metrics"]?["MRR@10"]?["is_significant"] == true)
    #expect(better.text.contains("MRR@10      0.2500  0.5000  0.2500     0.2500  0.2500  0.0"))
  }

  @Test("results without a question in common end with status 1")
  func nothingInCommon() throws {
    #expect(throws: Failure.self) {
      try Self.compare(Self.result([("a", 1)]), Self.result([("b", 1)]))
    }
    let failure = try failure(of: Self.result([("a", 1)])) { path in
      let other = try withFile(Self.result([("b", 1)])) { try EvaluationResult(path: $0) }
      _ = try EvaluationComparison(EvaluationResult(path: path), other)
    }
    #expect(failure?.status == .nothingFound)
  }

  @Test(
    "what is no result is refused with its file, and what was expected and found",
    arguments: [
      ("", "expected a result, found an empty file"),
      ("x", "expected JSON, found not valid JSON at line 1"),
      ("{}", "expected the member per_question, found none"),
      (#"{"per_question": [{}]}"#, "expected an id for question 1, found none"),
      (
        #"{"per_question": [{"id": "a"}]}"#,
        "expected hit@1 from 0 to 1 for question a, found none"
      ),
      (result([("a", 2)]), "expected hit@1 from 0 to 1 for question a, found 2"),
      (result([("a", 1), ("a", 1)]), "expected each id once, found a again"),
    ])
  func malformed(text: String, message: String) throws {
    let failure = try failure(of: text) { _ = try EvaluationResult(path: $0) }
    #expect(failure?.status == .badInput)
    #expect(failure?.message.contains(": \(message)") == true, "\(failure?.message ?? "")")
  }
}
