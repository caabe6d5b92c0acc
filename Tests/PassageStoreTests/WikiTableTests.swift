import Testing

@testable import PassageStore

@Suite("Numbers of wikis")
struct WikiTableTests {
  @Test("Wikis are numbered as they first come")
  func numbers() {
    var table = WikiTable()
    #expect(["enwiki", "dewiki", "enwiki", "frwiki"].map { table.number(of: $0) } == [0, 1, 0, 2])
    #expect(table.names == ["enwiki", "dewiki", "frwiki"])
    #expect(table[1] == "dewiki")
  }

  @Test("A wiki is found at once among very many", .timeLimit(.minutes(1)))
  func many() {
    var table = WikiTable()
    for _ in 0..<2 {
      for number in 0..<200_000 { #expect(table.number(of: "wiki\(number)") == number) }
    }
  }
}
