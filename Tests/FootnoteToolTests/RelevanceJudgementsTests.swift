import Footnote
import Testing

@testable import FootnoteTool

@Suite("Relevance judgements")
struct RelevanceJudgementsTests {
  private func key(_ page: UInt64, _ ordinal: UInt32) -> PassageKey {
    PassageKey(
      wiki: "enwiki", page: PageID(rawValue: page), revision: RevisionID(rawValue: 7),
      ordinal: ordinal)
  }

  private func grades(
    _ qrels: String, of passages: [PassageKey], query: String = "q"
  ) throws -> [Int]? {
    try withFile(qrels) { path in
      try RelevanceJudgements(qrels: path).byQuery[query]?.grades(of: passages)
    }
  }

  @Test("BEIR's columns are read with a header or without, and TREC's four")
  func layouts() throws {
    let passages = [key(3, 0), key(12, 0)]
    let rows = "q\t12\t2\r\nq\t4\t0\n"
    #expect(try grades("query-id\tcorpus-id\tscore\n" + rows, of: passages) == [0, 2])
    #expect(try grades(rows, of: passages) == [0, 2])
    #expect(try grades("q 0 12 2\nq 0  4 0\n", of: passages) == [0, 2])
    #expect(try grades("q\t0\t12\t2", of: passages) == [0, 2])
    #expect(try grades("a query\t12\t1", of: passages, query: "a query") == [0, 1])
  }

  @Test("a page is ranked by its best passage and counts once")
  func pages() throws {
    let passages = [key(3, 0), key(3, 1), key(12, 5), key(3, 2), key(12, 1), key(4, 0)]
    #expect(try grades("q\t12\t2\nq\t4\t1", of: passages) == [0, 2, 1])
  }

  @Test("a passage is judged by its key")
  func passages() throws {
    let passages = [key(3, 0), key(3, 1), key(12, 5)]
    #expect(try grades("q\tenwiki:3:7:1\t1\nq\tdewiki:3:7:0\t1", of: passages) == [0, 1, 0])
  }

  @Test("queries that were not judged or have nothing relevant are left out and counted")
  func leftOut() throws {
    let queries = """
      {"_id": "q1", "text": "one"}
      {"id": 2, "text": "two"}
      {"_id": "q3", "text": "three", "metadata": {}}
      """
    try withFile(queries) { queries in
      try withFile("q1\t12\t1\nq3\t12\t0\nq9\t1\t1\nq9\t2\t1\n") { qrels in
        let labels = try LabelSet(queries: queries, qrels: qrels)
        #expect(labels.questions.map(\.text) == ["one"])
        #expect(labels.leftOut.map(\.name) == ["not_judged", "nothing_relevant"])
        #expect(labels.leftOut.map(\.count) == [1, 1])
        #expect(labels.unknownQueryJudgementCount == 2)
      }
    }
  }

  @Test(
    "a line that is no judgement is refused with its file, line, and what was expected and found",
    arguments: [
      ("q", "expected query-id, corpus-id and score with tabs between, ", "found 1 column"),
      ("q\t1\t0\t1\t5", "expected query-id, corpus-id and score ", "found 5 columns"),
      ("q\tAtlas\t1", "expected a page's number or a passage's ", "found \"Atlas\""),
      ("q\t13\tyes", "expected a whole number as the score", "found \"yes\""),
      ("q\t12\t1", "expected one judgement of 12 for query q", "found another"),
      ("q\tenwiki:1:2:3\t1", "expected a page, as above", "found \"enwiki:1:2:3\""),
    ])
  func malformed(line: String, expected: String, found: String) throws {
    let failure = try failure(of: "q\t12\t2\n" + line) {
      _ = try RelevanceJudgements(qrels: $0)
    }
    #expect(failure?.status == .badInput)
    let message = failure?.message ?? ""
    #expect(message.contains(", line 2: \(expected)") && message.hasSuffix(found), "\(message)")
    #expect(failure?.nextStep.isEmpty == false)
  }
}
