import TestSupport
import Testing
import WikiModel

private func key(
  _ wiki: String, _ page: UInt64, _ revision: UInt64, _ ordinal: UInt32
) -> PassageKey {
  PassageKey(
    wiki: wiki, page: PageID(rawValue: page), revision: RevisionID(rawValue: revision),
    ordinal: ordinal)
}

@Test("Keys order by wiki, then page, then revision, then ordinal")
func keyOrder() {
  let rising = [
    key("aawiki", 9, 9, 9), key("dewiki", 1, 9, 9), key("dewiki", 2, 1, 9), key("dewiki", 2, 2, 0),
    key("dewiki", 2, 2, 1), key("dewiki", 10, 0, 0), key("enwiki", 0, 0, 0),
    key("enwiki", .max, .max, .max), key("ruwiki", 1, 1, 1),
  ]
  for (i, a) in rising.enumerated() {
    for (j, b) in rising.enumerated() {
      #expect((a < b) == (i < j))
      #expect((a == b) == (i == j))
    }
  }
  #expect(rising.shuffled().sorted() == rising)
}

@Test("Wikis order by their bytes, capitals and digits before small letters")
func wikiOrder() {
  let names = ["", "Zwiki", "a", "aa", "a\u{7F}", "é", "日本", "\u{1F600}"]
  for (i, a) in names.enumerated() {
    for (j, b) in names.enumerated() { #expect((key(a, 1, 1, 1) < key(b, 1, 1, 1)) == (i < j)) }
  }
}

@Test("Random keys order as the tuples of their parts")
func randomKeyOrder() {
  var generator = SeededGenerator()
  func randomKey() -> PassageKey {
    key(
      ["a", "ab", "b"].randomElement(using: &generator) ?? "a", generator.next() % 3,
      generator.next() % 3, UInt32(generator.next() % 3))
  }
  func parts(_ key: PassageKey) -> (String, UInt64, UInt64, UInt32) {
    (key.wiki, key.page.rawValue, key.revision.rawValue, key.ordinal)
  }
  for _ in 0..<5_000 {
    let (a, b) = (randomKey(), randomKey())
    #expect((a < b) == (parts(a) < parts(b)))
    #expect((a == b) == (parts(a) == parts(b)))
  }
}

@Test("a key's description leads back to the key, and nothing else leads to one")
func keyDescriptions() {
  let key = PassageKey(
    wiki: "enwiki", page: PageID(rawValue: 3), revision: RevisionID(rawValue: 7), ordinal: 9)
  #expect("\(key)" == "enwiki:3:7:9")
  #expect(PassageKey("enwiki:3:7:9") == key)
  for text in [
    "", "enwiki:3:7", ":3:7:9", "enwiki:3:7:9:1", "enwiki:x:7:9", "enwiki:3:7:-1", "enwiki:03:7:9",
    "enwiki:+3:7:9", "enwiki:3:7:4294967296",
  ] {
    #expect(PassageKey(text) == nil)
  }
}
