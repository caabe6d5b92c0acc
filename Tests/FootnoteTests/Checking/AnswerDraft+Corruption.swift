import JSON
import TestSupport

@testable import Footnote

extension AnswerDraft {
  /// Spoils one thing of an answer; false where this answer has it not.
  mutating func spoil(
    _ corruption: AnswerCorruption, with passages: [AttributedPassage],
    using generator: inout some RandomNumberGenerator
  ) -> Bool {
    guard let chosen = citations.indices.randomElement(using: &generator) else { return false }
    switch corruption {
    case .alteredWord:
      return alterWord(of: chosen, with: passages.randomElement(using: &generator), &generator)
        && !stillStand(chosen, in: passages)
    case .lostWord:
      return loseWord(of: chosen, &generator) && !stillStand(chosen, in: passages)
    case .swappedCitations:
      return swap(chosen, with: passages, &generator) && !stillStand(chosen, in: passages)
    case .wrongRevision: renumber(chosen, &generator)
    case .strippedLicense:
      if Bool.random(using: &generator) { tellsLicense = false } else { linksLicense = false }
      let isLost = !tellsLicense
      packetEdits.append { packet in
        isLost
          ? packet.replacing(["attribution", "license"], with: .array([]))
          : packet.replacing(
            ["attribution", "license"],
            with: [["identifier": "CC-BY-SA-4.0", "name": "Creative Commons"]])
      }
    case .strippedPermalink:
      // Where the citation is the address, it names nothing without it.
      tellsPermalinks = false
      if !shape.namesPassages {
        let address = citations[chosen].address
        citations[chosen].address = String(address.prefix { $0 != "?" })
      }
      packetEdits.append {
        $0.replacing(["attribution", "version", "permalink"], with: nil)
      }
    case .strippedModifications:
      tellsModifications = false
      packetEdits.append { $0.replacing(["attribution", "modifications"], with: nil) }
    case .alteredAttribution:
      guard shape == .packets else { return false }
      let names = ["name", "credit", "url", "section", "in_language", "content_sha256", "source"]
      let name = names.randomElement(using: &generator) ?? "name"
      packetEdits.append { $0.replacing(["attribution", name], with: "other") }
    }
    return true
  }

  /// Whether words stand all the same in what the citation names, as those of a phrase that is
  /// there twice do: then nothing was spoilt.
  ///
  /// A key names a passage, an address all passages of a revision.
  private func stillStand(_ chosen: Int, in passages: [AttributedPassage]) -> Bool {
    let citation = citations[chosen]
    let words = Self.plain(citation.words)
    let address = citation.passage.attribution.permalink
    return passages.contains { passage in
      let isNamed =
        shape.namesPassages
        ? passage.attribution.key == citation.passage.attribution.key
        : passage.attribution.permalink == address
      guard isNamed else { return false }
      let text = Self.plain(passage.text)
      // Words may begin inside a character, with a vowel sign, say; as strings they are not there.
      return text.contains(words) || Array(text.utf8).contains(Array(words.utf8))
    }
  }

  /// A text without what is no word: one space for white space, one mark for all of a kind.
  private static func plain(_ text: String) -> String {
    let marks: [(kind: Character, others: String)] = [
      ("\"", "“”„‟«»″〝〞＂"), ("'", "‘’‚‛‹›′`´ʼ＇"), ("-", "‐‑‒–—―−﹘﹣－"),
    ]
    let folded = text.map { character in
      marks.first { $0.others.contains(character) }?.kind ?? character
    }
    return String(folded).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Puts a word of any passage in the place of one, or a letter where words are not separated.
  private mutating func alterWord(
    of chosen: Int, with other: AttributedPassage?, _ generator: inout some RandomNumberGenerator
  ) -> Bool {
    guard let other else { return false }
    var words = citations[chosen].words.split(separator: " ").map(String.init)
    guard words.count > 2 else { return alterLetter(of: chosen, with: other, &generator) }
    let place = Int.random(in: 1..<words.count - 1, using: &generator)
    guard
      let word = other.text.split(whereSeparator: \.isWhitespace)
        .randomElement(using: &generator).map(String.init),
      word != words[place], word.contains(where: \.isLetter)
    else { return false }
    words[place] = word
    citations[chosen].words = words.joined(separator: " ")
    return true
  }

  private mutating func alterLetter(
    of chosen: Int, with other: AttributedPassage, _ generator: inout some RandomNumberGenerator
  ) -> Bool {
    var letters = Array(citations[chosen].words)
    guard letters.count > 2, let letter = other.text.randomElement(using: &generator) else {
      return false
    }
    let place = Int.random(in: 1..<letters.count - 1, using: &generator)
    guard letter.isLetter, letter != letters[place] else { return false }
    letters[place] = letter
    citations[chosen].words = String(letters)
    return true
  }

  /// Takes a word out between two others.
  private mutating func loseWord(
    of chosen: Int, _ generator: inout some RandomNumberGenerator
  ) -> Bool {
    var words = citations[chosen].words.split(separator: " ").map(String.init)
    guard words.count > 2 else { return false }
    let place = Int.random(in: 1..<words.count - 1, using: &generator)
    // Of "very very", either may go; white space is no word.
    guard words[place].contains(where: \.isLetter), words[place] != words[place - 1],
      words[place] != words[place + 1]
    else { return false }
    words.remove(at: place)
    citations[chosen].words = words.joined(separator: " ")
    return true
  }

  /// Has the words of one passage said by another.
  private mutating func swap(
    _ chosen: Int, with passages: [AttributedPassage],
    _ generator: inout some RandomNumberGenerator
  ) -> Bool {
    let own = citations[chosen].passage.attribution
    guard let other = passages.randomElement(using: &generator),
      let address = other.attribution.permalink, address != own.permalink
    else { return false }
    citations[chosen].passage = other
    citations[chosen].key = "\(other.attribution.key)"
    citations[chosen].address = address
    return true
  }

  /// Gives the passage's revision another number.
  private mutating func renumber(
    _ chosen: Int, _ generator: inout some RandomNumberGenerator
  ) {
    let key = citations[chosen].passage.attribution.key
    let number = key.revision.rawValue &+ UInt64.random(in: 1...1_000, using: &generator)
    let wrong = RevisionID(rawValue: number)
    citations[chosen].key =
      "\(PassageKey(wiki: key.wiki, page: key.page, revision: wrong, ordinal: key.ordinal))"
    citations[chosen].address = citations[chosen].address.replacing(
      "oldid=\(key.revision.rawValue)", with: "oldid=\(number)")
  }
}
